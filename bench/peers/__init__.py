"""Other people's near-duplicate finders, run beside ours on the same texts in the same run."""
