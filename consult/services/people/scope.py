"""Whose a page is: what an address names belongs to the bill of one organ.

An account of an organ reaches only what is its organ's; anything else is not there for it. Every
name a signed-in address may hold stands here, or the address is closed to accounts of an organ.
"""

from consult.errors import NotFound
from consult.permissions import Actor
from consult.tables import Bill

_BILL = "JOIN draft d ON d.id = r.draft JOIN bill b ON b.id = d.bill"


def _of(tables: str, column: str = "id") -> str:
    return f"SELECT b.body AS body FROM {tables} {_BILL} WHERE t.{column} = {{}}"  # noqa: S608 - our names


def _of_round(table: str, column: str = "id") -> str:
    return _of(f'"{table}" t JOIN round r ON r.id = t.round', column)


OWNERS: dict[str, str] = {
    "slug": "SELECT b.body AS body FROM bill b WHERE b.slug = {}",
    "body_id": "SELECT o.id AS body FROM body o WHERE o.id = {}",
    "account_id": "SELECT a.body AS body FROM account a WHERE a.id = {}",
    "department_id": "SELECT p.body AS body FROM department p WHERE p.id = {}",
    "asking_id": _of_round("asking"),
    "reason_id": "SELECT s.body AS body FROM reason_template s WHERE s.id = {}",
    "cluster_id": _of_round("cluster"),
    "comment_id": _of_round("comment"),
    "job_id": _of_round("job"),
    "report_id": _of_round("report"),
    "sha256": _of_round("report", "sha256"),
    "question_id": _of_round("room_question"),
    "note_id": _of_round("room_note"),
    "sweep_id": _of_round("sweep"),
    "answer_id": _of_round("public_answer"),
    "deed_id": _of_round("arrangement"),
    "batch_id": _of_round("batch"),
    "file_id": _of(
        "attachment t JOIN submission s ON s.id = t.submission JOIN round r ON r.id = s.round"
    ),
    "link_id": (
        "SELECT b.body AS body FROM alignment t JOIN draft d ON d.id = t.new_draft "
        "JOIN bill b ON b.id = d.bill WHERE t.id = {}"
    ),
}
"""The names that say whose a page is, each with the query for the organ."""
WITHIN = frozenset({"reading", "address", "anchor", "version", "number", "session_id", "wish_id"})
"""Names that mean something only within another, or whose service looks to the person itself."""


async def check(actor: Actor, names: dict[str, object]) -> None:
    """Let `actor` through to a page whose address holds `names`, or raise NotFound: one of them
    belongs to another organ, or is unknown here."""
    if actor.body is None:
        return
    for name, value in names.items():
        if name in WITHIN:
            continue
        query = OWNERS.get(name)
        rows = await Bill.raw(query, value) if query else []
        if not query or any(row["body"] != actor.body for row in rows):
            raise NotFound("没有这个页面，或者它属于别的机关。")
