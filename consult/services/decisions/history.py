"""What was decided on a cluster and on single members of it, version by version."""

import datetime as dt
from itertools import groupby

import msgspec

from consult.permissions import Actor
from consult.tables import CarryingWords, DispositionVersion
from drafts import diff
from drafts.model import Op
from reports.model import Outcome


class Version(msgspec.Struct, frozen=True):
    """One decision. `outcome` is None where an own outcome was taken back; `number` names the
    comment that was decided on its own, "" for the cluster; `steps` lead from the reason of the
    version before to this one's; `words` are those of the next draft."""

    version: int
    number: str
    outcome: Outcome | None
    was: Outcome | None
    steps: tuple[tuple[Op, str], ...]
    words: tuple[str, ...]
    decided_by: str
    decided_at: dt.datetime


class Decision(msgspec.Struct, frozen=True):
    """What is written down of a decision: `outcome` None takes an own one back."""

    outcome: Outcome | None
    reason: str
    version: int


async def keep(
    actor: Actor,
    now: dt.datetime,
    cluster_id: int,
    decision: Decision,
    comment: int | None = None,
) -> None:
    """Write down a decision inside the transaction that makes it, with the words of the next draft
    that are pointed to for a cluster."""
    words = await CarryingWords.select(CarryingWords.exact).where(
        CarryingWords.cluster == (0 if comment else cluster_id)
    )
    await DispositionVersion.insert(
        DispositionVersion(
            cluster=cluster_id,
            comment=comment,
            version=decision.version,
            outcome=decision.outcome.value if decision.outcome else "",
            reason=decision.reason,
            words="\n".join(" ".join(one["exact"].split()) for one in words),
            decided_by=actor.name,
            decided_at=now,
        )
    )


async def of_cluster(cluster_id: int) -> tuple[Version, ...]:
    """Every decision on a cluster and on its members while they were in it, the newest first."""
    rows = await DispositionVersion.select(
        *DispositionVersion.all_columns(exclude=[DispositionVersion.comment]),
        DispositionVersion.comment.number,
    ).where(DispositionVersion.cluster == cluster_id)
    for row in rows:
        row["number"] = row["comment.number"] or ""
    rows.sort(key=lambda row: (row["number"], row["version"]))
    found = []
    for _, versions in groupby(rows, key=lambda row: row["number"]):
        was, said = None, ""
        for row in versions:
            outcome = Outcome(row["outcome"]) if row["outcome"] else None
            found.append(
                Version(
                    version=row["version"],
                    number=row["number"],
                    outcome=outcome,
                    was=was,
                    steps=diff.ops(said, row["reason"]),
                    words=tuple(row["words"].splitlines()),
                    decided_by=row["decided_by"],
                    decided_at=row["decided_at"],
                )
            )
            was, said = outcome, row["reason"]
    return tuple(sorted(found, key=lambda one: (one.decided_at, one.version), reverse=True))
