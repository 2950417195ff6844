/** What the lab asks of the recorder, left in a global by a script that runs before it. */

export interface WatchedState {
  readonly state: string;
  readonly selector: string;
}

export interface Config {
  readonly states: readonly WatchedState[];
  readonly readPixels: boolean;
}

export function takeConfig(): Config {
  const holder = globalThis as { __chaoslab_config?: Partial<Config> };
  const { states = [], readPixels = true } = holder.__chaoslab_config ?? {};
  delete holder.__chaoslab_config; // the page must not find it
  return { states, readPixels };
}
