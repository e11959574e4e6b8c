"""The text of the law: read it, split it, address it, compare two versions. Pure."""
