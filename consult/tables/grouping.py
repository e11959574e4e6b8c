"""What staff make of a round: together, apart, read, decided."""

from piccolo.columns import ForeignKey, Integer, Real, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Cluster, Comment, Round
from consult.tables.people import Account


class Arrangement(Table):
    """What a person did about clusters: merged, split, moved, pinned, renamed. Never deleted."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    kind = Varchar(length=20)
    cluster = ForeignKey(Cluster, null=False, on_delete=KEEP)
    other = ForeignKey(Cluster, null=True, default=None, on_delete=KEEP)
    words = Text(default="")
    was = Text(default="")
    told = Text(default="")
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    undone_by = Varchar(length=60, default="")
    undone_at = Timestamptz(null=True, default=None)


class Constraint(Table, tablename="staff_constraint"):
    """Staff's word on the texts of two comments, `one` the earlier of them: together or apart."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    arrangement = ForeignKey(Arrangement, null=False, on_delete=KEEP)
    kind = Varchar(length=20)
    one = ForeignKey(Comment, null=False, on_delete=KEEP)
    other = ForeignKey(Comment, null=False, on_delete=KEEP)
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    undone_at = Timestamptz(null=True, default=None)


class ReadMark(Table):
    """A person read the unique text of a comment."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    words_key = Varchar(length=40)
    account = ForeignKey(Account, null=True, default=None, on_delete=KEEP)
    reader = Varchar(length=60)
    read_at = Timestamptz()


class Suggestion(Table):
    """Clusters (a JSON list of ids) that may hold one opinion; a person decides."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    clusters = Text()
    score = Real()
    why = Text()


class Disposition(Table):
    """处理情况: what was decided about a cluster, and why."""

    id: Serial
    cluster = ForeignKey(Cluster, null=False, on_delete=KEEP)
    outcome = Varchar(length=20)
    reason = Text(default="")
    decided_by = Varchar(length=60)
    decided_at = Timestamptz()
    version = Integer(default=1)
