"""The stack around the player: its page, its API, its signalling and the edge that hands the origin's media on."""
