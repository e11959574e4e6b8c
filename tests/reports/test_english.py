"""The English edition: the same figures and links, English around, Chinese marked as such."""

import io
import re
from collections import defaultdict

import jinja2
import pikepdf
import pytest
from msgspec.structs import replace

from bench.corpus import material
from reports import english, volumes
from reports.assemble import assemble
from reports.build import build
from reports.manifest import DATA, NAME, decoded
from reports.merging.comparing import carried
from reports.model import Edition, Material
from reports.review import CHANNEL_NAMES, KIND_NAMES, VERDICTS, Replacement, ReviewReport
from tests.reports.rounds import CSS, MADE_ON, ROOT, environment, small_round

ENGLISH = CSS + (ROOT / "templates" / "print" / "english.css").read_text("utf-8")
HAN = re.compile(r"[\u3400-\u9fff]")
MARKED = re.compile(r'<(\w+)[^>]*\blang="zh-CN"[^>]*>.*?</\1>', re.DOTALL)


def environment_in(language: str) -> jinja2.Environment:
    env = environment()
    env.globals["language"] = language
    return env


def report_of(made: Material) -> ReviewReport:
    report = assemble(made, edition=Edition.PUBLIC, made_on=MADE_ON)
    return replace(report, replaced=(Replacement("U+1F600", 1, omitted=False),))


def pages(report: ReviewReport, language: str) -> str:
    """Every page of the report and of its annex as HTML."""
    env = environment_in(language)
    numbers: defaultdict[str, int] = defaultdict(lambda: 1)
    found = [volumes.main(report, env), *volumes.annexes(report, env)]
    return "".join(p.html for v in found for p in (*v.front(numbers), *v.body))


@pytest.mark.parametrize("made", [small_round(), material(comments=60, articles=8)])
def test_nothing_but_names_and_quoted_words_is_chinese(made: Material) -> None:
    html = pages(report_of(made), "en")
    said = re.sub(r"<title>.*?</title>|<[^>]*>", "", MARKED.sub("", html))
    places = {share.label for share in report_of(made).figures.regions}
    people = re.compile("|".join(map(re.escape, sorted(places) or ["无"])))
    left = [line.strip() for line in people.sub("", said).splitlines() if HAN.search(line)]
    assert all(re.search(r"总-\d|[\u3400-\u9fff]{2,}, ", line) for line in left), left[:5]


@pytest.mark.parametrize("made", [small_round(), material(comments=60, articles=8)])
def test_it_has_the_figures_and_places_of_the_chinese_one(made: Material) -> None:
    report = report_of(made)
    ours, theirs = pages(report, "en"), pages(report, "zh-CN")
    assert set(re.findall(r'\bid="([^"]+)"', ours)) == set(re.findall(r'\bid="([^"]+)"', theirs))
    for name in ("comments", "clusters", "people"):
        assert f"{getattr(report.figures, name):,}" in ours
    links = set(re.findall(r'href="x-consult:([^"]+)"', ours))
    assert links <= set(re.findall(r'\bid="([^"]+)"', ours))
    assert links <= set(english.words(report))


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("第十二条", "Article 12"),
        ("第十二条之一", "Article 12-1"),
        ("第三条至第五条", "Article 3 to Article 5"),
        ("第三条、第五条", "Article 3, Article 5"),
        ("总体意见", "The draft as a whole"),
        ("附件一", "附件一"),
    ],
)
def test_articles_have_their_numbers(label: str, said: str) -> None:
    assert english.article(label) == said


def test_a_source_is_told_in_english() -> None:
    assert english.signature("东湖区，网页，3月10日") == "东湖区, web site, 10 March"
    assert english.signature("网页") == "web site"


def test_numbers_agree_with_their_nouns() -> None:
    assert english.count(1, "comment") == "1 comment"
    assert english.count(1204, "comment") == "1,204 comments"
    assert english.count(2, "person", "people") == "2 people"
    assert [english.ordinal(n) for n in (1, 3, 10)] == ["first", "third", "10th"]


def test_every_word_a_report_may_use_has_its_english() -> None:
    assert all(english.FUNCTIONS["verdict"](verdict) for verdict in VERDICTS)
    assert all(english.hashed(name) for name in DATA.values())
    for name in (*CHANNEL_NAMES.values(), *KIND_NAMES.values()):
        assert not HAN.search(english.word(name))


def test_the_paper_says_its_language_and_its_manifest_too() -> None:
    made = build(
        small_round(),
        edition=Edition.PUBLIC,
        made_on=MADE_ON,
        env=environment_in("en"),
        css=ENGLISH,
    ).pdf
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo.Title).startswith("Report on Public Comments")
    assert decoded(carried(made)[NAME]).language == "en"
