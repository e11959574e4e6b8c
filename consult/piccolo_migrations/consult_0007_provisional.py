"""A comment that joined its cluster on arrival and waits for the next rebuild, and the cluster its
author found to say the same: two columns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer

from consult.piccolo_changes import Kind, add_columns

ID = "2026-11-23T10:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "provisional members"


COLUMNS: dict[str, Kind] = {
    "provisional": (Boolean, {"default": False}),
    "same_as": (Integer, {"default": None, "null": True}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "Comment", COLUMNS)
    return manager
