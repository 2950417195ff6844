"""One file a fault; the file's name is the key in an experiment."""
