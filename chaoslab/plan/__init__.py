"""Plans: everything that the trials of a run will do, decided before anything starts."""
