/** The player: picture, badges, what is going on in words, sound, and the chat beside it. */

import { type ReactElement, useState } from 'react';
import { rulesWith } from '../rules';
import type { Settings } from '../settings';
import { Badges } from './Badges';
import { ChatButton } from './ChatButton';
import { ChatPanel } from './chat/ChatPanel';
import { Latency } from './Latency';
import { useLiveLayoutMachine } from './liveLayout/useLiveLayoutMachine';
import { Overlay } from './Overlay';
import { SoundButton } from './SoundButton';
import { Stage } from './Stage';
import { StatusBar } from './StatusBar';
import { useLive } from './useLive';
import { viewOf } from './view';

export function VideoPlayer({ settings }: { readonly settings: Settings }): ReactElement {
  const [muted, setMuted] = useState(true); // browsers let a page start by itself only when it is silent
  const { layout, tell, toggleChat } = useLiveLayoutMachine(settings);
  const { video, still, signalling, tryAgain, behindLiveMs, send } = useLive(settings, tell);
  const view = viewOf(layout, rulesWith(settings.defect));

  return (
    <main
      className="player"
      aria-label="Live stream"
      data-testid="player"
      data-state={view.state}
      data-engine={layout.details.engine}
      data-connection={layout.connection}
      data-ui={layout.uiMode}
    >
      <section aria-label="Picture">
        <Stage video={video} still={still} muted={muted}>
          <Overlay view={view} onTryAgain={tryAgain} />
          <Badges isLive={view.isLive} viewers={view.isCounted ? (signalling?.viewers ?? null) : null} />
        </Stage>
        <StatusBar words={view} latency={view.isLive && <Latency behindLiveMs={behindLiveMs} />}>
          <SoundButton muted={muted} onToggle={() => setMuted(!muted)} />
          <ChatButton uiMode={layout.uiMode} onToggle={toggleChat} />
        </StatusBar>
      </section>
      {view.chat !== 'none' && (
        <ChatPanel chat={signalling?.chat ?? null} isOver={view.chat === 'over'} onSend={send} />
      )}
    </main>
  );
}
