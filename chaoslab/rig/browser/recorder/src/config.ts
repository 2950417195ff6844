/** What the lab asks of the recorder, left in a global by a script that runs before it. */

/** Seen by an element that a selector matches, that holds a text, or both; or by any, or all, of several signs. */
export interface WatchedSign {
  readonly selector?: string;
  readonly text?: string;
  readonly anyOf?: readonly WatchedSign[];
  readonly allOf?: readonly WatchedSign[];
}

export interface WatchedState extends WatchedSign {
  readonly state: string;
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
