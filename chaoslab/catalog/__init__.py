"""What can be broken, measured, waited for and played with, read from the classes and files themselves."""
