"""Players of others: what a person says of one, in a URL template or a file, and what a trial needs to know of it."""
