/** Turns sound on and off. */

import type { ReactElement } from 'react';

interface Props {
  readonly muted: boolean;
  readonly onToggle: () => void;
}

export function SoundButton({ muted, onToggle }: Props): ReactElement {
  return (
    <button type="button" className="sound" data-testid="button-sound" aria-pressed={!muted} onClick={onToggle}>
      {muted ? 'Sound off' : 'Sound on'}
    </button>
  );
}
