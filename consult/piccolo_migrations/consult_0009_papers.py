"""Reports are papers of many kinds and formats, some in several volumes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Varchar

from consult.piccolo_changes import Kind, add_columns

ID = "2026-11-23T13:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "papers of many kinds"

COLUMNS: dict[str, Kind] = {
    "kind": (Varchar, {"length": 20, "default": "review"}),
    "format": (Varchar, {"length": 10, "default": "pdf"}),
    "volume": (Integer, {"default": 1}),
    "volumes": (Integer, {"default": 1}),
    "language": (Varchar, {"length": 10, "default": "zh-CN"}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "Report", COLUMNS)
    return manager
