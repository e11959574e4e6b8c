"""Who works here: accounts and sign-in."""
