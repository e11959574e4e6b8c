"""How files of opinions came in: each import, and which column of a source means what."""

from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Round
from consult.tables.people import Body


class Batch(Table):
    """批次: one file taken into a round. Submissions name it and their row; undone, it stays.

    `mapping` is which column was read as what, as JSON; a batch a 联系点 signed has `signed_by`
    and so on, and a code with which the 联系点 looks up what became of it.
    """

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    number = Varchar(length=20)
    channel = Varchar(length=20)
    source = Varchar(length=100, default="")
    filename = Varchar(length=255, default="")
    sha256 = Varchar(length=64)
    mapping = Text(default="")
    contact_point = Varchar(length=100, default="")
    signed_by = Varchar(length=60, default="")
    signed_on = Varchar(length=20, default="")
    statement = Text(default="")
    on_paper = Integer(null=True, default=None)
    code_hash = Varchar(length=64, null=True, default=None, secret=True)
    rows = Integer()
    added = Integer()
    already = Integer()
    errors = Integer()
    taken_by = Varchar(length=60)
    taken_at = Timestamptz()
    undone_by = Varchar(length=60, default="")
    undone_at = Timestamptz(null=True, default=None)
    undone_reason = Text(default="")


class SheetColumns(Table):
    """How a body's people read tables with a certain header row: our names to its headers, as
    JSON, as they chose it the last time."""

    id: Serial
    body = ForeignKey(Body, null=False, on_delete=KEEP)
    signature = Varchar(length=64)
    columns = Text()
    chosen_by = Varchar(length=60)
    chosen_at = Timestamptz()
