"""The steps behind newcomers: standing texts as numbers that grow, and phrases they share."""
