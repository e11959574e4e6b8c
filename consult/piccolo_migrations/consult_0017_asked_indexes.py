"""A submission has a file once. Raw SQL, and after the tables: within one migration it would run
before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T18:17:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of attachments"

INDEXES = {"attachment_file": 'ON "attachment" ("submission", "sha256")'}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
