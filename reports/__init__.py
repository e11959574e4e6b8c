"""From comments to a review report: normalise, cluster, tally, assemble, check, lay out. Pure."""
