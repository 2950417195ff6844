"""Carrying out: one trial, a run of many, and the injecting and lifting in between."""
