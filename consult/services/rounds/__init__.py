"""Rounds: opened, extended, closed, and what is left to do on them."""
