/** Below the picture: what is going on in words, how far behind live it is, and what the viewer can switch. */

import type { ReactElement, ReactNode } from 'react';
import type { Words } from './view';

interface Props {
  readonly words: Words;
  readonly latency: ReactNode;
  readonly children: ReactNode; // buttons
}

export function StatusBar({ words: { title, hint }, latency, children }: Props): ReactElement {
  return (
    <footer className="bar">
      <div className="now">
        <div role="status" data-testid="state">
          <p className="state">{title}</p>
          {hint !== null && <p className="quiet">{hint}</p>}
        </div>
        <p className="quiet">{latency}</p>
      </div>
      <div className="buttons">{children}</div>
    </footer>
  );
}
