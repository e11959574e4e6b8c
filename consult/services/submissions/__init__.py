"""Opinions from the web and their receipts, from the form to the author's last word."""
