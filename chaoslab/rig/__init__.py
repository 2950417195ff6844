"""What a trial stands on: the only part, with the faults, that touches the world."""
