/** What every engine is: started on a video element and an address, it can be stopped and knows how live it is. */

export type EngineEvent =
  | { readonly type: 'playing' }
  | { readonly type: 'starved' } // playback stopped for lack of data
  | { readonly type: 'failed'; readonly reason: string }; // nothing more will come of this engine

export type Listener = (event: EngineEvent) => void;
export type Stop = () => void;

export interface Engine {
  readonly stop: Stop;
  /** How far the playhead is behind the newest that the engine knows of; null while it knows of nothing. */
  readonly behindLiveMs: () => number | null;
}

/** `chasesLive`: what has fallen behind the live edge catches up. */
export type StartEngine = (video: HTMLVideoElement, url: string, listener: Listener, chasesLive: boolean) => Engine;

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
