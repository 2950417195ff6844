/** Shown instead of the player when the page's address does not say what to play. */

import type { ReactElement } from 'react';

export function WrongAddress({ wrong }: { readonly wrong: string }): ReactElement {
  return (
    <p className="wrong-address" role="alert" data-testid="wrong-address">
      {wrong}
    </p>
  );
}
