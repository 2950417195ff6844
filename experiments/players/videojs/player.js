/** video.js as it comes, with its own styles and controls; `liveui` and all else as by default. */

import 'video.js/dist/video-js.css';
import videojs from 'video.js';

export function mount(element, { hls }) {
  const video = document.createElement('video-js');
  element.append(video);
  const player = videojs(video, { controls: true, autoplay: 'muted', width: 640, height: 360 });
  player.src({ src: hls, type: 'application/x-mpegURL' });
  return () => player.dispose();
}
