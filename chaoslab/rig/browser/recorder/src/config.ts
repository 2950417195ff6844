/** What the lab asks of the recorder, left in a global by a script that runs before it. */

/** Seen by what a selector matches, or by a text; the other is left out. */
export interface WatchedState {
  readonly state: string;
  readonly selector?: string;
  readonly text?: string;
}

export interface Config {
  readonly states: readonly WatchedState[];
  readonly readPixels: boolean;
  readonly video: string; // selector of the media elements that count; empty: all of them
  readonly seeThrough: string; // selector of what lets through the picture that it lies over; empty: nothing
}

export function takeConfig(): Config {
  const holder = globalThis as { __chaoslab_config?: Partial<Config> };
  const { states = [], readPixels = true, video = '', seeThrough = '' } = holder.__chaoslab_config ?? {};
  delete holder.__chaoslab_config; // the page must not find it
  return { states, readPixels, video, seeThrough };
}
