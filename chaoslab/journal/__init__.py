"""A run's folder: written during the run, then read, measured again, and summed up."""
