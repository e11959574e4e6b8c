"""A batch has one number, a header row of a body one reading. Raw SQL, and after the tables:
within one migration it would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T20:25:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of batches"

INDEXES = {
    "batch_number": 'ON "batch" ("number")',
    "sheet_columns_of_body": 'ON "sheet_columns" ("body", "signature")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
