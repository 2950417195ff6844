/** The chat: what was said, what is the matter with it, and where to write. */

import { memo, type ReactElement } from 'react';
import type { ChatStanding, SendResult } from '../../signalling/types';
import { MessageForm } from './MessageForm';
import { MessageList } from './MessageList';
import { noticeOf } from './notice';

interface Props {
  readonly chat: ChatStanding | null; // null before anything is known of it
  readonly isOver: boolean;
  readonly onSend: (text: string) => Promise<SendResult>;
}

const UNKNOWN: ChatStanding = { connection: 'connecting', messages: [], notice: null };

export const ChatPanel = memo(function ChatPanel({ chat, isOver, onSend }: Props): ReactElement {
  const { connection, messages, notice } = chat ?? UNKNOWN;
  const words = noticeOf(connection, notice, isOver);
  return (
    <aside className="chat" data-testid="chat" data-connection={connection} aria-label="Chat">
      <h2>Chat</h2>
      <MessageList messages={messages} />
      <div className="notice" role="status">
        {words !== null && <p data-testid="chat-notice">{words}</p>}
      </div>
      <MessageForm isOver={isOver} canSend={connection === 'connected'} onSend={onSend} />
    </aside>
  );
});
