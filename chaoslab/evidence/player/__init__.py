"""Facts on the player and its page: states that were shown, reactions, play and pauses."""
