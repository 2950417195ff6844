"""Kills and stops runs, or parts of them, at random moments, and counts what that leaves and loses."""
