"""Other people's players: how a URL template or a file describes one, and what a trial needs to know about it."""
