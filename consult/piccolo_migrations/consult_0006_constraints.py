"""Staff's word on clusters, what they have read, and what a rebuild changed: three tables and the
columns that let a decision take effect without comparing texts again."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Real, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_columns, add_table, link, varchar

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


NEW: dict[str, dict[str, Kind]] = {
    "Arrangement": {
        "round": link(Round),
        "kind": varchar(20),
        "cluster": link(Cluster),
        "other": link(Cluster, null=True, default=None),
        "words": TEXT,
        "was": TEXT,
        "told": TEXT,
        "made_by": varchar(60),
        "made_at": NOW,
        "undone_by": varchar(60),
        "undone_at": LATER,
    },
    "Constraint": {
        "round": link(Round),
        "arrangement": link(Arrangement),
        "kind": varchar(20),
        "one": link(Comment),
        "other": link(Comment),
        "made_by": varchar(60),
        "made_at": NOW,
        "undone_at": LATER,
    },
    "ReadMark": {
        "round": link(Round),
        "comment": link(Comment),
        "words_key": varchar(40),
        "account": link(Account, null=True, default=None),
        "reader": varchar(60),
        "read_at": NOW,
    },
}
NAMES = {"Arrangement": "arrangement", "Constraint": "staff_constraint", "ReadMark": "read_mark"}
ADDED: dict[str, dict[str, Kind]] = {
    "Round": {"regrouped": TEXT},
    "Cluster": {
        "version": (Integer, {"default": 1}),
        "own_name": varchar(200),
        "gained": (Integer, {"default": 0}),
        "lost": (Integer, {"default": 0}),
    },
    "Comment": {
        "text_key": varchar(40),
        "leader_key": varchar(40),
        "joined_by": (Integer, {"default": None, "null": True}),
        "joined_score": (Real, {"default": None, "null": True}),
        "cut": TEXT,
        "unique_key": varchar(40),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, columns in NEW.items():
        add_table(manager, name, columns, NAMES[name])
    for name, columns in ADDED.items():
        add_columns(manager, name, columns)
    return manager
