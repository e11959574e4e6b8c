"""Looking for words in drafts, opinions and answers."""
