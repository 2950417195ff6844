"""The legs: the paths between browser, servers and publisher that can be harmed one by one."""
