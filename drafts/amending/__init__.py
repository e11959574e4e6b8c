"""Amendment decisions: what they say, and the law as it reads afterwards."""
