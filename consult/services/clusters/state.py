"""What tells the clusters of a round from what they were: for things kept until that changes."""

from consult.services.submissions import revision
from consult.tables import Cluster

_STATE = """
    SELECT COUNT(*) AS clusters, SUM(c.version) AS versions, MAX(c.id) AS newest,
    (SELECT COUNT(*) FROM arrangement a WHERE a.round = {}) AS deeds,
    (SELECT COUNT(*) FROM comment m WHERE m.round = {} AND m.withdrawn_at IS NULL) AS comments,
    SUM(CASE WHEN c.retired THEN 1 ELSE 0 END) AS retired
    FROM cluster c WHERE c.round = {}
    """


async def state_of(round_id: int) -> tuple[object, ...]:
    """What differs when the clusters of a round, their names, their members or the words in them
    do."""
    [row] = await Cluster.raw(_STATE, round_id, round_id, round_id)
    return (*row.values(), await revision.newest())
