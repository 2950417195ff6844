"""The signalling server of a trial, its Redis, and what watches them."""
