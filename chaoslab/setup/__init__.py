"""Set-up: installs what the lab needs on an empty machine, and knows where each part of it is."""
