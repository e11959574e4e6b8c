"""Where clusters stand: the order of the draft, codes nobody confuses."""

from msgspec.structs import replace

from drafts.splitter import split
from reports.places import places
from tests.reports.rounds import cluster, comment, small_round

DRAFT = split(
    "云川市养犬管理条例（草案）\n\n第一章　总则\n\n　　第一条　为了规范养犬，制定本条例。\n"
    "　　第一条之一　养犬应当登记。\n\n第二章　附则\n\n　　第二条　本条例自公布之日起施行。\n\n"
    "附件一\n\n禁养犬只名录\n\n附件二\n\n收费标准\n"
)


def codes(*addresses: str | None) -> dict[str, str]:
    """The code of the first cluster of each place, by the place's name, in the report's order."""
    comments = [comment(n, "意见。", address) for n, address in enumerate(addresses, start=1)]
    material = replace(
        small_round(),
        draft=DRAFT,
        comments=tuple(comments),
        clusters=tuple(cluster(f"k{n}", one) for n, one in enumerate(comments)),
    )
    where = places(material)
    return {place.label: where.codes[place.clusters[0].id] for place in where.all}


def test_the_order_is_that_of_the_draft_and_unknown_articles_come_last() -> None:
    found = codes("art_99", "annex_2", "art_2", "annex_1", "art_1-1", None, "art_1")
    assert list(found.items()) == [
        ("总体意见", "总-1"),
        ("第一条", "1-1"),
        ("第一条之一", "1之1-1"),
        ("第二条", "2-1"),
        ("附件一", "附一-1"),
        ("附件二", "附二-1"),
        ("第九十九条（不在本稿中）", "其他-1"),
    ]


def test_two_unknown_articles_do_not_share_a_code() -> None:
    assert sorted(codes("art_98", "art_99").values()) == ["其他-1", "其他·2-1"]


def test_an_address_that_is_none_is_shown_as_it_is() -> None:
    assert list(codes("?!")) == ["?!（不在本稿中）"]


def test_a_section_knows_the_chapter_it_opens() -> None:
    comments = [comment(1, "甲。", "art_1"), comment(2, "乙。", "art_2")]
    clusters = tuple(cluster(one.id, one) for one in comments)
    material = replace(small_round(), draft=DRAFT, comments=tuple(comments), clusters=clusters)
    assert [place.chapter for place in places(material).all] == ["第一章　总则", "第二章　附则"]
