"""One plan a draft, one text a version, one calendar an address. Raw SQL, and after the tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T20:24:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of opening"

INDEXES = {
    "opening_plan_one": 'ON "opening_plan" ("draft")',
    "bulletin_version": 'ON "bulletin" ("draft", "kind", "version")',
    "calendar_feed_token": 'ON "calendar_feed" ("token_hash")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
