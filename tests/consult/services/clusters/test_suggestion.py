"""Suggestions are found by a rebuild, shown until decided, never repeated once refused."""

import pytest

from consult.services.clusters import cluster, constraint, suggestion
from consult.services.intake import intake
from consult.tables import AuditEntry, Round
from reports.model import Channel
from tests.consult.cast import DURING, STAFF

pytestmark = pytest.mark.anyio
LETTERS = """条款,意见内容
第三条,登记期限十五日太短，建议延长到三十日。
第三条,半个月哪够办登记，给一个月的期限吧。
第三条,登记的期限应当由十五日缩短为三日。
第三条,请公布收费的依据。
第四条,犬绳一点五米太短。
"""


async def rebuild() -> None:
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)


@pytest.fixture
async def round_id(dogs: str) -> int:
    """Five letters, each a cluster of its own, two of them one opinion."""
    await intake.collect(
        *(STAFF, DURING),
        slug="dogs",
        reading=1,
        channel=Channel.LETTER,
        filename="来信.csv",
        data=LETTERS.encode(),
    )
    await rebuild()
    found = await Round.select(Round.id).first()
    return int(found["id"])  # type: ignore[index]


async def said(round_id: int, article: str = "art_3") -> list[set[str]]:
    """The openings of the clusters in each suggestion."""
    found = await suggestion.at(round_id, article)
    return [{one.text[:4] for one in view.clusters} for view in found]


async def test_a_rebuild_finds_them_and_says_why(round_id: int) -> None:
    (found,) = await suggestion.at(round_id, "art_3")
    assert {one.text[:4] for one in found.clusters} == {"登记期限", "半个月哪"}
    assert "30日" in found.why
    assert await suggestion.at(round_id, "art_4") == ()
    entry = await AuditEntry.select().where(AuditEntry.action == "cluster.suggest").first()
    assert entry is not None
    assert '"found":1' in entry["detail"].replace(" ", "")


async def test_an_accepted_one_is_a_merger_and_waits_no_longer(round_id: int) -> None:
    (found,) = await suggestion.at(round_id, "art_3")
    await constraint.merge(STAFF, DURING, clusters=[one.id for one in found.clusters])
    assert await said(round_id) == []
    await rebuild()
    assert await said(round_id) == []


async def test_a_refused_one_does_not_come_back(round_id: int) -> None:
    (found,) = await suggestion.at(round_id, "art_3")
    await constraint.refuse(STAFF, DURING, clusters=[one.id for one in found.clusters])
    assert await said(round_id) == []
    await rebuild()
    assert await said(round_id) == []
