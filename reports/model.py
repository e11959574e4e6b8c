"""The shapes shared by clustering, tallying, assembling and every rendering of a report."""

import datetime as dt
from enum import StrEnum

import msgspec

from drafts.model import Draft, Row
from reports.redaction import Cuts


class CommentKind(StrEnum):
    """What a comment asks for: 修改/增加/删除/疑问/支持/其他."""

    AMEND = "amend"
    ADD = "add"
    DELETE = "delete"
    QUESTION = "question"
    SUPPORT = "support"
    OTHER = "other"


class Channel(StrEnum):
    """How a submission reached the office."""

    WEB = "web"
    LETTER = "letter"
    EMAIL = "email"
    WECHAT = "wechat"
    WEIBO = "weibo"
    HOTLINE = "hotline"
    MEETING = "meeting"
    CONTACT_POINT = "contact-point"


class Outcome(StrEnum):
    """处理情况. A reason is required for every one but ADOPTED."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not-adopted"
    ALREADY = "already"
    STUDY = "study"


class Edition(StrEnum):
    """Who reads the report. The two editions differ in personal data only."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Comment(msgspec.Struct, frozen=True):
    """One point on one provision, as it arrived.

    `article` is the address of the article it is clustered under (None: the draft as a whole),
    `address` the exact provision. `number` is what the public calls it (e.g. "1-0042").
    `spoken` are the words of the provision it speaks of, where it names some.
    `submission` and `person` group comments for the separate counts of 件 and 人.
    """

    id: str
    text: str
    article: str | None = None
    address: str | None = None
    number: str = ""
    kind: CommentKind = CommentKind.OTHER
    proposed: str = ""
    reason: str = ""
    channel: Channel = Channel.WEB
    received: dt.datetime | None = None
    submission: str = ""
    person: str = ""
    author: str = ""
    author_public: bool = False
    region: str = ""
    spoken: str | msgspec.UnsetType = msgspec.UNSET


class Member(msgspec.Struct, frozen=True):
    """A comment inside a cluster. `score` (0…100) is the ratio of its folded text to the leader's;
    `unique` what it says that the representative does not.

    `joined_by` explains why it is here: the id of the comment it was compared with and the ratio of
    what was compared; None for the leader, its copies and what staff put there. `cut` are the
    spans of its text left out of the comparison because the round shares them. `text_key` is the
    same for copies of one text, `leader_key` that of the text the rule alone would join it to.
    """

    id: str
    score: float
    unique: str = ""
    joined_by: tuple[str, float] | None = None
    cut: tuple[tuple[int, int], ...] = ()
    text_key: str = ""
    leader_key: str = ""


class Cluster(msgspec.Struct, frozen=True):
    """Comments on one article that say the same. `leader` and `representative` are comment ids."""

    id: str
    article: str | None
    leader: str
    representative: str
    label: str
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """How many comments the cluster holds."""
        return len(self.members)


class Suggestion(msgspec.Struct, frozen=True):
    """Clusters of one article that may hold one opinion in different words: a person decides.

    `clusters` are ids, `score` (0…1) says how sure, `why` is a sentence for people.
    """

    clusters: tuple[str, ...]
    score: float
    why: str


class Grouping(msgspec.Struct, frozen=True):
    """The result of clustering: every comment in exactly one cluster."""

    threshold: float
    clusters: tuple[Cluster, ...]
    pairs_verified: int
    opinions: tuple[Suggestion, ...] = ()


class ConstraintKind(StrEnum):
    """What staff said about two comments: they belong together, or apart."""

    TOGETHER = "together"
    APART = "apart"


class Constraint(msgspec.Struct, frozen=True):
    """Staff's word on the texts of two comments (by id), stronger than any score."""

    kind: ConstraintKind
    one: str
    other: str


class Disposition(msgspec.Struct, frozen=True):
    """What staff decided about a cluster, and why."""

    outcome: Outcome
    reason: str = ""


class RoundFacts(msgspec.Struct, frozen=True):
    """What a report says about its round. Times are aware; the window is half-open. `slug` is the
    short name the office's system knows the bill by."""

    bill: str
    draft: str
    reading: int
    body: str
    opens: dt.datetime
    closes: dt.datetime
    slug: str = ""


class Sender(msgspec.Struct, frozen=True):
    """How the writer of a comment is reached, and which file or list the comment came in with;
    what they do, and how many files they added. Only the internal ledger reads it."""

    contact: str = ""
    source: str = ""
    occupation: str = ""
    files: int = 0


class Task(StrEnum):
    """What a department has to do with an article: 主办 or 协办."""

    LEAD = "lead"
    ASSIST = "assist"


class Duty(msgspec.Struct, frozen=True):
    """A department that answers for an article (None: the draft as a whole): how, for what of it
    (职责边界), and the day its answer is due."""

    address: str | None
    department: str
    task: Task = Task.LEAD
    words: str = ""
    due: dt.date | None = None


class Advice(msgspec.Struct, frozen=True):
    """What a department was asked to say about a cluster by `due`, and what it said: the outcome
    it suggests (None: no answer), why, what that rests on, on which day."""

    department: str
    due: dt.date
    outcome: Outcome | None = None
    reason: str = ""
    citation: str = ""
    answered_on: dt.date | None = None

    @property
    def in_time(self) -> bool:
        """Whether it was answered by the day it was due."""
        return self.answered_on is not None and self.answered_on <= self.due


class Material(msgspec.Struct, frozen=True):
    """Everything a report is made from, frozen: the only input of `assemble`.

    `dispositions` maps a cluster's id to its decision; a cluster without one is 待处理.
    `changes` compares this reading's draft with the next one's (empty when there is none). Where
    the draft is a law in force after a decision, `law` is that law and `amended` compares it with
    the draft. `senders` maps a comment's id; it is apart from the comments so that what lists,
    counts or hashes these cannot touch it; so is `points`, the 联系点 a comment came through.
    `duties` is the 责任清单. `came` compares the draft of the reading before with this one.
    `withheld` are the ids of the comments whose words the public does not read, `redacted` maps
    one's id to those of its words that it does not. `announcement` is
    the one that was published, as Markdown without title and signature, on `announced_on`.
    `exceptions` maps a comment's id to a decision of its own, which counts in place of its
    cluster's. `advice` maps a cluster's id to what departments were asked and said about it; the
    internal edition alone reads it.
    """

    facts: RoundFacts
    draft: Draft
    comments: tuple[Comment, ...]
    clusters: tuple[Cluster, ...]
    dispositions: dict[str, Disposition]
    next_draft: Draft | None = None
    changes: tuple[Row, ...] = ()
    audit_head: str = ""
    law: Draft | None = None
    amended: tuple[Row, ...] = ()
    senders: dict[str, Sender] = msgspec.field(default_factory=dict)
    points: dict[str, str] = msgspec.field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    came: tuple[Row, ...] = ()
    withheld: frozenset[str] = frozenset()
    announcement: str = ""
    announced_on: dt.date | None = None
    redacted: dict[str, Cuts] = msgspec.field(default_factory=dict)
    exceptions: dict[str, Disposition] = msgspec.field(default_factory=dict)
    advice: dict[str, tuple[Advice, ...]] = msgspec.field(default_factory=dict)
