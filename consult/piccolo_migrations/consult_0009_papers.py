"""Reports are papers of many kinds and formats, some in several volumes."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T13:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "papers of many kinds"

COMMON = {
    "null": False,
    "primary_key": False,
    "index": False,
    "unique": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
COLUMNS: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "kind": (Varchar, {"length": 20, "default": "review"}),
    "format": (Varchar, {"length": 10, "default": "pdf"}),
    "volume": (Integer, {"default": 1}),
    "volumes": (Integer, {"default": 1}),
    "language": (Varchar, {"length": 10, "default": "zh-CN"}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, (column, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Report",
            tablename="report",
            column_name=name,
            db_column_name=name,
            column_class_name=column.__name__,
            column_class=column,
            params={**COMMON, **params},
            schema=None,
        )
    return manager
