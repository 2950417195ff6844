"""Conformance: whether what was observed of a player follows the state machine that it is declared to be."""
