/** mpegts.js with `enableWorker`: what it fetches, it fetches in a worker. A React component, as many players are. */

import mpegts from 'mpegts.js';
import { useEffect, useRef } from 'react';

export default function Player({ flv }) {
  const video = useRef(null);
  useEffect(() => {
    const player = mpegts.createPlayer({ type: 'flv', isLive: true, url: flv }, { enableWorker: true });
    player.attachMediaElement(video.current);
    player.load();
    return () => player.destroy();
  }, [flv]);
  return <video ref={video} muted autoPlay width={640} />;
}
