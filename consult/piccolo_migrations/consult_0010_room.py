"""The committee's room: a member's notes, ticks and questions: three tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer, Serial
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, TEXT, Kind, add_table, link, varchar

ID = "2026-11-23T13:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "the committee's room"


class Account(Table, tablename="account", schema=None):
    id: Serial


class Round(Table, tablename="round", schema=None):
    id: Serial


Columns = dict[str, Kind]
PLACE: Columns = {
    "account": link(Account),
    "round": link(Round),
    "address": varchar(200),
}
POINT: Columns = {
    **PLACE,
    "cluster": (Integer, {"default": 0}),
    "label": varchar(300),
}
NEW: dict[str, tuple[str, Columns]] = {
    "RoomNote": (
        "room_note",
        {
            **POINT,
            "text": TEXT,
            "version": (Integer, {"default": 1}),
            "written_at": NOW,
        },
    ),
    "RoomRead": (
        "room_read",
        {
            **PLACE,
            "edition": varchar(20),
            "digest": varchar(64),
            "read_at": NOW,
        },
    ),
    "RoomQuestion": (
        "room_question",
        {
            **POINT,
            "report": varchar(64),
            "text": TEXT,
            "shared": (Boolean, {"default": False}),
            "key": varchar(64),
            "asked_at": NOW,
            "answer": TEXT,
            "answered_by": varchar(60),
            "answered_at": LATER,
            "version": (Integer, {"default": 0}),
            "seen": (Integer, {"default": 0}),
        },
    ),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    for name, (table, columns) in NEW.items():
        add_table(manager, name, columns, table)
    return manager
