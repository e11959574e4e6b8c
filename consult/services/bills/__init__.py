"""Bills and the texts of their readings: loaded, split, aligned, explained."""
