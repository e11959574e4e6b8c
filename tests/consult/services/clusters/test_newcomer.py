"""Newcomers between rebuilds: placed at once, counted nowhere, then confirmed or moved."""

import asyncio
import datetime as dt

import msgspec
import pytest

from consult.errors import NotFound
from consult.services.bills import draft
from consult.services.clusters import cluster, indexes, newcomer
from consult.services.clusters.indexes import Indexes
from consult.services.papers import material
from consult.services.records import export
from consult.services.submissions import comment, receipt, resemblance
from consult.services.submissions.comment import CommentInput, Receipt
from consult.tables import AuditEntry, Cluster, Comment
from tests.consult.cast import DURING, SECRET, STAFF

pytestmark = pytest.mark.anyio
LETTER = "建议把犬绳的长度放宽到两米，一点五米对大型犬来说太短，牵着走路人和犬都不舒服。"
ALIKE = "建议把犬绳的长度放宽到两米，一点五米对大型犬来说太短了，牵着走路人和犬都不舒服。谢谢"
OTHER = "登记应当可以在网上办理，不要让老人跑窗口。"
LATER = DURING + dt.timedelta(hours=1)


async def say(text: str, n: int, address: str | None = "art_4", **more: str) -> Receipt:
    return await comment.submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address=address,
        form=CommentInput(text=text, **more),
        key=f"newcomer-{n:012d}",
    )


async def gathered(texts: list[str]) -> None:
    for n, text in enumerate(texts):
        await say(text, n)
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)


async def join(kept: Indexes, *receipts: Receipt) -> int:
    numbers = [one.number for one in receipts]
    return await newcomer.join(kept, LATER, slug="dogs", reading=1, numbers=numbers)


async def row_of(said: Receipt) -> dict[str, object]:
    row = await Comment.select().where(Comment.number == said.number).first()
    assert row is not None
    return dict(row)


async def public() -> bytes:
    """What the public can read about the article, and about the draft as a whole."""
    page = await draft.show_article("dogs", 1, "art_4", LATER)
    whole = await draft.show_opinions("dogs", 1, LATER)
    return msgspec.json.encode([page.opinions, whole.opinions])


async def test_it_joins_provisionally_with_its_reasons(dogs: str) -> None:
    await gathered([LETTER, LETTER, OTHER])
    said = await say(ALIKE, 10)
    assert await join(Indexes(), said) == 1
    row = await row_of(said)
    first = await Comment.select().where(Comment.text == LETTER).order_by(Comment.id).first()
    assert first is not None
    assert row["cluster"] == first["cluster"]
    assert row["provisional"] is True or row["provisional"] == 1
    assert row["joined_by"] == first["id"]
    assert row["leader_key"] == first["text_key"]
    assert row["text_key"] not in ("", first["text_key"])
    assert isinstance(row["score"], float)
    assert row["score"] > 90
    assert "了" in str(row["unique_text"])
    entries = await AuditEntry.select(AuditEntry.action, AuditEntry.detail).order_by(
        AuditEntry.position, ascending=False
    )
    assert (entries[0]["action"], entries[0]["detail"]) == ("comment.join", '{"comments":1}')


async def test_the_public_and_the_report_count_it_only_after_the_rebuild(dogs: str) -> None:
    await gathered([LETTER, LETTER, OTHER])
    before = await public()
    said = await say(ALIKE, 10)
    await join(Indexes(), said)
    assert await public() == before
    with pytest.raises(material.Ungrouped):
        await material.gather("dogs", 1)
    [page] = (await receipt.show_receipt(said.number, said.code, LATER)).points
    assert page.provisional
    assert page.cluster is not None
    assert page.cluster.size == 2
    records = msgspec.json.decode(
        await export.export_comments(STAFF, slug="dogs", reading=1, format="json")
    )
    assert [record["provisional"] for record in records] == [False, False, False, True]
    await cluster.rebuild(STAFF, LATER, slug="dogs", reading=1)
    [page] = (await receipt.show_receipt(said.number, said.code, LATER)).points
    assert not page.provisional
    assert page.cluster is not None
    assert page.cluster.size == 3
    assert len((await material.gather("dogs", 1))[0].comments) == 4


async def test_a_rebuild_counts_it_as_new(dogs: str) -> None:
    await gathered([LETTER, OTHER])
    await join(Indexes(), await say(ALIKE, 10))
    rebuilt = await cluster.rebuild(STAFF, LATER, slug="dogs", reading=1)
    assert rebuilt.comments == 3
    bench = await cluster.bench(STAFF, "dogs", 1, "art_4", LATER)
    assert bench.change is not None
    assert (bench.change.joined, bench.change.left) == (1, 0)


async def test_what_is_like_nothing_waits(dogs: str) -> None:
    await gathered([LETTER, OTHER])
    said = await say("收容的犬只去了哪里，请公布。", 10)
    assert await join(Indexes(), said) == 0
    row = await row_of(said)
    assert row["cluster"] is None
    assert not row["provisional"]


async def test_before_the_first_rebuild_nobody_joins(dogs: str) -> None:
    first, second = await say(LETTER, 1), await say(ALIKE, 2)
    assert await join(Indexes(), first, second) == 0
    assert (
        await resemblance.close(Indexes(), slug="dogs", reading=1, address="art_4", text=LETTER)
        == ()
    )


async def test_an_opposite_stance_is_never_joined(dogs: str) -> None:
    await gathered(["支持提高对不牵犬绳的罚款数额。"])
    said = await say("反对提高对不牵犬绳的罚款数额。", 10)
    assert await join(Indexes(), said) == 0


async def test_copies_go_where_staff_put_their_text(dogs: str) -> None:
    await gathered([LETTER, ALIKE, OTHER])
    home = await Cluster.select(Cluster.id).where(Cluster.retired.eq(False)).order_by(Cluster.id)
    rows = {row["text"]: row for row in await Comment.select()}
    assert rows[LETTER]["cluster"] == rows[ALIKE]["cluster"]
    elsewhere = rows[OTHER]["cluster"]
    assert elsewhere in {row["id"] for row in home}
    await Comment.update({Comment.cluster: elsewhere}).where(Comment.text == ALIKE)
    said = await say(ALIKE + "！", 10)
    await join(Indexes(), said)
    assert (await row_of(said))["cluster"] == elsewhere


async def test_an_index_of_an_older_rebuild_is_not_used(dogs: str) -> None:
    await gathered([LETTER])
    kept = Indexes()
    assert await join(kept, await say(ALIKE, 10)) == 1
    newer = "犬只走失的，请写明多少日内可以到收容所认领。"
    third, fourth = await say(newer, 11), await say(newer + "谢谢。", 12)
    assert await join(kept, third) == 0
    await cluster.rebuild(STAFF, LATER, slug="dogs", reading=1)
    assert not (await row_of(fourth))["provisional"]
    assert await join(kept, await say(newer.replace("请写明", "要写明"), 13)) == 1


async def test_a_rebuild_in_between_wins(dogs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await gathered([LETTER])
    said = await say(ALIKE, 10)
    kept = Indexes()
    await kept.of((await row_of(said))["round"])  # type: ignore[arg-type]
    looked_up = newcomer._places

    async def slowly(*args: object) -> object:
        places = await looked_up(*args)  # type: ignore[arg-type]
        await cluster.rebuild(STAFF, LATER, slug="dogs", reading=1)
        return places

    monkeypatch.setattr(newcomer, "_places", slowly)
    assert await join(kept, said) == 0
    row = await row_of(said)
    assert row["cluster"] is not None
    assert not row["provisional"]


async def test_many_at_once_are_each_placed_once(dogs: str) -> None:
    await gathered([LETTER, OTHER])
    kept = Indexes()
    said = [await say(LETTER + f"第{n}号居民", 20 + n) for n in range(12)]
    placed = await asyncio.gather(*(join(kept, one) for one in said))
    assert sum(placed) == 12
    assert await Comment.count().where(Comment.provisional.eq(True)) == 12
    again = await asyncio.gather(*(join(kept, one) for one in said))
    assert sum(again) == 0


async def test_traditional_characters_join_where_the_rebuild_took_them_for_simplified(
    dogs: str,
) -> None:
    await say(LETTER.translate(str.maketrans("绳长宽点对", "繩長寬點對")), 1)
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1, simplified=True)
    assert await join(Indexes(), await say(ALIKE, 10)) == 1


async def test_memory_is_bounded_by_leading_texts(dogs: str) -> None:
    await gathered([LETTER, OTHER])
    kept = Indexes(most_texts=1)
    round_id = (await Comment.select(Comment.round).first() or {})["round"]
    first = await kept.of(round_id)
    assert first.size == 2
    assert await kept.of(round_id) is first  # the one asked for stays, however large


async def test_a_large_round_is_indexed_in_a_process_of_its_own(
    dogs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "IN_PROCESS_FROM", 1)
    await gathered([LETTER, OTHER])
    assert await join(Indexes(), await say(ALIKE, 10)) == 1


async def test_close_shows_public_views_of_the_article_only(dogs: str) -> None:
    await gathered([LETTER + "电话13800138000", OTHER])
    await say("犬绳放宽到两米。", 30, "art_3")
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    kept = Indexes()
    found = await resemblance.close(
        kept, slug="dogs", reading=1, address="art_4", text="犬绳一点五米太短，放宽到两米。"
    )
    assert [view.size for view in found][:1] == [1]
    assert "13800138000" not in found[0].text
    assert "放宽到两米" in found[0].text
    shown = {view.cluster_id for view in found}
    here = (await draft.show_article("dogs", 1, "art_4", LATER)).opinions
    assert shown <= {view.cluster_id for view in here}
    with pytest.raises(NotFound):
        await resemblance.close(kept, slug="cats", reading=1, address=None, text="x")


async def test_whom_one_agrees_with_is_kept_for_staff_when_it_is_of_the_article(dogs: str) -> None:
    await gathered([LETTER, OTHER])
    there = await Comment.select(Comment.cluster).where(Comment.text == LETTER).first() or {}
    for n, (address, cluster_id, kept) in enumerate(
        [
            ("art_4", there["cluster"], there["cluster"]),
            ("art_3", there["cluster"], None),
            ("art_4", 999_999, None),
        ]
    ):
        said = await comment.submit(
            DURING,
            SECRET,
            slug="dogs",
            reading=1,
            address=address,
            form=CommentInput(text="我也这样想。"),
            key=f"agreeing-{n:012d}",
            same_as=cluster_id,
        )
        assert (await row_of(said))["same_as"] == kept
