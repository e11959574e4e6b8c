"""The words comments speak of: a table, one row a comment at most."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial, Varchar
from piccolo.table import Table

from consult.piccolo_changes import TEXT, Kind, add_table, link, varchar

ID = "2026-11-23T18:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "targets"


class Comment(Table, tablename="comment", schema=None):
    id: Serial


PLACE: Kind = (Integer, {"default": None, "null": True})
COLUMNS: dict[str, Kind] = {
    "comment": link(Comment, unique=True),
    "address": (Varchar, {"length": 200, "default": None, "null": True}),
    "exact": TEXT,
    "prefix": TEXT,
    "suffix": TEXT,
    "begins": PLACE,
    "ends": PLACE,
    "sha256": varchar(64),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Target", COLUMNS)
    return manager
