"""The signalling server of a trial, its Redis, and who watches what it tells."""
