"""One file a measurement; the file's name is the key in an experiment, a report and `--json`."""
