/** What a viewer sees for each layout, in words and switches: pure. */

import type { Mode } from '../policies/flvRetry';
import { RULES, type Rules } from '../rules';
import type { Layout } from './liveLayout/axes';

export interface Words {
  readonly title: string;
  readonly hint: string | null; // a second, quieter line
}

export interface View extends Words {
  readonly state: 'live' | Exclude<Layout['overlay'], 'none'>;
  readonly isLive: boolean; // badge and latency are shown
  readonly isCounted: boolean; // so is the number of viewers, when it is known
  readonly chat: 'none' | 'open' | 'over'; // `over`: to be read, and nothing can be said any more
}

export function viewOf(layout: Layout, rules: Rules = RULES): View {
  const isEnded = layout.stream === 'ENDED';
  const hasPanel = layout.uiMode === 'chat-open' || layout.uiMode === 'compact';
  return {
    ...wordsOf(layout),
    state: layout.overlay === 'none' ? 'live' : layout.overlay,
    isLive: layout.stream === 'LIVE',
    isCounted: !isEnded,
    chat: !hasPanel ? 'none' : isEnded && rules.signalling.endIsFinal ? 'over' : 'open',
  };
}

function wordsOf({ overlay, details }: Layout): Words {
  switch (overlay) {
    case 'none':
      return { title: `Live via ${nameOf(details.engine)}`, hint: null };
    case 'connecting':
      return { title: 'Connecting', hint: null };
    case 'waiting':
      return { title: 'Waiting for the stream', hint: 'It starts here by itself once it is live' };
    case 'buffering':
      return { title: 'Buffering', hint: null };
    case 'retrying':
      return { title: 'Reconnecting', hint: attemptOf(details.attempt) };
    case 'switching':
      return { title: `Switching to ${nameOf(details.engine)}`, hint: null };
    case 'error':
      return { title: 'The stream cannot be played', hint: details.reason };
    case 'ended':
      return { title: 'The stream has ended', hint: 'Thank you for watching' };
  }
}

function attemptOf(attempt: number): string | null {
  return attempt === 0 ? null : `Attempt ${String(attempt)} of ${String(RULES.retryDelaysMs.length)}`;
}

function nameOf(engine: Mode | null): string {
  return (engine ?? '').toUpperCase();
}
