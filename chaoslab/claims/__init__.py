"""The claims about the player, and how each stands after the newest runs."""
