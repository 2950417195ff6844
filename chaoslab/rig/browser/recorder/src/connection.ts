/** Records when the browser tells the page that it has lost its network, and that it has one again. */

import { type Recorder, stampOf } from './recorder';

/** Gives a function that listens again, for a document whose listeners were wiped (`document.open`). */
export function watchConnection(recorder: Recorder): () => void {
  const lost = recorder.safely((event: Event) => {
    recorder.record('page.went_offline', { trusted: event.isTrusted, online: navigator.onLine }, stampOf(event));
  });
  const back = recorder.safely((event: Event) => {
    recorder.record('page.went_online', { trusted: event.isTrusted, online: navigator.onLine }, stampOf(event));
  });
  const listen = (): void => {
    window.addEventListener('offline', lost, { capture: true });
    window.addEventListener('online', back, { capture: true });
  };

  listen();
  return listen;
}
