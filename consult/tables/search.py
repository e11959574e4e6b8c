"""What the search reads."""

from piccolo.columns import ForeignKey, Integer, Serial, Text, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Bill, Draft


class SearchEntry(Table):
    """One thing that can be found: a draft, an article, an opinion, an answer.

    `words` are the keys of its text (`services/search_words.py`), `rank` the order of the kinds;
    `source` is the comment of an opinion, the cluster of an answer, 0 for the text of the law.
    `rules` are those its words were masked and cut by.
    """

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    rank = Integer()
    source = Integer(default=0)
    address = Varchar(length=200, default="")
    words = Text()
    rules = Varchar(length=16, default="")
