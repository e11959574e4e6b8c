"""The words a comment speaks of."""

from piccolo.columns import ForeignKey, Integer, Serial, Text, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Comment


class Target(Table):
    """选中的字: the words of a provision a comment speaks of, as W3C selectors. One row a comment.

    `begins` and `ends` are code points in what the provision at `address` says in the text with
    `sha256`; None where the words were not found there when the comment came.
    """

    id: Serial
    comment = ForeignKey(Comment, null=False, unique=True, on_delete=KEEP)
    address = Varchar(length=200, null=True, default=None)
    exact = Text()
    prefix = Text(default="")
    suffix = Text(default="")
    begins = Integer(null=True, default=None)
    ends = Integer(null=True, default=None)
    sha256 = Varchar(length=64)
