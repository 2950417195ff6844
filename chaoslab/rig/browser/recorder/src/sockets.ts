/** When the page itself made each WebSocket. */

import { getterOf, nowMs } from './native';
import type { Recorder } from './recorder';

export class SocketWatch {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** A proxy keeps statics, prototype, `instanceof` and subclasses; a constructor that throws has made nothing. */
  start(): void {
    const Native = globalThis.WebSocket;
    const urlOf = getterOf(Native.prototype, 'url');
    const record = this.#recorder.safely((socket: WebSocket, atMs: number) => {
      this.#recorder.record('socket.asked', { url: urlOf(socket) }, atMs);
    });
    const Watched = new Proxy(Native, {
      construct(target, args: unknown[], newTarget) {
        const atMs = nowMs();
        const socket = Reflect.construct(target, args, newTarget) as WebSocket;
        record(socket, atMs);
        return socket;
      },
    });
    globalThis.WebSocket = Watched;
    Object.defineProperty(Native.prototype, 'constructor', { value: Watched, writable: true, configurable: true });
  }
}
