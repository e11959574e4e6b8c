"""By which rules an entry of the search was written: a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import Kind, add_columns, varchar

ID = "2026-11-23T18:18:02:000000"
VERSION = "1.38.0"
DESCRIPTION = "rules of the search"

ADDED: dict[str, Kind] = {"rules": varchar(16)}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "SearchEntry", ADDED, "search_entry")
    return manager
