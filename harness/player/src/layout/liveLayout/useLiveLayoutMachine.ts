/** The layout machine as a hook: it also follows the width of the screen. */

import { type Dispatch, useEffect, useReducer } from 'react';
import { rulesWith } from '../../rules';
import { hasChat, type Settings } from '../../settings';
import type { Layout } from './axes';
import { firstLayout, type LayoutEvent, next } from './machine';

export const NARROW = '(max-width: 859px)';

export interface LiveLayout {
  readonly layout: Layout;
  readonly tell: Dispatch<LayoutEvent>;
  readonly toggleChat: () => void;
}

export function useLiveLayoutMachine(settings: Settings): LiveLayout {
  const has = { signalling: settings.socketUrl !== null, chat: hasChat(settings) };
  const [layout, tell] = useReducer(
    (before: Layout, event: LayoutEvent) => next(before, event, rulesWith(settings.defect)),
    next(firstLayout(has), { type: 'resized', isNarrow: isNarrow() }),
  );

  useEffect(() => {
    const screen = window.matchMedia(NARROW);
    const resized = (): void => tell({ type: 'resized', isNarrow: screen.matches });
    screen.addEventListener('change', resized);
    return () => screen.removeEventListener('change', resized);
  }, []);

  return { layout, tell, toggleChat: () => tell({ type: 'chatToggled', isNarrow: isNarrow() }) };
}

function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches;
}
