"""A comment that joined its cluster on arrival and waits for the next rebuild, and the cluster its
author found to say the same: two columns."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T10:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "provisional members"


COMMON = {
    "primary_key": False,
    "index": False,
    "unique": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    _add(manager, "provisional", Boolean, {"default": False, "null": False})
    _add(manager, "same_as", Integer, {"default": None, "null": True})
    return manager


def _add(manager: MigrationManager, name: str, column: type[Any], params: dict[str, Any]) -> None:
    manager.add_column(
        table_class_name="Comment",
        tablename="comment",
        column_name=name,
        db_column_name=name,
        column_class_name=column.__name__,
        column_class=column,
        params={**COMMON, **params},
        schema=None,
    )
