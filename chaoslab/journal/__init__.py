"""A run's folder: written while it goes on, read again, measured again, and summed up."""
