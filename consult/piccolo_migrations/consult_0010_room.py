"""The committee's room: a member's notes, ticks and questions: three tables."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T13:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the committee's room"


class Account(Table, tablename="account", schema=None):
    id: Serial


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
LINK = {
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
Columns = dict[str, tuple[type[Column], dict[str, Any]]]
PLACE: Columns = {
    "account": (ForeignKey, {**LINK, "references": Account}),
    "round": (ForeignKey, {**LINK, "references": Round}),
    "address": (Varchar, {"length": 200, "default": ""}),
}
POINT: Columns = {
    **PLACE,
    "cluster": (Integer, {"default": 0}),
    "label": (Varchar, {"length": 300, "default": ""}),
}
MOMENT: tuple[type[Column], dict[str, Any]] = (Timestamptz, {"default": TimestamptzNow()})
NEW: dict[str, tuple[str, Columns]] = {
    "RoomNote": (
        "room_note",
        {
            **POINT,
            "text": (Text, {"default": ""}),
            "version": (Integer, {"default": 1}),
            "written_at": MOMENT,
        },
    ),
    "RoomRead": (
        "room_read",
        {
            **PLACE,
            "edition": (Varchar, {"length": 20, "default": ""}),
            "digest": (Varchar, {"length": 64, "default": ""}),
            "read_at": MOMENT,
        },
    ),
    "RoomQuestion": (
        "room_question",
        {
            **POINT,
            "report": (Varchar, {"length": 64, "default": ""}),
            "text": (Text, {"default": ""}),
            "shared": (Boolean, {"default": False}),
            "key": (Varchar, {"length": 64, "default": ""}),
            "asked_at": MOMENT,
            "answer": (Text, {"default": ""}),
            "answered_by": (Varchar, {"length": 60, "default": ""}),
            "answered_at": (Timestamptz, {"default": None, "null": True}),
            "version": (Integer, {"default": 0}),
            "seen": (Integer, {"default": 0}),
        },
    ),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, (table, columns) in NEW.items():
        manager.add_table(class_name=name, tablename=table, schema=None, columns=None)
        for column_name, (column, params) in columns.items():
            manager.add_column(
                table_class_name=name,
                tablename=table,
                column_name=column_name,
                db_column_name=column_name,
                column_class_name=column.__name__,
                column_class=column,
                params={**COMMON, **params},
                schema=None,
            )
    return manager
