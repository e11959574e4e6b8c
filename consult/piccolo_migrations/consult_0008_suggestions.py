"""Clusters that may hold one opinion, found by the last rebuild: one table."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Real, Serial, Text
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T10:45:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "suggestions"


class Round(Table, tablename="round", schema=None):
    id: Serial


COMMON = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
ROUND = {
    "references": Round,
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
COLUMNS: dict[str, tuple[type[Column], dict[str, object]]] = {
    "round": (ForeignKey, ROUND),
    "clusters": (Text, {"default": ""}),
    "score": (Real, {"default": 0.0}),
    "why": (Text, {"default": ""}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Suggestion", tablename="suggestion", schema=None, columns=None)
    for name, (column, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Suggestion",
            tablename="suggestion",
            column_name=name,
            db_column_name=name,
            column_class_name=column.__name__,
            column_class=column,
            params={**COMMON, **params},
            schema=None,
        )
    return manager
