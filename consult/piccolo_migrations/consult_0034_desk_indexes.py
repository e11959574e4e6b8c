"""What the desk counts of a round stands in indexes: what waits for a moderator, the questions,
what no cluster holds yet, and how far the clusters of each article are."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T20:34:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "indexes of the desk"

INDEXES = {
    "comment_state": "comment (round, state)",
    "comment_kind": "comment (round, kind, withdrawn_at)",
    "comment_provisional": "comment (round, provisional, cluster, withdrawn_at)",
    "cluster_standing": "cluster (round, retired, article, gained, lost)",
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        for name, columns in INDEXES.items():
            await Account.raw(f"CREATE INDEX {name} ON {columns}")

    async def run_backwards() -> None:
        for name in INDEXES:
            await Account.raw(f"DROP INDEX {name}")

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
