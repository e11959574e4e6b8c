"""Why a paper cannot be written from this round; the message is for people."""


class Refused(ValueError):
    """A paper that would be empty, or that its reader may not have."""


class NothingToCompare(Refused):
    """There is neither a next draft nor a law in force to compare the draft with."""


class InternalOnly(Refused):
    """A paper that tells who wrote and how to reach them has no public edition."""
