/** What was said, oldest first; it stays at the newest unless the reader has scrolled away from there. */

import { memo, type ReactElement, useLayoutEffect, useRef } from 'react';
import type { ChatMessage } from '../../signalling/types';

const NEAR_END_PX = 48;
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export const MessageList = memo(function MessageList({ messages }: { readonly messages: readonly ChatMessage[] }) {
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  useLayoutEffect(() => {
    if (log.current !== null && follows.current) log.current.scrollTop = log.current.scrollHeight;
  }, [messages]);

  const scrolled = (): void => {
    if (log.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = log.current;
    follows.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  };

  return (
    <div className="log" ref={log} role="log" aria-label="Chat messages" tabIndex={0} onScroll={scrolled}>
      {messages.length === 0 && <p className="nothing">Nothing has been said yet.</p>}
      {messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </div>
  );
});

const Message = memo(function Message({
  message: { name, text, at },
}: {
  readonly message: ChatMessage;
}): ReactElement {
  return (
    <p className="message" data-testid="chat-message">
      <span className="name">{name}</span> <time dateTime={at}>{clockOf(at)}</time> <span className="text">{text}</span>
    </p>
  );
});

function clockOf(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? '' : CLOCK.format(date);
}
