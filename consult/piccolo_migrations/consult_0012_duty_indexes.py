"""A department has one name in a body and one duty an article and reading. Raw SQL, and after the
tables: within one migration it would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.piccolo_changes import add_unique_indexes

ID = "2026-11-23T13:25:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of duties"

INDEXES = {
    "department_name": 'ON "department" ("body", "name")',
    "responsibility_place": 'ON "responsibility" ("bill", "reading", "address", "department")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_unique_indexes(manager, INDEXES)
    return manager
