"""Reads what people write: YAML with line numbers, helpful errors, and files found by name."""
