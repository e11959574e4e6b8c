"""What a person decided about a split, carried out on the tree."""
