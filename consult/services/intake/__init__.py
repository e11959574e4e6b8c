"""Opinions that come by other ways than the web: tables, letters, annotations."""
