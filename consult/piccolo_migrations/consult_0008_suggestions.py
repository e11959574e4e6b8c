"""Clusters that may hold one opinion, found by the last rebuild: one table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Real, Serial
from piccolo.table import Table

from consult.piccolo_changes import TEXT, Kind, add_table, link

ID = "2026-11-23T10:45:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "suggestions"


class Round(Table, tablename="round", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "round": link(Round),
    "clusters": TEXT,
    "score": (Real, {"default": 0.0}),
    "why": TEXT,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Suggestion", COLUMNS)
    return manager
