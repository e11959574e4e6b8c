"""Every page in every state as somebody meets it who sees, hears or handles it differently."""
