"""A round, what people sent in it, and what its authors say of it afterwards."""

from piccolo.columns import Boolean, ForeignKey, Integer, Real, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Draft


class Round(Table):
    """征求意见: one window on one draft, [opens, closes). `asked` is what the form asks of people
    and what for, as JSON, "" the usual; `attachments`: whether files may be added; `short_reason`:
    why it is shorter than the rule says."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    opens = Timestamptz()
    closes = Timestamptz()
    extended_reason = Text(default="")
    next_number = Integer(default=1)
    version = Integer(default=1)
    regrouped = Text(default="")
    asked = Text(default="")
    attachments = Boolean(default=False)
    short_reason = Text(default="")


class Submission(Table):
    """来件: the envelope. `arrival_key` makes sending or importing it twice harmless; `batch` and
    `batch_row` say which file it stood in, and where."""

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
    occupation = Varchar(length=60, default="")
    name_public = Boolean(default=False)
    source = Varchar(length=255, default="")
    contact_point = Varchar(length=100, default="")
    batch = Integer(null=True, default=None, index=True)
    batch_row = Integer(null=True, default=None)


class Letter(Table):
    """来信原文: the whole letter its comments were cut from, as it was read. Never changed."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    filename = Varchar(length=255, default="")
    text = Text()
    taken_by = Varchar(length=60)
    taken_at = Timestamptz()


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
    cluster its author said it agrees with. `state` is whether the public reads its words,
    `redacted` which of them it does not, as JSON by field, "" for none.
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
    state = Varchar(length=10, default="shown")
    redacted = Text(default="")


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


class Dispute(Table):
    """这不是我提交的: whoever holds the code says the submission is not theirs. Once, for good."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    reason = Text()
    made_at = Timestamptz()


class Consent(Table):
    """同意: what the author of a submission agreed to (PIPL art. 25): the version of the sentence,
    and the digest of the words they had before them in their language."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    version = Integer()
    language = Varchar(length=10)
    sha256 = Varchar(length=64)
    given_at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)


class Attachment(Table):
    """附件: a file added to a submission, kept under its digest below the data folder. `kind` is
    what its content is."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    sha256 = Varchar(length=64)
    filename = Varchar(length=200)
    kind = Varchar(length=10)
    size = Integer()
    added_at = Timestamptz()


class Mail(Table):
    """A mail to the author of a submission about one `event`, or the word that none is wanted
    (event "stop"). The address stays with the submission."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    event = Varchar(length=40)
    made_at = Timestamptz()
    due_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)
    tries = Integer(default=0)
