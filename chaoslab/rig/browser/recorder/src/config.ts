/** What the lab asks of the recorder: the argument of the function that its script is in, out of the page's reach. */

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
  readonly token: string; // begins each batch, so that the lab knows it from one that the page made
}

declare const __chaoslab_config: Partial<Config> | undefined;

export function givenConfig(): Config {
  const given = typeof __chaoslab_config === 'undefined' ? {} : __chaoslab_config;
  const { states = [], readPixels = true, video = '', seeThrough = '', token = '' } = given;
  return { states, readPixels, video, seeThrough, token };
}
