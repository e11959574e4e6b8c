"""Uniqueness and look-ups. Raw SQL: Piccolo's own constraints do not work on SQLite."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from consult.tables import Account

ID = "2026-11-23T07:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "unique indexes"

UNIQUE = {
    "account_login": ("account", "login"),
    "session_token": ("session", "token_hash"),
    "body_name": ("body", "name"),
    "bill_slug": ("bill", "slug"),
    "draft_reading": ("draft", "bill, reading"),
    "provision_address": ("provision", "draft, address"),
    "round_draft": ("round", "draft"),
    "submission_number": ("submission", "number"),
    "submission_arrival": ("submission", "round, arrival_key"),
    "comment_number": ("comment", "number"),
    "disposition_cluster": ("disposition", "cluster"),
    "audit_position": ("audit_entry", "position"),
}
LOOKUP = {
    "alignment_old": ("alignment", "old_draft"),
    "alignment_new": ("alignment", "new_draft"),
    "comment_round": ("comment", "round, article"),
    "comment_cluster": ("comment", "cluster"),
    "comment_submission": ("comment", "submission"),
    "cluster_round": ("cluster", "round"),
    "report_round": ("report", "round"),
    "provision_passport": ("provision", "passport"),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="consult", description=DESCRIPTION)

    async def run() -> None:
        for kind, indexes in (("UNIQUE INDEX", UNIQUE), ("INDEX", LOOKUP)):
            for name, (table, columns) in indexes.items():
                quoted = ", ".join(f'"{column.strip()}"' for column in columns.split(","))
                await Account.raw(f'CREATE {kind} "{name}" ON "{table}" ({quoted})')

    async def run_backwards() -> None:
        for name in (*UNIQUE, *LOOKUP):
            await Account.raw(f'DROP INDEX "{name}"')

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
