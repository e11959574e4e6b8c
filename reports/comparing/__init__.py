"""The steps behind the clusterer: texts as numbers, bounds that lose no pair, the leader rule."""
