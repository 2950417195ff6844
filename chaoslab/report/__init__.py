"""The report: a run's journal as one self-contained HTML file, as JUnit, and in words."""
