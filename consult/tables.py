"""All tables. Columns and nothing else: rules live in services, uniqueness in the migrations."""

from piccolo.columns import (
    Boolean,
    ForeignKey,
    Integer,
    Real,
    Serial,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.table import Table

KEEP = OnDelete.restrict


class Body(Table):
    """机关: the organ that consults."""

    id: Serial
    name = Varchar(length=200)


class Account(Table):
    """A person of the office or the committee who can sign in."""

    id: Serial
    login = Varchar(length=60)
    name = Varchar(length=60)
    role = Varchar(length=20)
    password_hash = Text(secret=True)
    disabled = Boolean(default=False)
    failures = Integer(default=0)
    blocked_until = Timestamptz(null=True, default=None)
    created_at = Timestamptz()


class Session(Table):
    """A sign-in. The token itself is only in the person's browser."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    token_hash = Varchar(length=64, secret=True)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


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
    """条文档案: the identity of an article through all drafts of a bill."""

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    first_reading = Integer()


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


class Round(Table):
    """征求意见: one window on one draft, [opens, closes)."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    opens = Timestamptz()
    closes = Timestamptz()
    extended_reason = Text(default="")
    next_number = Integer(default=1)
    version = Integer(default=1)
    regrouped = Text(default="")


class Submission(Table):
    """来件: the envelope. `arrival_key` makes sending or importing it twice harmless."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    number = Varchar(length=20)
    channel = Varchar(length=20)
    arrival_key = Varchar(length=64)
    content_hash = Varchar(length=64)
    code_hash = Varchar(length=64, null=True, default=None, secret=True)
    received_at = Timestamptz()
    name = Varchar(length=60, default="")
    contact = Varchar(length=120, default="", secret=True)
    region = Varchar(length=60, default="")
    name_public = Boolean(default=False)
    source = Varchar(length=255, default="")
    contact_point = Varchar(length=100, default="")


class Cluster(Table):
    """同类意见: comments on one article that say the same. `version` changes with its members;
    `gained` and `lost` count them since its decision."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    article = Varchar(length=200, null=True, default=None)
    label = Varchar(length=200)
    leader = Integer(null=True, default=None)
    representative = Integer(null=True, default=None)
    threshold = Real()
    retired = Boolean(default=False)
    version = Integer(default=1)
    own_name = Varchar(length=200, default="")
    gained = Integer(default=0)
    lost = Integer(default=0)


class Comment(Table):
    """意见: one point on one provision; exactly as it was written.

    `text_key` is the same for copies; `leader_key` is that of the text the rule would join it to,
    whatever staff said; `unique_key` that of the unique text a person has to read, "" without.
    A `provisional` member joined on arrival and waits for the next rebuild; `same_as` is the
    cluster its author said it agrees with.
    """

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    number = Varchar(length=20)
    address = Varchar(length=200, null=True, default=None)
    article = Varchar(length=200, null=True, default=None)
    kind = Varchar(length=20)
    text = Text()
    proposed = Text(default="")
    reason = Text(default="")
    cluster = ForeignKey(Cluster, null=True, default=None, on_delete=KEEP)
    score = Real(null=True, default=None)
    unique_text = Text(default="")
    text_key = Varchar(length=40, default="")
    leader_key = Varchar(length=40, default="")
    joined_by = Integer(null=True, default=None)
    joined_score = Real(null=True, default=None)
    cut = Text(default="")
    unique_key = Varchar(length=40, default="")
    provisional = Boolean(default=False)
    same_as = Integer(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class Revision(Table):
    """What a comment said before its author amended or withdrew it. Never changed or deleted."""

    id: Serial
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    deed = Varchar(length=20)
    kind = Varchar(length=20)
    text = Text()
    proposed = Text(default="")
    reason = Text(default="")
    made_at = Timestamptz()


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
    """One link of the chain of everything that changed anything."""

    id: Serial
    position = Integer()
    at = Varchar(length=40)
    actor = Varchar(length=60)
    action = Varchar(length=60)
    subject = Varchar(length=200)
    detail = Text()
    previous = Varchar(length=64)
    digest = Varchar(length=64)


TABLES: tuple[type[Table], ...] = (
    Body,
    Account,
    Session,
    Bill,
    Draft,
    Amendment,
    Ruling,
    Passport,
    Provision,
    Alignment,
    Round,
    Submission,
    Cluster,
    Comment,
    Revision,
    Arrangement,
    Constraint,
    ReadMark,
    Suggestion,
    Disposition,
    Report,
    Job,
    AuditEntry,
)
