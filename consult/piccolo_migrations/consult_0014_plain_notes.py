"""Plain-language notes on articles, a table; and the passport another one became, a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import NOW, TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T18:14:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "plain notes"


class Bill(Table, tablename="bill", schema=None):
    id: Serial


NOTE: dict[str, Kind] = {
    "bill": link(Bill),
    "reading": (Integer, {"default": 0}),
    "address": varchar(200),
    "version": (Integer, {"default": 0}),
    "text": TEXT,
    "words": varchar(64),
    "written_by": varchar(60),
    "written_at": NOW,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "PlainNote", NOTE, "plain_note")
    add_columns(manager, "Passport", {"became": (Integer, {"default": None, "null": True})})
    return manager
