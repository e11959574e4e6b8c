"""What the public is told of a round: the notices published, and the answers to its questions."""

from piccolo.columns import Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Comment, Round


class Results(Table):
    """通报: one version of what was published, as JSON (`reports.notice.Notice`), for good.
    `digest` is of the data it says, `report` the paper made of the same data, if there was one."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    version = Integer()
    notice = Text()
    digest = Varchar(length=64)
    report = Integer(null=True, default=None)
    published_by = Varchar(length=60)
    published_at = Timestamptz()


class ResultsLine(Table):
    """One comment as a notice counted it: the lists behind the figures. `place` is its rank from
    1, `answer` the number of the answer it got in the notice, `person` stands for who wrote it;
    `group_outcome` is that of its cluster, which is counted by it."""

    id: Serial
    results = ForeignKey(Results, null=False, on_delete=KEEP)
    place = Integer()
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    cluster = Integer()
    article = Varchar(length=200, default="")
    kind = Varchar(length=20)
    channel = Varchar(length=20)
    outcome = Varchar(length=20, default="")
    group_outcome = Varchar(length=20, default="")
    answer = Integer()
    submission = Integer()
    person = Integer()
    answered = Boolean(default=False)


class PublicAnswer(Table):
    """The office's public answer to a 疑问, or to several like ones. `version` counts its texts;
    earlier ones are in the audit chain."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    text = Text()
    version = Integer(default=1)
    first_at = Timestamptz()
    answered_by = Varchar(length=60)
    answered_at = Timestamptz()


class AnsweredComment(Table):
    """A question and the public answer to it."""

    id: Serial
    answer = ForeignKey(PublicAnswer, null=False, on_delete=KEEP)
    comment = ForeignKey(Comment, null=False, unique=True, on_delete=KEEP)
