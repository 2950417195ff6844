"""Conformance: whether the observations of a player follow the state machine that it is declared to be."""
