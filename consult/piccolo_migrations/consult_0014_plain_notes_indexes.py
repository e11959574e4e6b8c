"""A version of a plain-language note is written once. Raw SQL, and after the table: within one
migration it would run before it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T18:14:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of plain notes"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        await Account.raw(
            'CREATE UNIQUE INDEX "plain_note_version" '
            'ON "plain_note" ("bill", "reading", "address", "version")'
        )

    async def run_backwards() -> None:
        await Account.raw('DROP INDEX "plain_note_version"')

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
