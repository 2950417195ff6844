/** What is going on, in words, below the picture; screen readers are told of every change. */

import type { ReactElement } from 'react';

export function StateLine({ text, streamKey }: { readonly text: string; readonly streamKey: string }): ReactElement {
  return (
    <footer className="line">
      <p className="state" role="status" data-testid="state">
        {text}
      </p>
      <p className="key" data-testid="key">
        {streamKey}
      </p>
    </footer>
  );
}
