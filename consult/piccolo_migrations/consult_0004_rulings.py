"""What people decided about the splitting of a draft: one table, and which of it a tree shows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import NOW, TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T08:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "rulings"


class Bill(Table, tablename="bill", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "bill": link(Bill),
    "reading": (Integer, {"default": 0}),
    "action": varchar(20),
    "anchor": TEXT,
    "occurrence": (Integer, {"default": 0}),
    "at_char": (Integer, {"default": 0}),
    "kind": varchar(20),
    "rule": varchar(40),
    "words": TEXT,
    "decided_by": varchar(60),
    "decided_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Ruling", COLUMNS)
    add_columns(manager, "Draft", {"rulings": varchar(64)})
    return manager
