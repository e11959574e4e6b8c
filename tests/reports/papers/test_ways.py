"""Articles followed through the texts of a bill."""

from hypothesis import given, settings

from drafts.model import LinkStatus
from reports.chain import Chain
from reports.papers.ways import Way, ways
from tests.reports.papers.chains import (
    FIRST,
    SECOND,
    SURE,
    THIRD,
    TO_SECOND,
    TO_THIRD,
    chain,
    chains,
)
from tests.reports.rounds import draft

DOUBT = LinkStatus.PROPOSED


def told(found: tuple[Way, ...]) -> list[list[str]]:
    return [[f"{one.text}{one.label} {one.fate}".strip() for one in way.stops] for way in found]


def test_an_article_keeps_its_way_when_its_number_changes() -> None:
    made = chain((FIRST, SECOND, THIRD), (TO_SECOND, TO_THIRD), (None, None, None))
    assert told(ways(made)) == [
        ["二审稿第一条 新增", "三审稿第一条 未修改"],
        ["一审稿第一条", "二审稿第二条 文字修改", "三审稿第二条 未修改"],
        ["一审稿第二条", "二审稿第三条 仅条序变动", "三审稿第三条 未修改"],
        ["一审稿第三条 二审稿删去"],
    ]


def test_what_is_only_proposed_is_said_and_not_followed() -> None:
    links = (("art_1", "art_2", DOUBT), ("art_2", "art_3", SURE))
    found = told(ways(chain((FIRST, SECOND), (links,), (None, None))))
    assert ["一审稿第一条 可能为二审稿第二条，待核定"] in found
    assert ["二审稿第二条 可能由一审稿第一条而来，待核定"] in found


def test_what_was_put_together_goes_on_in_one() -> None:
    new = draft("养犬应当在十五日内登记。携犬出户应当束犬绳。", "每户限养一只。")
    links = (("art_1", "art_1", SURE), ("art_2", "art_1", SURE), ("art_3", "art_2", SURE))
    found = told(ways(chain((FIRST, new), (links,), (None, None))))
    assert ["一审稿第一条", "二审稿第一条 由第一条、第二条合并"] in found
    assert ["一审稿第二条 并入二审稿第一条"] in found


def test_a_passport_is_stronger_than_the_order_of_links() -> None:
    held = ({"art_1": 7, "art_2": 8, "art_3": 9}, {"art_1": 8, "art_2": 7, "art_3": 10})
    made = chain((FIRST, SECOND), (TO_SECOND,), (None, None), held)
    addresses = [[stop.address for stop in way.stops] for way in ways(made)]
    assert ["art_1", "art_2"] in addresses
    assert ["art_2", "art_1"] in addresses


@given(chains())
@settings(max_examples=60, deadline=None)
def test_every_place_of_every_text_is_on_one_way(made: Chain) -> None:
    found = [(stop.at, stop.address) for way in ways(made) for stop in way.stops]
    assert len(found) == len(set(found))
    for at, step in enumerate(made.steps):
        wanted = {unit.address for unit in step.draft.articles()}
        comments = step.material.comments if step.material else ()
        assert {address for n, address in found if n == at} == wanted | {
            one.article for one in comments
        }
