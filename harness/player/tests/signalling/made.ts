/** Stand-ins for sockets, whose ends are held by a test; and settings to start a client with. */

import { SIGNALLING_RULES, type SignallingRules } from '../../src/signalling/rules';
import type { Namespace, OpensSocket, SocketNews } from '../../src/signalling/socket';
import type { SignallingSettings } from '../../src/signalling/types';

export interface MadeSocket {
  readonly namespace: Namespace;
  readonly url: string;
  readonly openedAtMs: number;
  readonly tell: (news: SocketNews) => void; // also after it was closed, as a careless library would
  readonly asked: { event: string; data: unknown }[];
  isClosed: boolean;
}

export class MadeServer {
  readonly sockets: MadeSocket[] = [];
  /** What it answers to an event; null is no answer. */
  answers: Readonly<Record<string, unknown>> = {};

  readonly open: OpensSocket = ({ namespace, url }, tell) => {
    const socket: MadeSocket = { namespace, url, openedAtMs: performance.now(), tell, asked: [], isClosed: false };
    this.sockets.push(socket);
    return {
      ask: (event, data) => {
        socket.asked.push({ event, data });
        return Promise.resolve(this.answers[event] ?? null);
      },
      close: () => (socket.isClosed = true),
    };
  };

  /** The newest socket to a namespace. */
  of(namespace: Namespace): MadeSocket {
    const socket = this.sockets.findLast((one) => one.namespace === namespace);
    if (socket === undefined) throw new Error(`no socket to ${namespace} was opened`);
    return socket;
  }

  connect(namespace: Namespace): void {
    this.of(namespace).tell({ type: 'connected' });
  }

  fail(namespace: Namespace): void {
    this.of(namespace).tell({ type: 'failed', reason: 'refused' });
  }

  lose(namespace: Namespace): void {
    this.of(namespace).tell({ type: 'lost', reason: 'transport close' });
  }

  say(namespace: Namespace, event: string, data: unknown): void {
    this.of(namespace).tell({ type: 'heard', event, data });
  }
}

export function settingsWith(rules: Partial<SignallingRules> = {}): SignallingSettings {
  return {
    ...{ socketUrl: 'http://a.test:1', key: 'kk', chat: true, breaker: true, viewers: 1 },
    rules: { ...SIGNALLING_RULES, ...rules },
  };
}
