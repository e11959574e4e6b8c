"""What the bench counts of a round's comments stands in indexes: a hundred thousand of them are
counted by article, by cluster and by unread text on every page of it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T20:29:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of the bench"

INDEXES = {
    "comment_bench": "(round, withdrawn_at, article, address)",
    "comment_unique": "(round, unique_key, cluster)",
    "comment_size": "(cluster, provisional, unique_key)",
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        for name, columns in INDEXES.items():
            await Account.raw(f"CREATE INDEX {name} ON comment {columns}")

    async def run_backwards() -> None:
        for name in INDEXES:
            await Account.raw(f"DROP INDEX {name}")

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
