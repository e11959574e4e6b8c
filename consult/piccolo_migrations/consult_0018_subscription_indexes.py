"""One subscription an address and bill or body, one notice an event. Raw SQL, and after the
tables: within one migration it would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T18:18:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of subscriptions"

INDEXES = {
    "subscription_key": 'ON "subscription" ("key")',
    "subscription_of_bill": 'ON "subscription" ("address", "bill") WHERE "bill" IS NOT NULL',
    "subscription_of_body": 'ON "subscription" ("address", "body") WHERE "body" IS NOT NULL',
    "notice_event": 'ON "notice" ("subscription", "event")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
