"""What leaves the lab as text: without secrets, and without anything that orders a terminal or a log about."""
