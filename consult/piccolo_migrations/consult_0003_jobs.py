"""Long work that people can follow: one table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_table, link, varchar

ID = "2026-11-23T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "jobs"


class Round(Table, tablename="round", schema=None):
    id: Serial


COLUMNS: dict[str, Kind] = {
    "kind": varchar(20),
    "round": link(Round),
    "state": varchar(20),
    "step": varchar(200),
    "failure": TEXT,
    "result": (Integer, {"default": None, "null": True}),
    "started_by": varchar(60),
    "started_at": NOW,
    "beat_at": NOW,
    "ended_at": LATER,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Job", COLUMNS)
    return manager
