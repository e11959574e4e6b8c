"""Notices of results with the lists behind them, and public answers to questions: four tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import NOW, TEXT, Kind, add_table, link, varchar

ID = "2026-11-23T18:19:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "results"


class Round(Table, tablename="round", schema=None):
    id: Serial


class Comment(Table, tablename="comment", schema=None):
    id: Serial


class Results(Table, tablename="results", schema=None):
    id: Serial


class PublicAnswer(Table, tablename="public_answer", schema=None):
    id: Serial


COUNT: Kind = (Integer, {"default": 0})
RESULTS: dict[str, Kind] = {
    "round": link(Round),
    "version": (Integer, {"default": 1}),
    "notice": TEXT,
    "digest": varchar(64),
    "report": (Integer, {"default": None, "null": True}),
    "published_by": varchar(60),
    "published_at": NOW,
}
LINE: dict[str, Kind] = {
    "results": link(Results),
    "place": COUNT,
    "comment": link(Comment),
    "cluster": COUNT,
    "article": varchar(200),
    "kind": varchar(20),
    "channel": varchar(20),
    "outcome": varchar(20),
    "answer": COUNT,
    "submission": COUNT,
    "person": COUNT,
    "answered": (Boolean, {"default": False}),
}
ANSWER: dict[str, Kind] = {
    "round": link(Round),
    "text": TEXT,
    "version": (Integer, {"default": 1}),
    "first_at": NOW,
    "answered_by": varchar(60),
    "answered_at": NOW,
}
ANSWERED: dict[str, Kind] = {
    "answer": link(PublicAnswer),
    "comment": link(Comment, unique=True),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "Results", RESULTS)
    add_table(manager, "ResultsLine", LINE, "results_line")
    add_table(manager, "PublicAnswer", ANSWER, "public_answer")
    add_table(manager, "AnsweredComment", ANSWERED, "answered_comment")
    return manager
