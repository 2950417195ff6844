/** How the layout answers to media, signalling and the viewer: a pure reducer over the four axes. */

import type { Mode } from '../../policies/flvRetry';
import { RULES, type Rules } from '../../rules';
import type { Connection, Layout, Stream, UiMode } from './axes';

export type MediaEvent =
  | { readonly type: 'opened'; readonly engine: Mode; readonly attempt: number }
  | { readonly type: 'played' }
  | { readonly type: 'buffering'; readonly lasts: boolean } // it has lasted for longer than a moment, or is over
  | { readonly type: 'lost'; readonly attempt: number; readonly reason: string | null } // the engine was closed
  | { readonly type: 'gaveUp'; readonly reason: string | null }
  | { readonly type: 'keptWaiting' }; // nothing has played yet, and that is no short wait any more

export type SignallingEvent = { readonly type: 'connection'; readonly is: Connection } | { readonly type: 'ended' };

export type ViewerEvent =
  | { readonly type: 'resized'; readonly isNarrow: boolean }
  | { readonly type: 'chatToggled'; readonly isNarrow: boolean };

export type LayoutEvent = MediaEvent | SignallingEvent | ViewerEvent;

/** Before anything happened. */
export function firstLayout(has: { readonly signalling: boolean; readonly chat: boolean }): Layout {
  return {
    connection: has.signalling ? 'connecting' : 'off',
    stream: 'NO_STREAM',
    uiMode: has.chat ? 'chat-open' : 'no-chat',
    overlay: 'connecting',
    details: { engine: null, attempt: 0, reason: null },
  };
}

/** The layout after an event. Once the stream has ended, only the viewer changes anything. */
export function next(layout: Layout, event: LayoutEvent, rules: Rules = RULES): Layout {
  if (event.type === 'resized') return arrange(layout, onResize(layout.uiMode, event.isNarrow));
  if (event.type === 'chatToggled') return arrange(layout, onToggle(layout.uiMode, event.isNarrow));
  if (layout.stream === 'ENDED' && rules.signalling.endIsFinal) return layout;
  return answer(layout, event, rules);
}

function answer(layout: Layout, event: MediaEvent | SignallingEvent, rules: Rules): Layout {
  const { details } = layout;
  switch (event.type) {
    case 'opened':
      return open(layout, event.engine, event.attempt);
    case 'played':
      return { ...layout, stream: 'LIVE', overlay: 'none' };
    case 'buffering':
      return layout.stream === 'LIVE' ? { ...layout, overlay: event.lasts ? 'buffering' : 'none' } : layout;
    case 'lost':
      return retry({ ...layout, details: { ...details, attempt: event.attempt, reason: event.reason } }, 'retrying');
    case 'gaveUp':
      return retry({ ...layout, details: { ...details, reason: event.reason } }, 'error');
    case 'keptWaiting':
      return keepWaiting(layout, rules);
    case 'connection':
      return layout.connection === 'off' ? layout : { ...layout, connection: event.is };
    case 'ended':
      return end(layout, rules);
  }
}

function open(layout: Layout, engine: Mode, attempt: number): Layout {
  const overlay = layout.details.engine === 'flv' && engine === 'hls' ? 'switching' : 'retrying';
  return retry({ ...layout, details: { ...layout.details, engine, attempt } }, overlay);
}

/** Only what was live can be tried again: a stream that has not begun is waited for. */
function retry(layout: Layout, overlay: 'retrying' | 'switching' | 'error'): Layout {
  const wasLive: Record<Stream, boolean> = { NO_STREAM: false, LIVE: true, RETRYING: true, ENDED: true };
  return wasLive[layout.stream] ? { ...layout, stream: 'RETRYING', overlay } : layout;
}

function keepWaiting(layout: Layout, rules: Rules): Layout {
  if (layout.stream !== 'NO_STREAM') return layout;
  if (!rules.knowsUnbegun) return { ...layout, stream: 'RETRYING', overlay: 'retrying' };
  return { ...layout, overlay: 'waiting' };
}

function end(layout: Layout, rules: Rules): Layout {
  const isClosed = layout.connection !== 'off' && rules.signalling.endIsFinal;
  return { ...layout, stream: 'ENDED', overlay: 'ended', connection: isClosed ? 'closed' : layout.connection };
}

function arrange(layout: Layout, uiMode: UiMode): Layout {
  return uiMode === layout.uiMode ? layout : { ...layout, uiMode };
}

function onResize(uiMode: UiMode, isNarrow: boolean): UiMode {
  if (uiMode === 'no-chat' || uiMode === 'chat-closed') return uiMode;
  return isNarrow ? 'compact' : 'chat-open';
}

function onToggle(uiMode: UiMode, isNarrow: boolean): UiMode {
  if (uiMode === 'no-chat') return uiMode;
  if (uiMode !== 'chat-closed') return 'chat-closed';
  return isNarrow ? 'compact' : 'chat-open';
}
