"""The second factor, sessions that say where they stand, known browsers, tries: columns, tables."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, Integer, Serial, Varchar
from piccolo.table import Table

from consult.piccolo_changes import LATER, NOW, Kind, add_columns, add_table, link, varchar

ID = "2026-11-23T20:23:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "sign-in"


class Account(Table, tablename="account", schema=None):
    id: Serial


HASH: Kind = (Varchar, {"length": 64, "default": "", "secret": True})
ACCOUNT: dict[str, Kind] = {
    "totp_seed": HASH,
    "totp_offered": HASH,
    "totp_since": LATER,
    "totp_step": (Integer, {"default": 0}),
}
SESSION: dict[str, Kind] = {
    "stage": (Varchar, {"length": 10, "default": "full"}),
    "browser": varchar(40),
    "seen_at": LATER,
}
DEVICE: dict[str, Kind] = {
    "account": link(Account),
    "token_hash": HASH,
    "network_hash": HASH,
    "first_at": NOW,
    "seen_at": NOW,
}
RECOVERY_CODE: dict[str, Kind] = {
    "account": link(Account),
    "code_hash": HASH,
    "made_at": NOW,
    "used_at": LATER,
}
TRY_BUDGET: dict[str, Kind] = {"key": varchar(64), "until": (BigInt, {"default": 0})}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)
    add_columns(manager, "Account", ACCOUNT)
    add_columns(manager, "Session", SESSION)
    add_table(manager, "Device", DEVICE)
    add_table(manager, "RecoveryCode", RECOVERY_CODE, "recovery_code")
    add_table(manager, "TryBudget", TRY_BUDGET, "try_budget")
    return manager
