/** The player: picture, live badge, what is going on in words, and sound. */

import { type ReactElement, useState } from 'react';
import type { Settings } from '../settings';
import { Overlay } from './Overlay';
import { SoundButton } from './SoundButton';
import { StateLine } from './StateLine';
import { useSession } from './useSession';
import { viewOf } from './view';

export function VideoPlayer({ settings }: { readonly settings: Settings }): ReactElement {
  const [muted, setMuted] = useState(true); // browsers let a page start by itself only when it is silent
  const { video, still, standing, tryAgain } = useSession(settings);
  const view = viewOf(standing);
  return (
    <section
      className="player"
      aria-label="Live stream"
      data-testid="player"
      data-state={view.state}
      data-engine={view.engine}
    >
      <div className="stage">
        <canvas className="picture" ref={still} aria-hidden="true" />
        <video
          className="picture"
          ref={video}
          data-testid="video"
          aria-label="Live picture"
          muted={muted}
          playsInline
        />
        <Overlay view={view} reason={standing.reason} onTryAgain={tryAgain} />
        {view.state === 'live' && (
          <span className="badge" data-testid="badge-live">
            Live
          </span>
        )}
        <SoundButton muted={muted} onToggle={() => setMuted(!muted)} />
      </div>
      <StateLine text={view.text} />
    </section>
  );
}
