"""The steps of splitting a Chinese draft, in the order splitter.py calls them."""
