"""What a trial runs on. Only `run` and `cli` import it; faults reach it through the protocols of `world`."""
