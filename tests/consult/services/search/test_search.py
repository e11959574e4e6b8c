"""Search: the same answers on both engines, nothing that is not on a public page."""

import pytest

from consult.engine import write_tx
from consult.errors import NotAllowed, NotFound
from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.records import schema
from consult.services.search import advice as search_advice
from consult.services.search import index as search_index
from consult.services.search import search
from consult.services.search.index import Rank
from consult.services.search.search import Filter
from consult.services.search.words import keys
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Bill, Cluster, Comment, SearchEntry
from reports.model import CommentKind, Outcome
from tests.consult.cast import ADMIN, AFTER, DURING, SECOND, SECRET, STAFF

pytestmark = pytest.mark.anyio

NAME, CONTACT, PHONE = "饕餮金", "kanaly@example.org", "13800138000"


async def said(text: str, address: str | None, n: int) -> None:
    form = CommentInput(text=text, kind=CommentKind.AMEND, name=NAME, contact=CONTACT)
    key = f"search-key-{n:010d}"
    await comment.submit(
        DURING, SECRET, slug="dogs", reading=1, address=address, form=form, key=key
    )


async def found(query: str, where: Filter = search.EVERYWHERE) -> list[tuple[Rank, int, str]]:
    hits = (await search.search(query, where)).hits
    return [(hit.kind, hit.reading, hit.address) for hit in hits]


@pytest.fixture
async def talked(dogs: str) -> str:
    """Opinions gathered, one answered."""
    await said("合租的人也有固定住所，建议删去独户居住。", "art_3", 1)
    await said(f"犬绳太短，Leash too short！我的电话{PHONE}。", "art_4", 2)
    await said("赞成。", None, 3)
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    row = await Cluster.select(Cluster.id).where(Cluster.article == "art_3").first()
    assert row
    await disposition.decide(
        STAFF,
        AFTER,
        cluster_id=row["id"],
        outcome=Outcome.NOT_ADOPTED,
        reason="貔貅管理另有规定。",
        version=0,
    )
    return dogs


FINDS = (
    ("罚款", [(Rank.ARTICLE, 1, "art_5")]),
    ("独户", [(Rank.ARTICLE, 1, "art_3"), (Rank.OPINION, 1, "art_3")]),
    ("绳", [(Rank.ARTICLE, 1, "art_4"), (Rank.OPINION, 1, "art_4")]),
    ("第五条", [(Rank.ARTICLE, 1, "art_5")]),
    ("leash", [(Rank.OPINION, 1, "art_4")]),
    ("ＬＥＡＳＨ", [(Rank.OPINION, 1, "art_4")]),
    ("短 Leash", [(Rank.OPINION, 1, "art_4")]),
    ("leashes", [(Rank.OPINION, 1, "art_4")]),
    ("lea", [(Rank.OPINION, 1, "art_4")]),
    ("le", []),
    ("eash", []),
    ("赞成", [(Rank.OPINION, 1, "")]),
    ("貔貅", [(Rank.REPLY, 1, "art_3")]),
    ("管理规定", [(Rank.DRAFT, 1, "")]),
    ("户独", []),
    ("！", []),
    ("", []),
    ("NOT OR ' \" * ( :", []),
)


async def test_it_finds_words_of_any_length(talked: str) -> None:
    for query, expected in FINDS:
        assert await found(query) == expected, query


async def test_what_was_never_public_is_not_found(talked: str) -> None:
    for secret in (NAME, NAME[:2], CONTACT, "kanaly", PHONE, PHONE[:5], "seeded", "key"):
        assert await found(secret) == [], secret
    assert await found("手机号") == [(Rank.OPINION, 1, "art_4")], "what the mask says instead"
    words = " ".join(row["words"] for row in await SearchEntry.select(SearchEntry.words))
    assert f"w{PHONE}" not in words


async def test_an_opinion_not_gathered_yet_is_not_found(dogs: str) -> None:
    await said("麒麟也应当登记。", "art_3", 1)
    assert await found("麒麟") == []
    await cluster.rebuild(STAFF, AFTER, slug="dogs", reading=1)
    assert await found("麒麟") == [(Rank.OPINION, 1, "art_3")]


async def test_only_the_words_that_stand_for_a_cluster_are_found(talked: str) -> None:
    await Cluster.update({Cluster.retired: True}).where(Cluster.article == "art_3")
    assert await found("独户") == [(Rank.ARTICLE, 1, "art_3")]
    assert await found("貔貅") == []


async def test_a_changed_text_is_found_by_its_new_words_only(talked: str) -> None:
    row = await Comment.select(Comment.id).where(Comment.article == "art_4").first()
    assert row
    async with write_tx(Comment):
        await Comment.update({Comment.text: "牵引带更好。"}).where(Comment.id == row["id"])
        await search_index.say_again(row["id"])
    assert await found("牵引带") == [(Rank.OPINION, 1, "art_4")]
    assert await found("leash") == []


async def test_the_newest_draft_comes_first_and_filters_narrow(talked: str) -> None:
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=SECOND.encode()
    )
    both = [(Rank.ARTICLE, 2, "art_6"), (Rank.ARTICLE, 1, "art_5")]
    assert await found("罚款") == both
    assert await found("罚款", Filter(slug="dogs", reading=1)) == both[1:]
    assert await found("犬", Filter(kind=Rank.DRAFT)) == [(Rank.DRAFT, 2, ""), (Rank.DRAFT, 1, "")]
    with pytest.raises(NotFound):
        await found("罚款", Filter(slug="cats"))


async def test_a_body_has_its_own_bills(talked: str) -> None:
    await draft.load_draft(
        *(STAFF, AFTER),
        slug="parks",
        reading=1,
        filename="1.txt",
        data=SECOND.replace("犬只", "公园").encode(),
        body="安平县人大常委会",
    )
    every = await search.choices(None)
    names = {name: body for body, name in every.bodies}
    anping = names["安平县人大常委会"]
    assert await found("罚款", Filter(body=anping)) == [(Rank.ARTICLE, 1, "art_6")]
    assert len(await found("罚款")) == 2
    assert [slug for slug, _ in (await search.choices(None, anping)).bills] == ["parks"]
    assert len(every.bills) == 2


async def test_where_nothing_is_found_something_near_is_offered(talked: str) -> None:
    for query, queries in (
        ("独户 饕餮", ("独户",)),
        ("饕餮 独户 犬", ("独户 犬",)),
        ("独户居住饕餮金蟾", ("独户居住",)),
        ("饕餮", ()),
        ("！", ()),
    ):
        assert await found(query) == []
        offered = await search_advice.advise(query)
        assert offered.queries == queries, query
        assert offered.bills == ()


async def test_a_name_nearly_right_leads_to_the_bill(talked: str) -> None:
    row = await Bill.select(Bill.slug, Bill.title).first()
    assert row
    offered = await search_advice.advise("云川市养犬管理条例")
    assert offered.bills == ((row["slug"], row["title"]),)


async def test_pages_follow_each_other_without_gap_or_overlap(
    talked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await search.search("犬")
    monkeypatch.setattr(search, "PER_PAGE", 2)
    hits: list[search.Hit] = []
    after = ""
    for _ in range(10):
        page = await search.search("犬", after=after)
        assert len(page.hits) <= 2
        hits += page.hits
        after = page.after
        if not after:
            break
    assert hits == list(whole.hits)
    assert len(hits) > 4
    assert (await search.search("犬", after="x-1-²")).hits == tuple(hits[:2])


async def test_a_rebuilt_index_says_the_same(talked: str) -> None:
    before = {query: await found(query) for query in ("犬", "独户", "貔貅", "leash")}
    with pytest.raises(NotAllowed):
        await search_index.rebuild(STAFF, AFTER)
    assert await search_index.rebuild(ADMIN, AFTER) > 0
    assert {query: await found(query) for query in before} == before


async def test_a_replaced_draft_leaves_nothing_behind(db: str) -> None:
    for word in ("麒麟", "貔貅"):
        text = SECOND.replace("犬绳", word)
        await draft.load_draft(
            STAFF, DURING, slug="dogs", reading=1, filename="1.txt", data=text.encode()
        )
    assert await found("麒麟") == []
    assert await found("貔貅") == [(Rank.ARTICLE, 1, "art_5")]


async def test_a_database_older_than_the_index_is_filled(talked: str) -> None:
    await SearchEntry.delete(force=True)
    assert await found("独户") == []
    await search_index.catch_up()
    assert len(await found("独户")) == 2


async def test_what_older_rules_let_in_is_gone_after_an_upgrade(talked: str) -> None:
    """A number typed before its kind was masked (R25)."""
    unmasked = {SearchEntry.words: keys(f"我的电话{PHONE}"), SearchEntry.rules: "older"}
    await SearchEntry.update(unmasked).where(SearchEntry.rank == Rank.OPINION.value)
    assert await search_index.is_behind()
    await schema.migrate()
    assert not await search_index.is_behind()
    words = " ".join(row["words"] for row in await SearchEntry.select(SearchEntry.words))
    assert f"w{PHONE}" not in words
    assert await found("短 Leash") == [(Rank.OPINION, 1, "art_4")]
