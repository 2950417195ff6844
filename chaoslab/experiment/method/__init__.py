"""The steps of an experiment: when each begins and ends, and how that is put in words."""
