/** Fetches an FLV stream and lets go of it at once when told: mpegts.js's own loader keeps a stalled connection open. */

import mpegts from 'mpegts.js';

/* eslint-disable @typescript-eslint/no-deprecated -- its types call these deprecated, its documentation and code offer
   them for loaders of one's own */
const { kIdle, kConnecting, kBuffering, kError, kComplete } = mpegts.LoaderStatus;
const { EXCEPTION, HTTP_STATUS_CODE_INVALID } = mpegts.LoaderErrors;

export class FlvLoader extends mpegts.BaseLoader {
  /* eslint-enable @typescript-eslint/no-deprecated */
  readonly #connection = new AbortController();
  #received = 0;

  constructor() {
    super('fetch-flv');
    this._needStash = true;
  }

  override destroy(): void {
    this.abort();
    super.destroy();
  }

  override open({ url }: mpegts.MediaSegment): void {
    this._status = kConnecting;
    void this.#stream(url);
  }

  override abort(): void {
    this.#connection.abort();
    this._status = kIdle;
  }

  async #stream(url: string): Promise<void> {
    try {
      const response = await fetch(url, { signal: this.#connection.signal });
      if (response.body === null || !response.ok) {
        this.#fail(HTTP_STATUS_CODE_INVALID, response.status, response.statusText);
        return;
      }
      await this.#pump(response.body.getReader());
    } catch (error) {
      // A live stream cannot be taken up where it broke: whatever happened, this connection is of no more use.
      if (!this.#connection.signal.aborted) this.#fail(EXCEPTION, -1, String(error));
    }
  }

  async #pump(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read();
      if (this.#connection.signal.aborted) return;
      if (done) break;
      this._status = kBuffering;
      const byteStart = this.#received;
      this.#received += value.byteLength;
      this.onDataArrival(value.buffer, byteStart, this.#received);
    }
    this._status = kComplete;
    this.onComplete(0, this.#received - 1);
  }

  #fail(type: mpegts.LoaderErrors[keyof mpegts.LoaderErrors], code: number, msg: string): void {
    this._status = kError;
    this.onError(type as unknown as mpegts.LoaderErrors, { code, msg });
  }
}
