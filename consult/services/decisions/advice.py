"""What departments were asked and said about a round's clusters, as its papers are told."""

from collections import defaultdict

from consult.lifecycle import SHANGHAI
from consult.services.decisions.asking import newest_answers
from consult.tables import Asking
from reports.model import Advice


async def of_round(round_id: int) -> dict[str, tuple[Advice, ...]]:
    """By the id of the cluster, as papers call it; requests that were taken back, and those about
    clusters that were merged away, are left out."""
    rows = (
        await Asking.select(Asking.id, Asking.cluster, Asking.due, Asking.department.name)
        .where(
            (Asking.round == round_id)
            & Asking.ended_at.is_null()
            & (Asking.cluster.retired == False)  # noqa: E712 - SQL
        )
        .order_by(Asking.id)
    )
    _, answers = await newest_answers([row["id"] for row in rows])
    found: dict[str, list[Advice]] = defaultdict(list)
    for row in rows:
        answer = answers.get(row["id"])
        one = Advice(row["department.name"], row["due"])
        if answer:
            one = Advice(
                row["department.name"],
                row["due"],
                outcome=answer.outcome,
                reason=answer.reason,
                citation=answer.citation,
                answered_on=answer.at.astimezone(SHANGHAI).date(),
            )
        found[str(row["cluster"])].append(one)
    return {cluster: tuple(said) for cluster, said in found.items()}
