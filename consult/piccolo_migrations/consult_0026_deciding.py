"""Versions of decisions, own outcomes of members, words that answer, reasons kept ready."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T20:26:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "deciding"


class Body(Table, tablename="body", schema=None):
    id: Serial


class Draft(Table, tablename="draft", schema=None):
    id: Serial


class Cluster(Table, tablename="cluster", schema=None):
    id: Serial


class Comment(Table, tablename="comment", schema=None):
    id: Serial


ONE: Kind = (Integer, {"default": 1})
ZERO: Kind = (Integer, {"default": 0})
DECIDED: dict[str, Kind] = {
    "outcome": varchar(20),
    "reason": TEXT,
    "decided_by": varchar(60),
    "decided_at": NOW,
    "version": ONE,
}
VERSIONS: dict[str, Kind] = {
    "cluster": link(Cluster),
    "comment": link(Comment, null=True, default=None),
    "words": TEXT,
    **DECIDED,
}
WORDS: dict[str, Kind] = {
    "cluster": link(Cluster),
    "draft": link(Draft),
    "address": varchar(200),
    "exact": TEXT,
    "prefix": TEXT,
    "suffix": TEXT,
    "begins": ZERO,
    "ends": ZERO,
    "struck": ZERO,
    "sha256": varchar(64),
}
REASONS: dict[str, Kind] = {
    "body": link(Body),
    "key": varchar(20),
    "text": TEXT,
    "version": ONE,
    "made_by": varchar(60),
    "made_at": NOW,
    "retired_at": LATER,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "DispositionVersion", VERSIONS, "disposition_version")
    add_table(manager, "OwnDisposition", {"comment": link(Comment), **DECIDED}, "own_disposition")
    add_table(manager, "CarryingWords", WORDS, "carrying_words")
    add_table(manager, "ReasonTemplate", REASONS, "reason_template")
    add_columns(manager, "ResultsLine", {"group_outcome": varchar(20)}, "results_line")
    return manager
