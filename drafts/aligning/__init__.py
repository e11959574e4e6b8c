"""The steps of aligning two drafts, and of making a diff readable."""
