"""Departments are asked about clusters, and answer; some by a link."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Date, Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_table, link, varchar

ID = "2026-11-23T20:31:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "asking departments"


class Round(Table, tablename="round", schema=None):
    id: Serial


class Cluster(Table, tablename="cluster", schema=None):
    id: Serial


class Department(Table, tablename="department", schema=None):
    id: Serial


class Asking(Table, tablename="asking", schema=None):
    id: Serial


ASKING: dict[str, Kind] = {
    "round": link(Round),
    "cluster": link(Cluster),
    "department": link(Department),
    "due": (Date, {"default": None}),
    "words": TEXT,
    "asked_by": varchar(60),
    "asked_at": NOW,
    "seen_at": LATER,
    "ended_at": LATER,
}
ANSWER: dict[str, Kind] = {
    "asking": link(Asking),
    "version": (Integer, {"default": 1}),
    "outcome": varchar(20),
    "reason": TEXT,
    "citation": TEXT,
    "given_by": varchar(60),
    "given_at": NOW,
}
LINK: dict[str, Kind] = {
    "department": link(Department),
    "code_hash": varchar(64),
    "made_by": varchar(60),
    "made_at": NOW,
    "expires_at": NOW,
    "ended_at": LATER,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Asking", ASKING)
    add_table(manager, "DepartmentAnswer", ANSWER, "department_answer")
    add_table(manager, "DepartmentLink", LINK, "department_link")
    return manager
