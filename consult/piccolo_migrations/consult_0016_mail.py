"""Mails to the authors of submissions: a table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, Kind, add_table, link, varchar

ID = "2026-11-23T14:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "mail"


class Submission(Table, tablename="submission", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "submission": link(Submission),
    "event": varchar(40),
    "made_at": NOW,
    "due_at": NOW,
    "sent_at": LATER,
    "tries": (Integer, {"default": 0}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Mail", COLUMNS)
    return manager
