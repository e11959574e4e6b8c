"""Staff's word on clusters, what they have read, and what a rebuild changed: three tables and the
columns that let a decision take effect without comparing texts again."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import ForeignKey, Integer, Real, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import Column, OnDelete, OnUpdate
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-23T10:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "constraints"


class Round(Table, tablename="round", schema=None):
    id: Serial


class Account(Table, tablename="account", schema=None):
    id: Serial


class Cluster(Table, tablename="cluster", schema=None):
    id: Serial


class Comment(Table, tablename="comment", schema=None):
    id: Serial


class Arrangement(Table, tablename="arrangement", schema=None):
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


def _to(table: type[Table], **more: object) -> tuple[type[Column], Params]:
    return ForeignKey, {
        "references": table,
        "on_delete": OnDelete.restrict,
        "on_update": OnUpdate.cascade,
        "target_column": None,
        "index": True,
        **more,
    }


def _varchar(length: int) -> tuple[type[Column], Params]:
    return Varchar, {"length": length, "default": ""}


_TEXT: tuple[type[Column], Params] = (Text, {"default": ""})
_NOW: tuple[type[Column], Params] = (Timestamptz, {"default": TimestamptzNow()})
_LATER: tuple[type[Column], Params] = (Timestamptz, {"default": None, "null": True})
NEW: dict[str, dict[str, tuple[type[Column], Params]]] = {
    "Arrangement": {
        "round": _to(Round),
        "kind": _varchar(20),
        "cluster": _to(Cluster),
        "other": _to(Cluster, null=True, default=None),
        "words": _TEXT,
        "was": _TEXT,
        "told": _TEXT,
        "made_by": _varchar(60),
        "made_at": _NOW,
        "undone_by": _varchar(60),
        "undone_at": _LATER,
    },
    "Constraint": {
        "round": _to(Round),
        "arrangement": _to(Arrangement),
        "kind": _varchar(20),
        "one": _to(Comment),
        "other": _to(Comment),
        "made_by": _varchar(60),
        "made_at": _NOW,
        "undone_at": _LATER,
    },
    "ReadMark": {
        "round": _to(Round),
        "comment": _to(Comment),
        "words_key": _varchar(40),
        "account": _to(Account, null=True, default=None),
        "reader": _varchar(60),
        "read_at": _NOW,
    },
}
NAMES = {"Arrangement": "arrangement", "Constraint": "staff_constraint", "ReadMark": "read_mark"}
ADDED: dict[str, dict[str, tuple[type[Column], Params]]] = {
    "Round": {"regrouped": _TEXT},
    "Cluster": {
        "version": (Integer, {"default": 1}),
        "own_name": _varchar(200),
        "gained": (Integer, {"default": 0}),
        "lost": (Integer, {"default": 0}),
    },
    "Comment": {
        "text_key": _varchar(40),
        "leader_key": _varchar(40),
        "joined_by": (Integer, {"default": None, "null": True}),
        "joined_score": (Real, {"default": None, "null": True}),
        "cut": _TEXT,
        "unique_key": _varchar(40),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, columns in NEW.items():
        manager.add_table(class_name=name, tablename=NAMES[name], schema=None, columns=None)
        for column, (kind, params) in columns.items():
            _add(manager, name, NAMES[name], column, kind, params)
    for name, columns in ADDED.items():
        for column, (kind, params) in columns.items():
            _add(manager, name, name.lower(), column, kind, params)
    return manager


def _add(
    manager: MigrationManager,
    name: str,
    table: str,
    column: str,
    kind: type[Column],
    params: Params,
) -> None:
    manager.add_column(
        table_class_name=name,
        tablename=table,
        column_name=column,
        db_column_name=column,
        column_class_name=kind.__name__,
        column_class=kind,
        params={**COMMON, **params},
        schema=None,
    )
