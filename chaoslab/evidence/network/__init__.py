"""Facts on requests: what was asked for, what came, how fast, and how it ended."""
