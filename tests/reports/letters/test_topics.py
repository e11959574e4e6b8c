"""Points that name no place are put where their rare words lead, or left open."""

import pytest

from drafts.reader import read
from drafts.splitter import split
from reports.letters.topics import Topics
from tests.conftest import ROOT

SAMPLE = ROOT / "consult" / "sample" / "readings" / "1.txt"
TOPICS = Topics(split(read(SAMPLE.read_bytes(), SAMPLE.name)))


@pytest.mark.parametrize(
    ("point", "address"),
    [
        ("养狗管理服务费第一年五百块太贵", "art_21__para_2"),
        ("体高45公分就算大型狗不科学", "art_16__para_2"),
        ("《动物防疫法》第九十二条已有规定", None),
        ("希望多种树", None),
        ("条例写得好", None),
        ("", None),
    ],
)
def test_it_leads_where_the_words_lead(point: str, address: str | None) -> None:
    assert TOPICS.place(point) == address
