/** Where a viewer writes; what was refused stays there to be sent again. */

import { type ReactElement, type SyntheticEvent, useState } from 'react';
import type { SendResult } from '../../signalling/types';

export const LONGEST = 500; // characters, as the server takes them

interface Props {
  readonly isOver: boolean; // the broadcast has ended, and nothing can be said any more
  readonly canSend: boolean; // the chat is connected
  readonly onSend: (text: string) => Promise<SendResult>;
}

export function MessageForm({ isOver, canSend, onSend }: Props): ReactElement {
  const [text, setText] = useState('');
  const isReady = canSend && !isOver && text.trim() !== '';

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    void onSend(text.trim()).then(({ ok }) => {
      // What was typed meanwhile is not thrown away.
      if (ok) setText((now) => (now === text ? '' : now));
    });
  };

  return (
    <form className="write" onSubmit={submit}>
      <input
        type="text"
        data-testid="chat-input"
        aria-label="Your message"
        placeholder={isOver ? 'The chat is closed' : 'Say something'}
        autoComplete="off"
        enterKeyHint="send"
        maxLength={LONGEST}
        disabled={isOver}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="primary" data-testid="chat-send" disabled={!isReady}>
        Send
      </button>
    </form>
  );
}
