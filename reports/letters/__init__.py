"""Letters that speak of several articles at once."""
