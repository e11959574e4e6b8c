"""The index of what the public can find, and what a bill is about: a table and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Integer, Serial, Text, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T14:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "search"


class Bill(Table, tablename="bill", schema=None):
    id: Serial


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
Params = dict[str, object]


def _to(table: type[Table]) -> tuple[type[Column], Params]:
    return ForeignKey, {
        "references": table,
        "on_delete": OnDelete.restrict,
        "on_update": OnUpdate.cascade,
        "target_column": None,
        "index": True,
    }


ADDED: dict[str, tuple[str, dict[str, tuple[type[Column], Params]]]] = {
    "SearchEntry": (
        "search_entry",
        {
            "bill": _to(Bill),
            "draft": _to(Draft),
            "rank": (Integer, {"default": 0}),
            "source": (Integer, {"default": 0}),
            "address": (Varchar, {"length": 200, "default": ""}),
            "words": (Text, {"default": ""}),
        },
    ),
    "Bill": ("bill", {"subject": (Text, {"default": ""})}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    manager.add_table(class_name="SearchEntry", tablename="search_entry", schema=None, columns=None)
    for name, (tablename, columns) in ADDED.items():
        for column, (kind, params) in columns.items():
            manager.add_column(
                table_class_name=name,
                tablename=tablename,
                column_name=column,
                db_column_name=column,
                column_class_name=kind.__name__,
                column_class=kind,
                params={**COMMON, **params},
                schema=None,
            )
    return manager
