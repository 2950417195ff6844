/** The picture and what lies over it: it has the same shape in every state. */

import { memo, type ReactElement, type ReactNode, type RefObject } from 'react';

interface Props {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly still: RefObject<HTMLCanvasElement | null>; // the last picture, for when there is none
  readonly muted: boolean;
  readonly children: ReactNode;
}

export function Stage({ video, still, muted, children }: Props): ReactElement {
  return (
    <div className="stage">
      <Picture video={video} still={still} muted={muted} />
      {children}
    </div>
  );
}

const Picture = memo(function Picture({ video, still, muted }: Omit<Props, 'children'>): ReactElement {
  return (
    <>
      <canvas className="picture" ref={still} aria-hidden="true" />
      <video className="picture" ref={video} data-testid="video" aria-label="Live picture" muted={muted} playsInline />
    </>
  );
});
