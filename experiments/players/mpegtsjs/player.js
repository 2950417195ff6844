/** mpegts.js as it comes: its default configuration for live FLV. It never reconnects by itself, and nothing helps it. */

import mpegts from 'mpegts.js';

export function mount(element, { flv }) {
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, width: 640 });
  element.append(video);
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url: flv });
  player.attachMediaElement(video);
  player.load();
  return () => player.destroy();
}
