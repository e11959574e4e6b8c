"""A bill, its drafts, and what becomes of an article from reading to reading."""

from piccolo.columns import Boolean, ForeignKey, Integer, Real, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.people import Body


class Bill(Table):
    """法规案: the matter that is read once, twice, three times…"""

    id: Serial
    slug = Varchar(length=60)
    title = Varchar(length=200)
    body = ForeignKey(Body, null=False, on_delete=KEEP)
    created_at = Timestamptz()
    subject = Text(default="")


class Draft(Table):
    """草案: one text version. `text` never changes; `tree` is how it was split, `rulings` the
    digest of the decisions people made about that, "" without any. `noted` are the findings from
    before the split, as JSON."""

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    reading = Integer()
    title = Varchar(length=300)
    file_name = Varchar(length=255)
    sha256 = Varchar(length=64)
    text = Text()
    tree = Text()
    rulings = Varchar(length=64, default="")
    noted = Text(default="[]")
    loaded_at = Timestamptz()


class Amendment(Table):
    """修改决定: a draft that is a law in force (`base_…`) as it reads after a decision. Both texts
    never change; `outcome` is what applying the one to the other gave, as JSON."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    title = Varchar(length=300)
    file_name = Varchar(length=255)
    sha256 = Varchar(length=64)
    text = Text()
    base_title = Varchar(length=300)
    base_file_name = Varchar(length=255)
    base_sha256 = Varchar(length=64)
    base_text = Text()
    base_tree = Text()
    outcome = Text()


class Ruling(Table):
    """What a person decided about the splitting of a reading; `words` are shown to people."""

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    reading = Integer()
    action = Varchar(length=20)
    anchor = Text()
    occurrence = Integer()
    at_char = Integer()
    kind = Varchar(length=20, default="")
    rule = Varchar(length=40, default="")
    words = Text(default="")
    decided_by = Varchar(length=60)
    decided_at = Timestamptz()


class Passport(Table):
    """条文档案: the identity of an article through all drafts of a bill. `became` is the passport
    its article took over when people found it to be an older one; printed links follow it."""

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    first_reading = Integer()
    became = Integer(null=True, default=None)


class Provision(Table):
    """条文: a place in a draft that can be commented on. Articles carry a passport."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    passport = ForeignKey(Passport, null=True, default=None, on_delete=KEEP)
    kind = Varchar(length=20)
    address = Varchar(length=200)
    article = Varchar(length=200)
    start_at = Integer()
    end_at = Integer()
    position = Integer()


class PlainNote(Table):
    """通俗说明 of an article of one reading, every version of it; an empty text takes it away.
    `words` is the digest of the article's text it was written for."""

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    reading = Integer()
    address = Varchar(length=200)
    version = Integer()
    text = Text(default="")
    words = Varchar(length=64)
    written_by = Varchar(length=60)
    written_at = Timestamptz()


class Alignment(Table):
    """What became of an article from one draft to the next, and how sure that is; `chosen` when a
    person named the pair."""

    id: Serial
    old_draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    new_draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    old_address = Varchar(length=200, null=True, default=None)
    new_address = Varchar(length=200, null=True, default=None)
    change = Varchar(length=20)
    score = Real()
    status = Varchar(length=20)
    position = Integer()
    chosen = Boolean(default=False)
