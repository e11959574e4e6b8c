"""One row a key, a browser of an account, a code. After the tables: within one migration raw SQL
would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T20:23:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of sign-in"

INDEXES = {
    "try_budget_key": 'ON "try_budget" ("key")',
    "device_token": 'ON "device" ("account", "token_hash")',
    "recovery_code_hash": 'ON "recovery_code" ("code_hash")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
