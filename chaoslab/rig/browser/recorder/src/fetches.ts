/** When the page itself called fetch, and when it learned that an answer or its body was lost or read to its end. */

import { type Call, watchCalls } from './calls';
import { timeOrigin } from './native';
import type { Recorder } from './recorder';

type Chunk = Promise<ReadableStreamReadResult<unknown>>;

export class FetchWatch {
  readonly #recorder: Recorder;
  readonly #bodies = new WeakMap<ReadableStream, string>();
  readonly #readers = new WeakMap<object, string>();
  #calls = 0;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Follow the functions through which a page streams. */
  start(): void {
    const { safely } = this.#recorder;
    watchCalls(globalThis, 'fetch', safely(this.#called));
    watchCalls<object, 'getReader'>(
      ReadableStream.prototype,
      'getReader',
      safely(({ result: reader, self }) => {
        const call = this.#bodies.get(self as ReadableStream);
        if (call !== undefined) this.#readers.set(reader, call);
      }),
    );
    watchCalls<Chunk, 'read'>(
      ReadableStreamDefaultReader.prototype,
      'read',
      safely(({ result: chunk, self }) => {
        const call = this.#readers.get(self as object);
        if (call !== undefined) this.#follow(call, chunk);
      }),
    );
  }

  readonly #called = ({ result: answer, args, atMs }: Call<Promise<Response>>): void => {
    const call = `${timeOrigin}-${String(this.#calls++)}`;
    this.#recorder.record('fetch.called', { call, url: urlOf(args[0]) }, atMs);
    answer.then((response) => {
      if (response.body) this.#bodies.set(response.body, call);
    }, this.#failed(call));
  };

  #follow(call: string, chunk: Chunk): void {
    chunk.then(({ done }) => {
      if (done) this.#recorder.record('fetch.ended', { call });
    }, this.#failed(call));
  }

  #failed(call: string): (error: unknown) => void {
    return (error) => {
      this.#recorder.record('fetch.failed', { call, error: String(error) });
    };
  }
}

function urlOf(input: unknown): string {
  const url = new URL(input instanceof Request ? input.url : String(input), document.baseURI);
  url.hash = '';
  return url.href;
}
