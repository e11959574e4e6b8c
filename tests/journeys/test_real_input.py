"""Real statutes and real people's words through the whole chain, into a PDF whose totals hold."""

import datetime as dt
import re
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from consult.config import Settings
from consult.lifecycle import SHANGHAI
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.clusters import cluster, unread
from consult.services.clusters.cards import ClusterCard
from consult.services.clusters.listing import Sift
from consult.services.decisions import disposition
from consult.services.intake import intake
from consult.services.intake.batch import Given
from consult.services.papers import report
from consult.services.records import schema
from consult.services.records.keyset import FIRST, Turn
from consult.services.rounds import round  # noqa: A004 - the noun of the house
from reports.model import Channel, Edition, Outcome
from tests.consult.cast import STAFF

pytestmark = [pytest.mark.anyio, pytest.mark.fixtures]
NOW = dt.datetime(2026, 4, 1, 10, tzinfo=SHANGHAI)
STATEMENTS = 197
OUTCOMES = list(Outcome)


async def _load(slug: str, reading: int, file: Path) -> draft.LoadedDraft:
    return await draft.load_draft(
        STAFF,
        NOW,
        slug=slug,
        reading=reading,
        filename=file.name,
        data=file.read_bytes(),
        body="某市人民代表大会常务委员会",
    )


async def _decide_all(slug: str, reading: int, address: str) -> int:
    cards = await _all_cards(slug, reading, address)
    for place, card in enumerate(cards):
        await unread.mark_shown(terminal(STAFF.name), NOW, card.id)
        await disposition.decide(
            STAFF,
            NOW,
            cluster_id=card.id,
            outcome=OUTCOMES[place % len(OUTCOMES)],
            reason=f"第{place + 1}类的处理理由。",
            version=0,
        )
    return len(cards)


async def _all_cards(slug: str, reading: int, address: str) -> list[ClusterCard]:
    """The clusters of an article, page after page."""
    cards: list[ClusterCard] = []
    turn = FIRST
    while True:
        desk = await cluster.bench(STAFF, slug, reading, address, NOW, Sift(turn=turn))
        cards += desk.clusters
        if not desk.clusters.after:
            return cards
        turn = Turn(after=desk.clusters.after)


def _text(pdf: bytes, part: str = "") -> str:
    """The text of a PDF without blanks, from the outline entry that starts with `part` on."""
    document = pypdfium2.PdfDocument(pdf)
    start = 0
    if part:
        entry = next(e for e in document.get_toc() if e.get_title().startswith(part))
        start = entry.get_dest().get_index()
    pages = [document[n].get_textpage().get_text_bounded() for n in range(start, len(document))]
    return "".join("".join(pages).split())


async def test_197_statements_on_one_article_are_in_the_report_once_each(
    corpus: Path, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    pair = msgspec.json.decode((corpus / "zh/versions/pairs.json").read_bytes())
    name = "上海市优化营商环境条例"
    files = [corpus / "zh/versions" / name / file for file in pair[name]]
    statements = (corpus / "comments/polis/vtaiwan.uberx.comments.csv").read_bytes()
    async with schema.database(f"sqlite:///{tmp_path / 'consult.db'}"):
        await schema.migrate()
        await _load("business", 1, files[0])
        window = {"first_day": dt.date(2026, 3, 1), "last_day": dt.date(2026, 3, 31)}
        await round.open_round(STAFF, NOW, slug="business", reading=1, **window)
        got = await intake.collect(
            STAFF,
            NOW,
            slug="business",
            reading=1,
            channel=Channel.WEB,
            filename="statements.csv",
            data=statements,
            given=Given(address="art_12"),
        )
        assert (got.added, got.errors) == (STATEMENTS, ())
        made = await cluster.rebuild(STAFF, NOW, slug="business", reading=1)
        assert made.comments == STATEMENTS
        assert await _decide_all("business", 1, "art_12") == made.clusters
        second = await _load("business", 2, files[1])
        assert second.linked > 30
        built = await report.build_report(
            STAFF, NOW, settings, slug="business", reading=1, edition=Edition.INTERNAL
        )
    assert (built.comments, built.dispositions) == (STATEMENTS, made.clusters)
    pdf = built.path.read_bytes()
    assert f"意见{STATEMENTS}条" in _text(pdf)
    numbers = re.findall(r"1-0\d{3}", _text(pdf, "附件"))
    assert sorted(numbers) == [f"1-{n:04d}" for n in range(1, STATEMENTS + 1)]


@pytest.mark.parametrize("file", ["浙江省社会救助条例", "浙江省流动人口居住登记条例"])
async def test_the_seed_regulations_load_whole_without_a_doubt(
    corpus: Path, tmp_path: Path, file: str
) -> None:
    [path] = (corpus / "zh/seed").glob(f"{file}*.md")
    async with schema.database(f"sqlite:///{tmp_path / 'consult.db'}"):
        await schema.migrate()
        loaded = await _load("seed", 1, path)
    assert loaded.articles > 20
    assert loaded.findings == ()
