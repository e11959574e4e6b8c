"""Drafts made of a law in force and a decision: one table; and what was found before the split."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Serial, Text, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T09:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "amendments"


class Draft(Table, tablename="draft", schema=None):
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
DRAFT = {
    "references": Draft,
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
COLUMNS: dict[str, tuple[type[Column], dict[str, object]]] = {
    "draft": (ForeignKey, DRAFT),
    "title": (Varchar, {"length": 300, "default": ""}),
    "file_name": (Varchar, {"length": 255, "default": ""}),
    "sha256": (Varchar, {"length": 64, "default": ""}),
    "text": (Text, {"default": ""}),
    "base_title": (Varchar, {"length": 300, "default": ""}),
    "base_file_name": (Varchar, {"length": 255, "default": ""}),
    "base_sha256": (Varchar, {"length": 64, "default": ""}),
    "base_text": (Text, {"default": ""}),
    "base_tree": (Text, {"default": ""}),
    "outcome": (Text, {"default": ""}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="Amendment", tablename="amendment", schema=None, columns=None)
    for name, (column, params) in COLUMNS.items():
        _add(manager, "Amendment", name, column, params)
    _add(manager, "Draft", "noted", Text, {"default": "[]"})
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
