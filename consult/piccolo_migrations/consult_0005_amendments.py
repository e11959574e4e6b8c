"""Drafts made of a law in force and a decision: one table; and what was found before the split."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Serial, Text
from piccolo.table import Table

from consult.piccolo_changes import TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T09:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "amendments"


class Draft(Table, tablename="draft", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "draft": link(Draft),
    "title": varchar(300),
    "file_name": varchar(255),
    "sha256": varchar(64),
    "text": TEXT,
    "base_title": varchar(300),
    "base_file_name": varchar(255),
    "base_sha256": varchar(64),
    "base_text": TEXT,
    "base_tree": TEXT,
    "outcome": TEXT,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Amendment", COLUMNS)
    add_columns(manager, "Draft", {"noted": (Text, {"default": "[]"})})
    return manager
