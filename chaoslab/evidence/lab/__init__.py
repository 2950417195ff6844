"""Facts on the lab itself: what its own viewer got, and whether the machine was too busy."""
