"""The steps of an experiment: when each begins and ends, and in which words that is said."""
