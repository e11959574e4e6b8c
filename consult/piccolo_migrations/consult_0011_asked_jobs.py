"""Jobs that wait in the table for a worker: what was asked, by which account, who does it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Integer, Text, Varchar

from consult.piccolo_changes import LATER, Kind, add_columns
from consult.tables import Job

ID = "2026-11-23T13:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "jobs wait for a worker"

COLUMNS: dict[str, Kind] = {
    "request": (Text, {"default": "", "null": False}),
    "account": (Integer, {"default": None, "null": True}),
    "role": (Varchar, {"length": 20, "default": "", "null": False}),
    "worker": (Varchar, {"length": 100, "default": "", "null": False}),
    "tries": (Integer, {"default": 0, "null": False}),
    "kept": (Boolean, {"default": False, "null": False}),
    "revision": (Integer, {"default": 0, "null": False}),
    "begun_at": LATER,
}
INDEX = "job_state"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "Job", COLUMNS)

    async def run() -> None:
        await Job.raw(f'CREATE INDEX "{INDEX}" ON "job" ("state")')

    async def run_backwards() -> None:
        await Job.raw(f'DROP INDEX "{INDEX}"')

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
