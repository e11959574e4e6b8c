"""Comments that say the same: gathered, arranged by staff, read."""
