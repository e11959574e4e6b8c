"""Look-ups and uniqueness of staff's word. Raw SQL, and after the tables: within one migration it
would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T10:10:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraint indexes"

INDEXES = {
    "staff_constraint_pair": (
        'UNIQUE INDEX "staff_constraint_pair" ON "staff_constraint" ("round", "one", "other") '
        'WHERE "undone_at" IS NULL'
    ),
    "read_mark_once": (
        'UNIQUE INDEX "read_mark_once" ON "read_mark" ("round", "words_key", "reader")'
    ),
    "comment_leader": 'INDEX "comment_leader" ON "comment" ("round", "leader_key")',
    "comment_text": 'INDEX "comment_text" ON "comment" ("round", "text_key")',
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        for statement in INDEXES.values():
            await Account.raw(f"CREATE {statement}")

    async def run_backwards() -> None:
        for name in INDEXES:
            await Account.raw(f'DROP INDEX "{name}"')

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
