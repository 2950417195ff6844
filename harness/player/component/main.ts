/** Puts the component under test into a page that has nothing else, with what the address says as its configuration. */

import * as player from 'virtual:player';
import type { ComponentType } from 'react';
import type { PlayerConfig } from 'virtual:player';

const { default: Player, mount } = player;
const element = document.getElementById('player');
const config = Object.fromEntries(new URLSearchParams(location.search)) as unknown as PlayerConfig;

if (element !== null && mount !== undefined) {
  const unmount = mount(element, config);
  if (typeof unmount === 'function') {
    addEventListener('pagehide', ({ persisted }) => {
      if (!persisted) unmount(); // one that the browser keeps may be shown again
    });
  }
} else if (element !== null && Player !== undefined) {
  void render(element, Player);
}

/** React is fetched only for those who are made of it. */
async function render(into: HTMLElement, component: ComponentType<PlayerConfig>): Promise<void> {
  const [{ createElement }, { createRoot }] = await Promise.all([import('react'), import('react-dom/client')]);
  createRoot(into).render(createElement(component, config));
}
