/** What every engine is: started on a video element and an address, it gives back how to stop it. */

export type EngineEvent =
  | { readonly type: 'playing' }
  | { readonly type: 'starved' } // playback stopped for lack of data
  | { readonly type: 'failed'; readonly reason: string }; // nothing more will come of this engine

export type Listener = (event: EngineEvent) => void;
export type Stop = () => void;
export type StartEngine = (video: HTMLVideoElement, url: string, listener: Listener) => Stop;

export interface Hearing {
  readonly say: Listener;
  readonly end: Stop;
}

/** Passes events on until the engine failed or was stopped: libraries go on talking after their end. */
export function hearUntilEnd(listener: Listener): Hearing {
  let open = true;
  return {
    say: (event) => {
      if (!open) return;
      if (event.type === 'failed') open = false;
      listener(event);
    },
    end: () => {
      open = false;
    },
  };
}
