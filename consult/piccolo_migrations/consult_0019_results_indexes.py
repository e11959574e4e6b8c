"""One notice a version, one line a place. Raw SQL, and after the tables: within one migration it
would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T18:19:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of results"

INDEXES = {
    "results_version": 'ON "results" ("round", "version")',
    "results_line_place": 'ON "results_line" ("results", "place")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
