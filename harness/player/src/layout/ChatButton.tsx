/** Puts the chat away and fetches it back; its words say what it will do. */

import type { ReactElement } from 'react';
import { Icon } from './Icon';
import type { UiMode } from './liveLayout/axes';

interface Props {
  readonly uiMode: UiMode;
  readonly onToggle: () => void;
}

export function ChatButton({ uiMode, onToggle }: Props): ReactElement | null {
  if (uiMode === 'no-chat') return null;
  const isOpen = uiMode !== 'chat-closed';
  return (
    <button type="button" data-testid="button-chat" aria-expanded={isOpen} onClick={onToggle}>
      <Icon name="chat" />
      <span className="label">{isOpen ? 'Hide chat' : 'Show chat'}</span>
    </button>
  );
}
