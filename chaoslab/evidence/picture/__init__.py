"""Facts on the picture: when it moved, stood still, came from which protocol, and recovered."""
