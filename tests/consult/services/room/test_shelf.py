"""Sealed versions: read from the PDF, told apart by hash, readable for ever."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from consult.errors import NotAllowed, NotFound
from consult.permissions import NETIZEN
from consult.services.clusters import cluster as clusters
from consult.services.decisions import disposition
from consult.services.room import shelf as room_shelf
from consult.services.room.shelf import OnlyPaper, decoded, open_sealed
from consult.tables import Cluster
from reports.export import to_json
from reports.model import Outcome
from reports.review import ReviewReport
from tests.conftest import ROOT
from tests.consult.cast import AFTER, COMMITTEE, DURING, STAFF
from tests.consult.rooms import keep, said, settings_in, small_report, today

pytestmark = pytest.mark.anyio


async def test_a_version_says_for_ever_what_its_file_says(dogs: str, tmp_path: Path) -> None:
    await said("art_3", "建议删去独户居住。")
    await clusters.rebuild(STAFF, AFTER, slug=dogs, reading=1)
    first = await keep(tmp_path, await today(), AFTER)
    kind = (await Cluster.select(Cluster.id).first() or {})["id"]
    await disposition.decide(
        STAFF, AFTER, cluster_id=kind, outcome=Outcome.STUDY, reason="再研究。", version=0
    )
    second = await keep(tmp_path, await today(), AFTER)
    settings = settings_in(tmp_path)
    room_shelf._kept.clear()
    old = await open_sealed(COMMITTEE, settings, first)
    new = await open_sealed(COMMITTEE, settings, second)
    assert [one.book.report.sections[0].blocks[0].reason for one in (old, new)] == ["", "再研究。"]
    assert (old.newest, new.newest) == (second, second)
    assert old.book is (await open_sealed(COMMITTEE, settings, first)).book, "kept open"


async def test_a_changed_file_and_one_without_data_are_told_apart(
    dogs: str, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path)
    bare = await keep(tmp_path, None, DURING)
    with pytest.raises(OnlyPaper):
        await open_sealed(COMMITTEE, settings, bare)
    whole = await keep(tmp_path, small_report(), DURING)
    file = tmp_path / "reports" / f"{whole}.pdf"
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(NotFound, match="已被改动"):
        await open_sealed(COMMITTEE, settings, whole)
    with pytest.raises(NotFound, match="没有这一版"):
        await open_sealed(COMMITTEE, settings, "0" * 64)
    with pytest.raises(NotAllowed):
        await open_sealed(NETIZEN, settings, bare)


async def test_a_report_decoded_in_pieces_is_the_whole_report() -> None:
    report = small_report()
    assert decoded(to_json(report)) == report
    for broken in (b"{}", b"[]", b'{"appendix": 1}', to_json(report)[:-9]):
        with pytest.raises((KeyError, msgspec.DecodeError)):
            decoded(broken)


async def test_no_more_is_kept_open_than_there_is_room_for(
    dogs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_shelf, "KEPT_BYTES", 1)
    room_shelf._kept.clear()
    settings = settings_in(tmp_path)
    for name in ("一", "二"):
        await open_sealed(
            COMMITTEE, settings, await keep(tmp_path, replace(small_report(), body=name), DURING)
        )
    assert len(room_shelf._kept) == 1


async def test_a_report_sealed_by_an_earlier_program_still_opens(dogs: str, tmp_path: Path) -> None:
    """The sealed file is never written anew: a field that reports get later needs a default, and
    none that is in it may go."""
    sealed = (ROOT / "tests" / "golden" / "sealed-report.json").read_bytes()
    report = msgspec.json.decode(sealed, type=ReviewReport)
    digest = await keep(tmp_path, report, DURING)
    book = (await open_sealed(COMMITTEE, settings_in(tmp_path), digest)).book
    assert book.report.figures.comments == len(book.opinions) == 6
    assert book.section("t-2").title == "第一条"
    assert [one for one in book.report.sections if not book.digest(one)] == []
