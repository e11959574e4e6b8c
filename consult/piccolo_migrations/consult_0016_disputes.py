"""Submissions their holders say they did not send: a table, one row a submission."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Serial
from piccolo.table import Table

from consult.piccolo_changes import NOW, TEXT, Kind, add_table, link

ID = "2026-11-23T14:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "disputes"


class Submission(Table, tablename="submission", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "submission": link(Submission, unique=True),
    "reason": TEXT,
    "made_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Dispute", COLUMNS)
    return manager
