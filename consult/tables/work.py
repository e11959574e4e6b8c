"""What the office makes and what it remembers: reports, jobs, the audit chain."""

from piccolo.columns import Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Round


class Report(Table):
    """A paper that was made and kept: 征求意见情况报告 and the others, one file a volume."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    edition = Varchar(length=20)
    sha256 = Varchar(length=64)
    pages = Integer()
    size = Integer()
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    kind = Varchar(length=20, default="review")
    format = Varchar(length=10, default="pdf")
    volume = Integer(default=1)
    volumes = Integer(default=1)
    language = Varchar(length=10, default="zh-CN")


class Job(Table):
    """Work that takes longer than a page may: what was asked (`request`, as JSON), how far it has
    come, how it ended.

    `worker` names the process that does it, differently at each claim; `tries` counts the claims.
    `kept` is set in the transaction that keeps the result, `revision` counts what people can see.
    """

    id: Serial
    kind = Varchar(length=20)
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    state = Varchar(length=20)
    step = Varchar(length=200, default="")
    failure = Text(default="")
    result = Integer(null=True, default=None)
    started_by = Varchar(length=60)
    started_at = Timestamptz()
    beat_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
    request = Text(default="")
    account = Integer(null=True, default=None)
    role = Varchar(length=20, default="")
    worker = Varchar(length=100, default="")
    tries = Integer(default=0)
    kept = Boolean(default=False)
    revision = Integer(default=0)
    begun_at = Timestamptz(null=True, default=None)


class AuditEntry(Table):
    """One link of the chain of everything that changed anything. `seals` is the head of the chain
    of seals at that moment, "" before there were any."""

    id: Serial
    position = Integer()
    at = Varchar(length=40)
    actor = Varchar(length=60)
    action = Varchar(length=60)
    subject = Varchar(length=200)
    detail = Text()
    previous = Varchar(length=64)
    digest = Varchar(length=64)
    seals = Varchar(length=64, default="")


class Seal(Table):
    """What one transaction did to watched rows, as JSON: table, row, group of columns, digest
    before and after. Seals are a chain of their own; `kind` "start" is how a table stood when
    it began to be watched."""

    id: Serial
    kind = Varchar(length=10)
    told = Text()
    previous = Varchar(length=64)
    digest = Varchar(length=64)
