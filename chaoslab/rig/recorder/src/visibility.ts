/** Records when the tab is hidden, shown and left; nothing recorded so far may be lost with the document. */

import { type Recorder, stampOf } from './recorder';

/** Gives a function that listens again, for a document whose listeners were wiped (`document.open`). */
export function watchVisibility(recorder: Recorder): () => void {
  const changed = recorder.safely((event: Event) => {
    const name = document.visibilityState === 'hidden' ? 'page.hidden' : 'page.shown';
    recorder.record(name, { trusted: event.isTrusted }, stampOf(event));
  });
  const left = recorder.safely((event: PageTransitionEvent) => {
    recorder.record('page.closed', { persisted: event.persisted }, stampOf(event));
    recorder.flush();
  });
  const frozen = recorder.safely(() => {
    recorder.flush();
  });
  const listen = (): void => {
    document.addEventListener('visibilitychange', changed, { capture: true });
    document.addEventListener('freeze', frozen, { capture: true });
    window.addEventListener('pagehide', left, { capture: true });
  };

  if (document.visibilityState === 'hidden') recorder.record('page.hidden', { trusted: true });
  listen();
  return listen;
}
