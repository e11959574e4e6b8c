"""A submission has a file once. Raw SQL, and after the tables: within one migration it would run
before them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T18:17:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of attachments"

INDEXES = {"attachment_file": 'ON "attachment" ("submission", "sha256")'}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        for name, place in INDEXES.items():
            await Account.raw(f'CREATE UNIQUE INDEX "{name}" {place}')

    async def run_backwards() -> None:
        for name in INDEXES:
            await Account.raw(f'DROP INDEX "{name}"')

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
