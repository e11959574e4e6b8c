"""The papers of a round: gathered, laid out, kept, held against the records."""
