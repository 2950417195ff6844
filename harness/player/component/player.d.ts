/** The component under test: `vite.component.config.ts` puts the module of its folder in the place of this name. */
declare module 'virtual:player' {
  import type { ComponentType } from 'react';

  export interface PlayerConfig {
    readonly flv: string;
    readonly hls: string;
    readonly socket: string;
    readonly api: string;
    readonly key: string;
    readonly mode: 'flv' | 'hls';
  }

  const Player: ComponentType<PlayerConfig> | undefined;
  export default Player;
  export const mount: ((element: HTMLElement, config: PlayerConfig) => (() => void) | undefined) | undefined;
}
