/** Small drawings for buttons; words beside them say the same. */

import type { ReactElement } from 'react';

const LINES = {
  silent: ['M4 9v6h4l5 4V5L8 9H4Z', 'm17 9 5 6', 'm22 9-5 6'],
  sound: ['M4 9v6h4l5 4V5L8 9H4Z', 'M17 9a4 4 0 0 1 0 6', 'M19.5 6.5a8 8 0 0 1 0 11'],
  chat: ['M4 5h16v11H10l-5 4v-4H4V5Z', 'M8 9h8', 'M8 12h5'],
} as const;

export function Icon({ name }: { readonly name: keyof typeof LINES }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      {LINES[name].map((line) => (
        <path key={line} d={line} />
      ))}
    </svg>
  );
}
