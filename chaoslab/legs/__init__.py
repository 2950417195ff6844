"""The legs: the paths between browser, servers and publisher, each of which can be harmed on its own."""
