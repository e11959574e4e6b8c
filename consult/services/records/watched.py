"""Which tables are sealed, and which are not and why: one table a person can read."""

from collections.abc import Mapping

from piccolo.columns import Timestamptz
from piccolo.table import Table

from consult.engine.seals import Watched
from consult.tables import TABLES

Groups = Mapping[str, tuple[str, ...]]

WATCHED: Mapping[str, Groups] = {
    "body": {"row": ("name",)},
    "account": {
        "row": ("login", "name", "role", "disabled"),
        "key": ("password_hash",),
        "place": ("body", "department"),
    },
    "account_deed": {"row": ("login", "deed", "asked_by", "settled_by", "outcome")},
    "bill": {"row": ("slug", "title", "body", "subject")},
    "draft": {
        "text": ("bill", "reading", "title", "file_name", "sha256", "text"),
        "tree": ("tree", "rulings", "noted"),
    },
    "amendment": {"row": ("draft", "title", "sha256", "text", "base_sha256", "base_text")},
    "ruling": {
        "row": (
            *("bill", "reading", "action", "anchor", "occurrence", "at_char"),
            *("kind", "rule", "words", "decided_by", "decided_at"),
        )
    },
    "passport": {"row": ("bill", "first_reading", "became")},
    "plain_note": {"row": ("bill", "reading", "address", "version", "text", "written_by")},
    "provision": {"row": ("draft", "passport", "kind", "address", "article")},
    "alignment": {
        "row": ("old_draft", "new_draft", "old_address", "new_address", "status", "chosen")
    },
    "round": {"window": ("draft", "opens", "closes", "extended_reason"), "asked": ("asked",)},
    "bulletin": {"row": ("draft", "kind", "version", "text", "note", "published_by")},
    "window_change": {
        "row": ("draft", "round", "deed", "opens", "was", "closes", "reason", "changed_by")
    },
    "batch": {
        "row": (
            *("round", "number", "channel", "filename", "sha256", "contact_point", "signed_by"),
            *("signed_on", "statement", "taken_by", "undone_by", "undone_reason"),
        )
    },
    "submission": {
        "row": ("round", "number", "channel", "arrival_key", "content_hash", "received_at"),
        "code": ("code_hash", "name_public"),
        "source": ("source", "contact_point"),
    },
    "letter": {"row": ("submission", "filename", "text", "taken_by", "taken_at")},
    "comment": {
        "text": ("kind", "text", "proposed", "reason"),
        "place": ("round", "submission", "number", "address", "article"),
        "state": ("state", "withdrawn_at", "redacted"),
    },
    "revision": {"row": ("comment", "deed", "kind", "text", "proposed", "reason", "made_at")},
    "dispute": {"row": ("submission", "reason", "made_at")},
    "consent": {"row": ("submission", "version", "language", "sha256", "withdrawn_at")},
    "attachment": {"row": ("submission", "sha256", "filename", "kind", "size")},
    "arrangement": {"row": ("round", "kind", "cluster", "other", "words", "made_by", "undone_by")},
    "staff_constraint": {"row": ("round", "kind", "one", "other", "made_by", "undone_at")},
    "disposition": {"row": ("cluster", "outcome", "reason", "decided_by", "version")},
    "disposition_version": {
        "row": ("cluster", "comment", "version", "outcome", "reason", "words", "decided_by")
    },
    "own_disposition": {"row": ("comment", "outcome", "reason", "decided_by", "version")},
    "carrying_words": {"row": ("cluster", "draft", "address", "exact", "sha256")},
    "department": {"row": ("body", "name")},
    "responsibility": {
        "row": ("bill", "reading", "address", "department", "task", "words", "due", "decided_by")
    },
    "asking": {
        "row": ("round", "cluster", "department", "due", "words", "asked_by", "ended_at"),
    },
    "department_answer": {
        "row": ("asking", "version", "outcome", "reason", "citation", "given_by")
    },
    "department_link": {
        "row": ("department", "made_by", "expires_at", "ended_at"),
        "key": ("code_hash",),
    },
    "room_question": {"row": ("account", "round", "address", "report", "text", "answer")},
    "report": {"row": ("round", "edition", "sha256", "kind", "format", "language", "made_by")},
    "results": {"row": ("round", "version", "notice", "digest", "published_by", "published_at")},
    "results_line": {"row": ("results", "place", "comment", "cluster", "outcome", "answer")},
    "public_answer": {"row": ("round", "text", "version", "answered_by")},
    "answered_comment": {"row": ("answer", "comment")},
    "sweep": {"row": ("round", "condition", "state", "reason", "made_by", "touched", "undone_by")},
    "moderation": {"row": ("comment", "before", "state", "cause", "reason", "made_by", "made_at")},
    "original": {"row": ("comment", "text", "proposed", "reason")},
    "redaction": {
        "row": ("comment", "field", "start_at", "end_at", "words", "cause", "note", "undone_by")
    },
}
"""Columns by table, in groups that change together. What is added later to a table makes a group of
its own, so that the seals of older rows still fit. Names and addresses of people are in none: the
digest of a telephone number gives the number away."""

UNWATCHED: Mapping[str, str] = {
    "device": "a browser that is known; no more than a convenience",
    "recovery_code": "used up by signing in, which is an entry of the audit chain",
    "try_budget": "how fast somebody may try again",
    "opening_plan": "a round before it opens; what is published is sealed",
    "calendar_feed": "an address for a calendar program",
    "sheet_columns": "how a table was read the last time",
    "reason_template": "words to begin from",
    "session": "signing in and out is an entry of the audit chain",
    "mail": "what was sent to whom; changes with every try",
    "subscription": "addresses of readers",
    "notice": "what was sent to readers",
    "target": "the exact words a comment points at, found anew from the comment",
    "cluster": "computed from the comments and staff's word on them, which are sealed",
    "suggestion": "computed",
    "read_mark": "what a person has looked at",
    "room_note": "a member's own, deleted when the member likes",
    "room_read": "what a member has looked at",
    "job": "changes by the second",
    "audit_entry": "a chain of its own",
    "seal": "a chain of its own",
    "search_entry": "computed",
}


def watched(table: type[Table]) -> Watched | None:
    """How the rows of a table are sealed; None where they are not."""
    groups = WATCHED.get(table._meta.tablename)
    if groups is None:
        return None
    moments = (one._meta.name for one in table._meta.columns if isinstance(one, Timestamptz))
    return Watched(table._meta.tablename, groups, frozenset(moments))


ALL: tuple[Watched, ...] = tuple(one for table in TABLES if (one := watched(table)))
"""What is sealed, in the order of the tables."""
