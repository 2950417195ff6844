/** Turns sound on and off; its words say what it will do. */

import type { ReactElement } from 'react';
import { Icon } from './Icon';

interface Props {
  readonly muted: boolean;
  readonly onToggle: () => void;
}

export function SoundButton({ muted, onToggle }: Props): ReactElement {
  return (
    <button type="button" data-testid="button-sound" onClick={onToggle}>
      <Icon name={muted ? 'silent' : 'sound'} />
      <span className="label">{muted ? 'Unmute' : 'Mute'}</span>
    </button>
  );
}
