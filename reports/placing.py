"""A comment put into a cluster by hand: what the page then says of it."""

from collections.abc import Sequence

from reports import similarity
from reports.label import label
from reports.model import Comment
from reports.normalize import fold, said
from reports.unique import unique_text


def score(comment: Comment, leader: Comment) -> float:
    """The ratio of the full folded texts of a member and its cluster's leader, 0…100."""
    return similarity.ratio(fold(said(comment)), fold(said(leader)))


def unique(comment: Comment, representative: Comment) -> str:
    """What a member says that the representative does not, verbatim."""
    return unique_text(said(representative), said(comment))


def name(representative: Comment, cut: Sequence[tuple[int, int]]) -> str:
    """The label of a cluster from its representative without its shared head and tail."""
    text = said(representative)
    start = max((end for begin, end in cut if begin == 0), default=0)
    end = min((begin for begin, end in cut if end == len(text)), default=len(text))
    return label(text[start:end] if start < end else text)
