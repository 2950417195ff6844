/** What lies over the picture while it is not live; it never moves anything else. */

import type { ReactElement } from 'react';
import type { View } from './view';

interface Props {
  readonly view: View;
  readonly onTryAgain: () => void;
}

const IS_AT_WORK: readonly View['state'][] = ['connecting', 'buffering', 'retrying', 'switching'];

export function Overlay({ view: { state, title, hint }, onTryAgain }: Props): ReactElement | null {
  if (state === 'live') return null;
  return (
    <div className="overlay" data-testid={`overlay-${state}`}>
      {IS_AT_WORK.includes(state) && <span className="spinner" aria-hidden="true" />}
      {state === 'waiting' && <span className="beacon" aria-hidden="true" />}
      <p className="title">{title}</p>
      {hint !== null && <p className="hint">{hint}</p>}
      {state === 'error' && (
        <button type="button" className="primary" data-testid="button-try-again" onClick={onTryAgain}>
          Try again
        </button>
      )}
    </div>
  );
}
