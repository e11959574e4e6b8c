"""What the author of a submission says about it afterwards. Columns and nothing else."""

from piccolo.columns import ForeignKey, Serial, Text, Timestamptz
from piccolo.table import Table

from consult.tables import KEEP, Submission


class Dispute(Table):
    """这不是我提交的: whoever holds the code says the submission is not theirs. Once, for good."""

    id: Serial
    submission = ForeignKey(Submission, null=False, on_delete=KEEP)
    reason = Text()
    made_at = Timestamptz()


AUTHOR_TABLES: tuple[type[Table], ...] = (Dispute,)
