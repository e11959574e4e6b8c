"""The index of what the public can find, and what a bill is about: a table and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T14:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "search"


class Bill(Table, tablename="bill", schema=None):
    id: Serial


class Draft(Table, tablename="draft", schema=None):
    id: Serial


ENTRY: dict[str, Kind] = {
    "bill": link(Bill),
    "draft": link(Draft),
    "rank": (Integer, {"default": 0}),
    "source": (Integer, {"default": 0}),
    "address": varchar(200),
    "words": TEXT,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "SearchEntry", ENTRY, "search_entry")
    add_columns(manager, "Bill", {"subject": TEXT})
    return manager
