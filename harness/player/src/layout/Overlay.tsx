/** What lies over the picture while it is not live; it never moves anything else. */

import type { ReactElement } from 'react';
import type { View } from './view';

interface Props {
  readonly view: View;
  readonly reason: string | null;
  readonly onTryAgain: () => void;
}

export function Overlay({ view, reason, onTryAgain }: Props): ReactElement | null {
  if (view.state === 'live') return null;
  return (
    <div className="overlay" data-testid={`overlay-${view.state}`}>
      {view.state === 'error' ? (
        <>
          <p className="message">{view.text}</p>
          {reason !== null && <p className="reason">{reason}</p>}
          <button type="button" data-testid="button-try-again" onClick={onTryAgain}>
            Try again
          </button>
        </>
      ) : (
        <>
          <span className="spinner" aria-hidden="true" />
          <p className="message">{view.text}</p>
        </>
      )}
    </div>
  );
}
