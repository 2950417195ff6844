"""Facts read from a timeline. All of it is pure: the same timeline gives the same facts."""
