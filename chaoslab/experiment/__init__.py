"""Experiment files: what they may say, how they are read, and what they draw."""
