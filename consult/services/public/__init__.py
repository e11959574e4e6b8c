"""What everybody reads of a round: opinions, results, feeds, short addresses."""
