"""Damaged runs and hostile files, put through every verb that reads them."""
