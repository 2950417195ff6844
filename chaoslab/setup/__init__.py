"""Set-up: brings an empty machine to where the lab runs, and knows where each part of it lies."""
