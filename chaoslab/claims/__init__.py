"""The claims on the player, and how each stands by the newest runs."""
