"""Splitting bills in other shapes: § and sections with (a)(1)(i)."""
