"""One mail a submission and event. Raw SQL, and after the table: within one migration it would run
before it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T14:40:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of mail"

INDEXES = {"mail_event": 'ON "mail" ("submission", "event")'}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
