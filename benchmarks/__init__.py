"""Figures that the lab claims, each measured by one command."""
