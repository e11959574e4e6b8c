"""The steps of finding a citation and following it to its provision."""
