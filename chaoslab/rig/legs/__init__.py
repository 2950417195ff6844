"""What is on each leg: Toxiproxy, gates that end connections in their own way, and a router of pages."""
