"""Letters to authors and subscribers."""
