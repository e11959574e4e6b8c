"""What the public may read of a comment, and who decided so."""
