"""What the author of a submission says of it afterwards, and is told. Columns and nothing else."""

from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables import KEEP, Submission


class Dispute(Table):
    """这不是我提交的: whoever holds the code says the submission is not theirs. Once, for good."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    reason = Text()
    made_at = Timestamptz()


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


AUTHOR_TABLES: tuple[type[Table], ...] = (Dispute, Mail)
