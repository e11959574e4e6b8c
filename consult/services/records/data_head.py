"""The audit head a paper carries: the newest change to what the paper is made from.

What happens to other bills and rounds, and what changes no data (making papers, jobs, sign-ins,
read marks), leaves it alone: the same data gives the same paper.
"""

from consult.services.records import audit
from consult.services.submissions.comment import public_number
from consult.tables import AuditEntry

_NO_DATA = (
    *("report.", "job.", "room.", "cluster.mark", "cluster.suggest"),
    *("results.", "question.", "opening.", "announcement.", "explanation.", "calendar."),
    *("asking.see", "asking.link", "asking.unlink", "sweep.draw"),
)
"""Beginnings of actions that leave the data of a round as it is."""
_OF_COMMENTS = ("comment.", "consent.", "attachment.")
"""Beginnings of actions on a comment or its envelope, by its number."""
_OF_BILL = ("draft.", "bill.", "alignment.", "department.")
"""Beginnings of actions on other readings of the bill that show in the papers of this one."""
_OF_CLUSTERS = ("cluster.", "disposition.")


async def of_round(round_id: int, slug: str, reading: int) -> str:
    """The digest of the newest entry on the round and its comments, clusters and dispositions, or
    on the drafts and links of the bill `slug` and the departments that answer for it."""
    envelope = public_number(round_id, 0).rpartition("-")[0] + "-"
    swept = "subject IN (SELECT CAST(id AS TEXT) FROM sweep WHERE round = {})"
    asked = "subject IN (SELECT CAST(id AS TEXT) FROM asking WHERE round = {})"
    clusters = "subject IN (SELECT CAST(id AS TEXT) FROM cluster WHERE round = {})"
    query = f"""
        SELECT digest FROM audit_entry
        WHERE NOT {_begins("action", _NO_DATA)} AND (
            subject = {{}}
            OR {_begins("action", _OF_COMMENTS)} AND {_begins("subject", (envelope,))}
            OR {_begins("action", _OF_CLUSTERS)} AND {clusters}
            OR {_begins("action", ("asking.",))} AND {asked}
            OR {_begins("action", ("sweep.",))} AND {swept}
            OR {_begins("action", _OF_BILL)} AND (subject = {{}} OR substr(subject, 1, {{}}) = {{}})
        )
        ORDER BY position DESC LIMIT 1
        """  # noqa: S608 - our own words
    told = (f"{slug}/{reading}", round_id, round_id, round_id, slug, len(slug) + 1, f"{slug}/")
    rows = await AuditEntry.raw(query, *told)
    return str(rows[0]["digest"]) if rows else audit.GENESIS


def _begins(column: str, beginnings: tuple[str, ...]) -> str:
    """`column` begins with one of our own words, none of which holds a quote or a brace."""
    tests = (f"substr({column}, 1, {len(one)}) = '{one}'" for one in beginnings)
    return f"({' OR '.join(tests)})"
