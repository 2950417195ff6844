"""What a well-formed experiment can still get wrong, found before anything starts."""
