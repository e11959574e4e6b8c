"""What the announcement of a round says, before and after comments come in."""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file
from msgspec.structs import replace

from drafts.model import Change, LinkStatus, Row
from reports.document import Picture
from reports.model import Edition, Material
from reports.office import Office
from reports.papers.announcement import write
from tests.reports.papers.reading import lines, told
from tests.reports.papers.sources import OFFICE, source
from tests.reports.rounds import DRAFT, draft, small_round

GOLDEN = Path(__file__).parents[2] / "golden" / "papers" / "announcement.md"


def empty() -> Material:
    """A round that has just opened: nobody has said anything."""
    return replace(small_round(), comments=(), clusters=(), dispositions={})


OFFICES = {
    "写明了各种方式": OFFICE,
    "什么也没有写": Office(),
    "有自己的说法": Office(
        texts={
            "announcement.considered": "常务委员会第二十次会议对《{draft}》进行了审议。",
            "announcement.annexes": "关于草案的说明\n立法背景资料",
        }
    ),
}
CASES = [
    pytest.param(office.strip(), words.strip(), id=f"{line} {title}")
    for line, title, office, words in read_fixture_file(GOLDEN)
]


@pytest.mark.parametrize(("office", "words"), CASES)
def test_golden(office: str, words: str) -> None:
    url = "https://yunchuan.example" if office == "写明了各种方式" else ""
    material = empty()
    facts = replace(material.facts, slug="dogs", draft="云川市养犬管理条例（草案）")
    known = source(replace(material, facts=facts), office=OFFICES[office], base_url=url)
    assert told(write(known)) == words


def test_a_round_with_comments_is_announced_in_the_same_words() -> None:
    assert write(source(small_round())) == write(source(empty()))


def test_the_code_holds_the_address_and_is_drawn_the_same_every_time() -> None:
    material = replace(empty(), facts=replace(empty().facts, slug="dogs"))
    one, other = (write(source(material)) for _ in range(2))
    (picture,) = (b for b in one.sections[0].blocks if isinstance(b, Picture))
    assert one == other
    assert picture.svg.startswith("<svg")
    assert picture.alt == "二维码，内容是https://yunchuan.example/bills/dogs/1"


def test_the_texts_before_and_after_are_annexed_where_a_law_in_force_is_amended() -> None:
    row = Row("art_1", "art_1", Change.CHANGED, 0.9, LinkStatus.AUTOMATIC, ())
    law = replace(draft("养犬应当申报。"), title="云川市养犬管理条例")
    amended = source(replace(empty(), law=law, amended=(row,), draft=DRAFT))
    assert lines(write(amended))[-4:-2] == [
        "附件：1．云川市养犬管理条例（草案）",
        "　　　2．《云川市养犬管理条例》修改前后对照表",
    ]


def test_both_editions_say_the_same() -> None:
    one, other = (write(source(empty(), edition)) for edition in Edition)
    assert replace(one, edition=other.edition) == other
