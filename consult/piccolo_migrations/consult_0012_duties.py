"""Which department answers for which article, and which 联系点 an opinion came through: two tables
and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Date, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T13:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "duties"


class Body(Table, tablename="body", schema=None):
    id: Serial


class Bill(Table, tablename="bill", schema=None):
    id: Serial


class Department(Table, tablename="department", schema=None):
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


def _varchar(length: int) -> tuple[type[Column], Params]:
    return Varchar, {"length": length, "default": ""}


COLUMNS: dict[str, dict[str, tuple[type[Column], Params]]] = {
    "Department": {"body": _to(Body), "name": _varchar(100)},
    "Responsibility": {
        "bill": _to(Bill),
        "reading": (Integer, {"default": 0}),
        "address": _varchar(200),
        "department": _to(Department),
        "task": _varchar(20),
        "words": (Text, {"default": ""}),
        "due": (Date, {"default": None, "null": True}),
        "decided_by": _varchar(60),
        "decided_at": (Timestamptz, {"default": TimestamptzNow()}),
    },
}
ADDED: dict[str, dict[str, tuple[type[Column], Params]]] = {
    "Submission": {"contact_point": _varchar(100)},
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name in COLUMNS:
        manager.add_table(class_name=name, tablename=name.lower(), schema=None, columns=None)
    for name, columns in {**COLUMNS, **ADDED}.items():
        for column, (kind, params) in columns.items():
            manager.add_column(
                table_class_name=name,
                tablename=name.lower(),
                column_name=column,
                db_column_name=column,
                column_class_name=kind.__name__,
                column_class=kind,
                params={**COMMON, **params},
                schema=None,
            )
    return manager
