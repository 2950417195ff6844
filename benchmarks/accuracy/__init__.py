"""How true the lab's figures are: a scripted player knows its own times, and the lab measures them from outside."""
