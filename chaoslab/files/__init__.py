"""Reading what people write: YAML that knows its lines, answers to mistakes, and where named files are found."""
