/** hls.js as it comes: its default configuration, one video element, and nothing that helps it. */

import Hls from 'hls.js';

export function mount(element, { hls }) {
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, width: 640 });
  element.append(video);
  const player = new Hls();
  player.loadSource(hls);
  player.attachMedia(video);
  return () => player.destroy();
}
