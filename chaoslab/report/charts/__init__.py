"""Charts of the report: plain SVG written by functions, no script, the same bytes for the same journal."""
