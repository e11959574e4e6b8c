"""The letter a submission was cut from, as it was read: a table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Serial
from piccolo.table import Table

from consult.piccolo_changes import NOW, TEXT, Kind, add_table, link, varchar

ID = "2026-11-23T18:21:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "letters"


class Submission(Table, tablename="submission", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "submission": link(Submission),
    "filename": varchar(255),
    "text": TEXT,
    "taken_by": varchar(60),
    "taken_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Letter", COLUMNS)
    return manager
