"""Carries out runs: their trials, and the injecting and lifting of faults in each."""
