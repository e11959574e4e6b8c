"""One note and one tick a place for each member, a question once. Raw SQL, and after the tables:
within one migration it would run before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T13:20:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of the committee's room"

INDEXES = {
    "room_note_place": (
        'UNIQUE INDEX "room_note_place" ON "room_note" ("account", "round", "address", "cluster")'
    ),
    "room_read_place": (
        'UNIQUE INDEX "room_read_place" ON "room_read" ("account", "round", "edition", "address")'
    ),
    "room_question_once": (
        'UNIQUE INDEX "room_question_once" ON "room_question" ("account", "key")'
    ),
    "report_hash": 'INDEX "report_hash" ON "report" ("sha256")',
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
