"""Rounds prepared, announced, changed, and the calendar's addresses: four tables and a column."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Date, Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import (
    LATER,
    NOW,
    TEXT,
    Kind,
    add_columns,
    add_table,
    link,
    varchar,
)

ID = "2026-11-23T20:24:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "opening"


class Draft(Table, tablename="draft", schema=None):
    id: Serial


class Account(Table, tablename="account", schema=None):
    id: Serial


COUNT: Kind = (Integer, {"default": 1})
DAY: Kind = (Date, {"default": None, "null": True})
PLAN: dict[str, Kind] = {
    "draft": link(Draft),
    "first_day": DAY,
    "last_day": DAY,
    "short_reason": TEXT,
    "asked": TEXT,
    "attachments": (Boolean, {"default": False}),
    "announcement": TEXT,
    "version": COUNT,
    "saved_by": varchar(60),
    "saved_at": NOW,
}
BULLETIN: dict[str, Kind] = {
    "draft": link(Draft),
    "kind": varchar(20),
    "version": COUNT,
    "text": TEXT,
    "note": TEXT,
    "published_by": varchar(60),
    "published_at": NOW,
}
CHANGE: dict[str, Kind] = {
    "draft": link(Draft),
    "round": COUNT,
    "deed": varchar(20),
    "opens": NOW,
    "was": NOW,
    "closes": NOW,
    "reason": TEXT,
    "changed_by": varchar(60),
    "changed_at": NOW,
}
FEED: dict[str, Kind] = {
    "account": link(Account),
    "token_hash": (varchar(64)[0], {**varchar(64)[1], "secret": True}),
    "made_at": NOW,
    "ended_at": LATER,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_table(manager, "OpeningPlan", PLAN, "opening_plan")
    add_table(manager, "Bulletin", BULLETIN)
    add_table(manager, "WindowChange", CHANGE, "window_change")
    add_table(manager, "CalendarFeed", FEED, "calendar_feed")
    add_columns(manager, "Round", {"short_reason": TEXT})
    return manager
