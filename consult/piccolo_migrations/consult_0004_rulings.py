"""What people decided about the splitting of a draft: one table, and which of it a tree shows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T08:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "rulings"


class Bill(Table, tablename="bill", schema=None):
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
BILL = {
    "references": Bill,
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
COLUMNS: dict[str, tuple[type[Column], dict[str, object]]] = {
    "bill": (ForeignKey, BILL),
    "reading": (Integer, {"default": 0}),
    "action": (Varchar, {"length": 20, "default": ""}),
    "anchor": (Text, {"default": ""}),
    "occurrence": (Integer, {"default": 0}),
    "at_char": (Integer, {"default": 0}),
    "kind": (Varchar, {"length": 20, "default": ""}),
    "rule": (Varchar, {"length": 40, "default": ""}),
    "words": (Text, {"default": ""}),
    "decided_by": (Varchar, {"length": 60, "default": ""}),
    "decided_at": (Timestamptz, {"default": TimestamptzNow()}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Ruling", tablename="ruling", schema=None, columns=None)
    for name, (column, params) in COLUMNS.items():
        _add(manager, "Ruling", name, column, params)
    _add(manager, "Draft", "rulings", Varchar, {"length": 64, "default": ""})
    return manager


def _add(
    manager: MigrationManager,
    table: str,
    name: str,
    column: type[Column],
    params: dict[str, object],
) -> None:
    manager.add_column(
        table_class_name=table,
        tablename=table.lower(),
        column_name=name,
        db_column_name=name,
        column_class_name=column.__name__,
        column_class=column,
        params={**COMMON, **params},
        schema=None,
    )
