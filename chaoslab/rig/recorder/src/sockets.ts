/** When the page itself made each WebSocket. */

import { nowMs } from './native';
import type { Recorder } from './recorder';

export class SocketWatch {
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** A proxy keeps statics, prototype, `instanceof` and subclasses; a constructor that throws has made nothing. */
  start(): void {
    const Native = globalThis.WebSocket;
    const urlOf = urlGetter(Native);
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

/** The browser's own getter: a subclass of the page may have one that says, or does, something else. */
function urlGetter(native: typeof WebSocket): (socket: WebSocket) => string {
  const property = Object.getOwnPropertyDescriptor(native.prototype, 'url') as
    { readonly get?: (this: WebSocket) => string } | undefined;
  const getter = property?.get;
  return getter === undefined ? (socket) => socket.url : (socket) => getter.call(socket);
}
