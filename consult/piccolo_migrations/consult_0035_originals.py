"""Originals under lock: what comments say while some of their words are covered."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Serial
from piccolo.table import Table

from consult.piccolo_changes import TEXT, Kind, add_table, link

ID = "2026-11-23T20:35:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "originals under lock"


class Comment(Table, tablename="comment", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "comment": link(Comment),
    "text": TEXT,
    "proposed": TEXT,
    "reason": TEXT,
    "unique_text": TEXT,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Original", COLUMNS)
    return manager
