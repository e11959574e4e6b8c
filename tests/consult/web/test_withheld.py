"""Words that are withheld stand nowhere in public, and come back to the letter: promises R25, R34.

Every public address of the site is walked, and every paper written as data; a new route or paper
is walked without anybody remembering to.
"""

from collections.abc import Iterator
from functools import partial

import msgspec
import pytest

from consult.office import folder as office
from consult.services.clusters import cluster
from consult.services.moderating import moderation
from consult.services.moderating.shown import State
from consult.services.papers import making
from consult.services.papers.making import Wanted
from consult.services.papers.material import gather
from consult.services.papers.readings import gather_chain
from consult.services.papers.report import OFFERED
from consult.services.submissions.comment import CommentInput, Receipt, submit
from consult.tables import Comment
from reports.model import CommentKind, Edition
from reports.papers.formats import FORMATS, Format
from reports.papers.kinds import Kind
from reports.withheld import IN_ITS_PLACE, for_edition
from tests.consult.cast import DURING, SECRET, STAFF
from tests.consult.web.test_results_show import decide, publish
from tests.site import NOW, Visitor, settings_for
from tests.test_routes import GOLDEN, SAMPLE

CANARIES = ("鹭鸶衔走三枚铜钥匙", "紫藤架下可以乘凉", "雪夜里灯笼灭了")
KNOWN = {
    "{slug:str}": "dogs",
    "{address:str}": "art_4",
    "{body_id:int}": "1",
    "{version:int}": "1",
    "{folder:str}": "css",
    "{name:str}": "base.css",
}
QUERIES = {
    "/search": ("?q=铜钥匙", "?q=紫藤架", "?q=云川&kind=opinion", "?q=不予采纳"),
    "/bills/{slug:str}/{reading:int}": ("?view=changes", "?at=art_4"),
    "/bills/{slug:str}/{reading:int}/comment": ("?at=art_4",),
    "/bills/{slug:str}/{reading:int}/results/opinions": ("?kind=question", "?article=art_4"),
    "/bills/{slug:str}/{reading:int}/poster": ("?at=art_4",),
}
UNWRITTEN = {Kind.ANNEX, Kind.LEDGER, Kind.COMPARISON}
"""A PDF only, for the office only, and nothing before the next draft's round; all are made from
the same material as the rest."""


@pytest.fixture
def told(visitor: Visitor) -> Receipt:
    """The receipt of a question nobody else asks, on the first reading, answered and published."""
    say = partial(
        submit,
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=CommentInput(f"{CANARIES[0]}？", CommentKind.QUESTION, CANARIES[1], CANARIES[2]),
        key="key-of-the-canary-0001",
    )
    receipt: Receipt = visitor.client.blocking_portal.call(say)
    visitor.client.blocking_portal.call(
        partial(cluster.rebuild, STAFF, NOW, slug="dogs", reading=1)
    )
    decide(visitor)
    publish(visitor)
    visitor.sign_off()
    return receipt


def put(visitor: Visitor, number: str, state: State, seen: State) -> None:
    """Bring the comment of a number from one state into another."""

    async def deed() -> None:
        row = await Comment.select(Comment.id).where(Comment.number == number).first()
        assert row
        await moderation.rule(STAFF, NOW, row["id"], state=state, reason="核对一下", seen=seen)

    visitor.client.blocking_portal.call(deed)


def addresses() -> Iterator[str]:
    """Every public page there is, filled in with what the seeded site has; behind a secret code
    stands only what its holder may read, and wrong codes are counted."""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        method, path, access = line.split()
        if (method, access) != ("GET", "public") or "{code:str}" in path:
            continue
        for reading in ("1", "2", "3") if "{reading:int}" in path else ("",):
            filled = path
            for name, value in {**SAMPLE, **KNOWN, "{reading:int}": reading}.items():
                filled = filled.replace(name, value)
            for query in ("", *QUERIES.get(path, ())):
                yield filled + query
            yield f"/en{filled}"


def walk(visitor: Visitor) -> dict[str, bytes]:
    """What the public reads: the pages that are the same for everybody, and those with forms."""
    found = {}
    for address in addresses():
        answer = visitor.get(address)
        assert answer.status_code < 500, address
        kept = "public" in answer.headers.get("cache-control", "")
        found[("" if kept else "own ") + address] = answer.content
    fields = {"kind": "other", "text": CANARIES[0], "key": "key-of-who-looks-0001"}
    page = "/bills/dogs/2/comment?at=art_4"
    close = visitor.post(f"{page.replace('?', '/close?')}", fields, page=page)
    assert close.status_code == 200
    return {**found, "own close": close.content}


def saying(pages: dict[str, bytes]) -> dict[str, list[str]]:
    """The canaries that stand on each page, and not only because the page was asked for them."""
    found = {}
    for address, page in pages.items():
        here = [one for one in CANARIES if one.encode() in page]
        if here:
            found[address] = here
    return found


def test_withheld_words_stand_on_no_public_page_and_come_back_to_the_letter(
    visitor: Visitor, told: Receipt
) -> None:
    before = walk(visitor)
    seen = saying(before)
    assert {one for some in seen.values() for one in some} == set(CANARIES), "the walk bites"
    assert len(seen) > 6
    put(visitor, told.number, State.HIDDEN, State.SHOWN)
    during = walk(visitor)
    assert saying(during) == {}
    assert f"{told.number}（未公开）" in visitor.get("/bills/dogs/1/articles/art_4").text
    own = visitor.get(f"/receipts/{told.number}/{told.code}").text
    assert CANARIES[0] in own
    assert "核对一下" in own, "its author reads the words and the reason"
    put(visitor, told.number, State.SHOWN, State.HIDDEN)
    after = walk(visitor)
    same = {address for address in before if not address.startswith("own ")}
    assert len(same) > 40
    assert [address for address in sorted(same) if before[address] != after[address]] == []


def test_no_public_paper_has_them_and_every_internal_one_does(
    visitor: Visitor, told: Receipt
) -> None:
    put(visitor, told.number, State.HIDDEN, State.SHOWN)
    material, _ = visitor.client.blocking_portal.call(gather, "dogs", 1)
    chain = visitor.client.blocking_portal.call(gather_chain, "dogs")
    public = msgspec.json.encode(for_edition(material, Edition.PUBLIC))
    assert [one for one in CANARIES if one.encode() in public] == []
    assert for_edition(material, Edition.INTERNAL) is material
    folder = office.sound(office.place(settings_for(visitor.seeded.folder)))
    loud = 0
    for kind in (one for one in OFFERED if one not in UNWRITTEN):
        matter = chain if kind is Kind.READINGS else material
        form = Format.JSON if Format.JSON in FORMATS[kind] else FORMATS[kind][0]
        for edition in Edition:
            wanted = Wanted(kind, edition, NOW.date(), form)
            packed = msgspec.msgpack.encode(matter)
            made = making._make(packed, wanted, visitor.seeded.folder, folder, lambda _: None)
            whole = b"".join(made.files)
            assert whole or made.refused, kind
            found = [one for one in CANARIES if one.encode() in whole]
            assert edition is Edition.INTERNAL or found == [], f"{kind}: {found}"
            loud += bool(found)
    assert loud >= 4, "the internal papers say what was said"
    assert IN_ITS_PLACE.encode() in public
