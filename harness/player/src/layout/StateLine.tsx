/** What is going on, in words, below the picture; screen readers are told of every change. */

import type { ReactElement } from 'react';

export function StateLine({ text }: { readonly text: string }): ReactElement {
  return (
    <footer className="line">
      <p className="state" role="status" data-testid="state">
        {text}
      </p>
    </footer>
  );
}
