"""What there is to break, to measure, to wait for and to play with, read from the classes and files themselves."""
