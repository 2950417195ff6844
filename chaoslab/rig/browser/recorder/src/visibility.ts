/** Records when the tab is hidden, shown, frozen, resumed and left; nothing recorded so far may be lost with the document. */

import { getterOf, timeOrigin } from './native';
import { type Recorder, stampOf } from './recorder';

const visibilityOf = getterOf(Document.prototype, 'visibilityState'); // the page may say that it is never hidden

/** Gives a function that listens again, for a document whose listeners were wiped (`document.open`). */
export function watchVisibility(recorder: Recorder): () => void {
  const changed = recorder.safely((event: Event) => {
    const name = visibilityOf(document) === 'hidden' ? 'page.hidden' : 'page.shown';
    recorder.record(name, { trusted: event.isTrusted }, stampOf(event));
  });
  const left = recorder.safely((event: PageTransitionEvent) => {
    recorder.record('page.closed', { persisted: event.persisted }, stampOf(event));
    recorder.flush();
  });
  const frozen = recorder.safely((event: Event) => {
    recorder.record('page.frozen', { trusted: event.isTrusted }, stampOf(event));
    recorder.flush();
  });
  const resumed = recorder.safely((event: Event) => {
    recorder.record('page.resumed', { trusted: event.isTrusted }, stampOf(event));
  });
  const listen = (): void => {
    document.addEventListener('visibilitychange', changed, { capture: true });
    document.addEventListener('freeze', frozen, { capture: true });
    document.addEventListener('resume', resumed, { capture: true });
    window.addEventListener('pagehide', left, { capture: true });
  };

  if (visibilityOf(document) === 'hidden') recorder.record('page.hidden', { trusted: true });
  listen();
  return listen;
}

/** Gives a function that says once that the browser had thrown away the page before this one, where it had. */
export function tellOfDiscard(recorder: Recorder): () => void {
  let told = false;
  return () => {
    // Not so yet while the document begins.
    if (told || (document as { readonly wasDiscarded?: boolean }).wasDiscarded !== true) return;
    told = true;
    recorder.record('page.discarded', { document: timeOrigin });
  };
}
