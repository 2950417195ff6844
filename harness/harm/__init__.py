"""Faults of HTTP: what may go wrong with answers of edge and API, for which requests, and how it is brought about."""
