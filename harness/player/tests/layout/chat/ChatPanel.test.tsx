// @vitest-environment happy-dom

import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChatPanel } from '../../../src/layout/chat/ChatPanel';
import type { ChatMessage, ChatStanding, SendResult } from '../../../src/signalling/types';

const CONNECTED: ChatStanding = { connection: 'connected', messages: [], notice: null };
const said = (id: number, text: string): ChatMessage => {
  return { id: String(id), name: 'Guest 1', text, at: '2026-01-02T03:04:05Z' };
};

describe('the chat', () => {
  let root: Root;
  let sent: string[];
  let answer: SendResult;
  const byId = (id: string): HTMLElement | null => document.querySelector(`[data-testid=${id}]`);
  const input = (): HTMLInputElement => byId('chat-input') as HTMLInputElement;
  const log = (): HTMLElement => document.querySelector<HTMLElement>('[role=log]') ?? expect.fail('there is no log');
  const show = (chat: ChatStanding | null, isOver = false): void => {
    const onSend = (text: string): Promise<SendResult> => {
      sent.push(text);
      return Promise.resolve(answer);
    };
    act(() => root.render(<ChatPanel chat={chat} isOver={isOver} onSend={onSend} />));
  };
  const write = (text: string): void =>
    act(() => {
      // As a browser does: React listens for a value that it did not set.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input(), text);
      input().dispatchEvent(new Event('input', { bubbles: true }));
    });
  const submit = (): Promise<void> =>
    act(async () => {
      input().form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await Promise.resolve();
    });

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    [sent, answer] = [[], { ok: true }];
    root = createRoot(document.body.appendChild(document.createElement('div')));
  });
  afterEach(() => {
    act(() => root.unmount());
    document.body.innerHTML = '';
    vi.unstubAllGlobals();
  });

  test('shows messages in their order, as text and never as HTML', () => {
    show({ ...CONNECTED, messages: [said(1, '<img src=x onerror=alert(1)>'), said(2, 'two & three')] });
    const shown = [...document.querySelectorAll('[data-testid=chat-message]')];
    expect(shown.map((one) => one.querySelector('.text')?.textContent)).toEqual([
      '<img src=x onerror=alert(1)>',
      'two & three',
    ]);
    expect(document.querySelector('img')).toBeNull();
  });

  test('leaves the time out where it makes no sense', () => {
    show({ ...CONNECTED, messages: [{ ...said(1, 'a'), at: 'soon' }] });
    expect(document.querySelector('time')?.textContent).toBe('');
  });

  test('sends what was written, and empties the field', async () => {
    show(CONNECTED);
    write('  hello ');
    await submit();
    expect(sent).toEqual(['hello']);
    expect(input().value).toBe('');
  });

  test('keeps what was refused', async () => {
    answer = { ok: false, error: 'rate_limited' };
    show(CONNECTED);
    write('hello');
    await submit();
    expect(input().value).toBe('hello');
  });

  test.each(['', '   '])('does not send "%s"', async (text) => {
    show(CONNECTED);
    write(text);
    await submit();
    expect(sent).toEqual([]);
    expect((byId('chat-send') as HTMLButtonElement).disabled).toBe(true);
  });

  test('lets a viewer write while it is away, but not send', async () => {
    show({ ...CONNECTED, connection: 'reconnecting' });
    expect(input().disabled).toBe(false);
    write('hello');
    await submit();
    expect(sent).toEqual([]);
    expect(byId('chat-notice')?.textContent).toBe('The chat was lost. Reconnecting');
  });

  test('is connecting before anything is known of it', () => {
    show(null);
    expect(byId('chat-notice')?.textContent).toBe('Connecting to the chat');
  });

  test('is closed once the stream is over, and its messages stay', () => {
    show({ ...CONNECTED, connection: 'closed', messages: [said(1, 'bye')] }, true);
    expect(input().disabled).toBe(true);
    expect((byId('chat-send') as HTMLButtonElement).disabled).toBe(true);
    expect(byId('chat-message')?.textContent).toContain('bye');
  });

  test('stays at the newest message, unless the reader has scrolled away', () => {
    show(CONNECTED);
    const size = { scrollHeight: 1_000, clientHeight: 300 };
    for (const [name, value] of Object.entries(size)) Object.defineProperty(log(), name, { value, writable: true });
    show({ ...CONNECTED, messages: [said(1, 'a')] });
    expect(log().scrollTop).toBe(1_000);
    log().scrollTop = 100;
    act(() => void log().dispatchEvent(new Event('scroll')));
    show({ ...CONNECTED, messages: [said(1, 'a'), said(2, 'b')] });
    expect(log().scrollTop).toBe(100);
    log().scrollTop = 690;
    act(() => void log().dispatchEvent(new Event('scroll')));
    show({ ...CONNECTED, messages: [said(1, 'a'), said(2, 'b'), said(3, 'c')] });
    expect(log().scrollTop).toBe(1_000);
  });
});
