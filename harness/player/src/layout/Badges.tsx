/** In a corner of the picture: that it is live, and how many watch. */

import type { ReactElement } from 'react';

interface Props {
  readonly isLive: boolean;
  readonly viewers: number | null; // null: not known
}

export function Badges({ isLive, viewers }: Props): ReactElement {
  return (
    <p className="badges">
      {isLive && (
        <span className="badge live" data-testid="badge-live">
          Live
        </span>
      )}
      {viewers !== null && (
        <span className="badge" data-testid="viewer-count" data-count={viewers}>
          {viewers.toLocaleString('en')} {viewers === 1 ? 'viewer' : 'viewers'}
        </span>
      )}
    </p>
  );
}
