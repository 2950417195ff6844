"""One file a condition; the file's name is the key in an experiment."""
