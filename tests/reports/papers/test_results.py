"""What the notice of results says, that its figures are the report's, and that it stays short."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it.utils import read_fixture_file
from msgspec.structs import replace

from reports.merging.sheets import page_count
from reports.model import Channel, Comment, CommentKind, Disposition, Edition, Material, Outcome
from reports.papers.rendering import Format, rendered
from reports.papers.results import NAMES, rate, write
from reports.papers.sheets import STYLES
from tests.reports.papers.reading import lines, tables, told, word
from tests.reports.papers.sources import source
from tests.reports.rounds import (
    MADE_ON,
    ROOT,
    cluster,
    comment,
    draft,
    environment,
    rounds,
    small_round,
)

GOLDEN = Path(__file__).parents[2] / "golden" / "papers" / "results.md"
DURING = dt.date(2026, 3, 20)
TOLD = re.compile(r"(\d+)条(?:，\d+类说法)?）。?(?:采纳|部分采纳|未采纳|已有规定|另行研究)。")
LEFT = re.compile(r"(?:其余|共)\d+类、(\d+)条，?逐条载于")


def spoken() -> Material:
    """Letters that ask the same, answered together, and a voice for each other outcome."""
    letters = [comment(n, "建议取消登记费。", kind=CommentKind.DELETE) for n in range(1, 4)]
    fee = comment(4, "登记费不要收了。", channel=Channel.EMAIL, author="赵某某", author_public=True)
    leash = comment(5, "犬绳多长才算合格？", "art_2", kind=CommentKind.QUESTION)
    others = [comment(n, f"建议登记点增加到{n}个。") for n in range(6, 12)]
    noise = comment(12, "！！！", None)
    free = Disposition(Outcome.ADOPTED, "已删去登记费。")
    enough = Disposition(Outcome.NOT_ADOPTED, "登记点的数量由各区根据实际情况确定。")
    return replace(
        small_round(),
        comments=(*letters, fee, leash, *others, noise),
        clusters=(
            cluster("k1", *letters),
            cluster("k2", fee),
            cluster("k3", leash),
            *(cluster(f"m{one.id}", one) for one in others),
            cluster("k5", noise),
        ),
        dispositions={
            **dict.fromkeys(("k1", "k2"), free),
            "k3": Disposition(Outcome.ALREADY, "第二条已有规定。"),
            **{f"m{one.id}": enough for one in others},
        },
    )


def answered() -> Material:
    """As `spoken`, everything decided and the next draft there."""
    done = {**spoken().dispositions, "k5": Disposition(Outcome.STUDY, "没有可以识别的意见。")}
    following = replace(draft("养犬免费登记。"), title="云川市养犬管理条例（草案二次审议稿）")
    return replace(spoken(), dispositions=done, next_draft=following)


def silent() -> Material:
    """Nobody said anything."""
    return replace(spoken(), comments=(), clusters=(), dispositions={})


def undecided() -> Material:
    """Nothing is decided yet."""
    return replace(spoken(), dispositions={})


ROUNDS: dict[str, tuple[Callable[[], Material], dt.date]] = {
    "大部分已经办结": (spoken, MADE_ON),
    "全部办结，已有下一稿": (answered, MADE_ON),
    "征求意见还在进行": (undecided, DURING),
    "没有收到意见": (silent, MADE_ON),
}
CASES = [
    pytest.param(name.strip(), words.strip(), id=f"{line} {title}")
    for line, title, name, words in read_fixture_file(GOLDEN)
]


@pytest.mark.parametrize(("name", "words"), CASES)
def test_golden(name: str, words: str) -> None:
    made, day = ROUNDS[name]
    assert told(write(source(made(), made_on=day))) == words


def test_every_round_of_the_golden_file_is_there() -> None:
    assert {case.values[0] for case in CASES} == set(ROUNDS)


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_its_figures_are_those_of_the_report(material: Material) -> None:
    made = source(material, Edition.INTERNAL)
    figures = made.report.figures
    document = write(made)
    counts = [[tuple(map(word, row.cells[:3])) for row in table.rows] for table in tables(document)]
    if not figures.comments:
        assert counts == []
        return
    origins = [(one.label, one.submissions, one.comments) for one in figures.channels]
    assert counts[0] == _words([*origins, ("合计", figures.submissions, figures.comments)])
    assert sum(one.comments for one in figures.channels) == figures.comments
    if figures.decided_comments:
        outcomes = [
            (f"{v.verdict.shape}{v.verdict.word}", v.clusters, v.comments) for v in figures.verdicts
        ]
        assert counts[1] == _words([*outcomes, ("合计", figures.clusters, figures.comments)])
        assert sum(comments for _, _, comments in outcomes) == figures.comments


def _words(rows: list[tuple[str, int, int]]) -> list[tuple[str, str, str]]:
    return [(name, str(one), str(two)) for name, one, two in rows]


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_what_is_told_and_what_is_left_make_up_all_that_is_decided(material: Material) -> None:
    made = source(material)
    text = "\n".join(lines(write(made)))
    decided = made.report.figures.decided_comments
    found = TOLD.findall(text)
    left = LEFT.findall(text)
    assert sum(map(int, [*found, *left])) == decided


def test_those_who_wrote_on_the_site_are_told_how_many_can_look() -> None:
    text = told(write(source(spoken())))
    assert "网上提交的11条意见中，10条（90.9%）已有处理结果，提出人凭回执可以在网站查询。" in text
    letters = [replace(one, channel=Channel.LETTER) for one in spoken().comments]
    assert "网上提交" not in told(write(source(replace(spoken(), comments=tuple(letters)))))


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_the_public_edition_gives_no_number_away(material: Material) -> None:
    assert "13800138000" not in told(write(source(material)))


def test_only_those_who_agreed_are_named_in_either_edition() -> None:
    for edition in Edition:
        text = told(write(source(spoken(), edition)))
        assert "赵某某" in text
        assert "钱某某" not in text


def test_a_person_who_wrote_twice_is_named_once_and_the_list_ends() -> None:
    crowd = [
        comment(n, "支持。", author=f"孙{n}号", author_public=True, person=f"p{n // 2}")
        for n in range(2, 2 * NAMES + 10)
    ]
    material = replace(
        small_round(), comments=tuple(crowd), clusters=(cluster("k", *crowd),), dispositions={}
    )
    (line,) = (line for line in lines(write(source(material))) if "同意公开姓名" in line)
    assert line.startswith(
        f"同意公开姓名的共{NAMES + 4}人，按意见编号的先后，其中前{NAMES}人是：孙2号、孙4号"
    )
    assert line.count("、") == NAMES - 1


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 3, "0.0%"), (1, 3, "33.3%"), (4999, 5000, "99.9%以上"), (3, 3, "100.0%")],
)
def test_nothing_is_called_finished_that_is_not(part: int, whole: int, words: str) -> None:
    assert rate(part, whole) == words


def crowded() -> Material:
    """Every channel, kind and outcome, long asks, longer reasons, and more names than are told."""
    reason = "考虑到各方面的实际情况，经会同有关部门反复研究论证，作出这样的处理。" * 20
    channels, kinds, outcomes = [*Channel], [*CommentKind], [*Outcome]
    comments = [
        comment(
            n,
            f"建议第{n % 70}项改为由各区根据本地的实际情况另行制定具体办法。" * 3,
            f"art_{n % 3 + 1}",
            channel=channels[n % 8],
            kind=kinds[n % 6],
            author_public=True,
            author=f"欧阳{n}号",
        )
        for n in range(1, 1000)
    ]
    groups: dict[tuple[str | None, int], list[Comment]] = {}
    for at, one in enumerate(comments):
        groups.setdefault((one.article, at % 90), []).append(one)
    clusters = [cluster(f"k{n}", *group) for n, group in enumerate(groups.values())]
    decided = {
        one.id: Disposition(outcomes[n % 5], f"{n}{reason}")
        for n, one in enumerate(clusters)
        if n % 6
    }
    following = replace(draft("养犬免费登记。"), title="云川市养犬管理条例（草案二次审议稿）")
    return replace(
        small_round(),
        comments=tuple(comments),
        clusters=tuple(clusters),
        dispositions=decided,
        next_draft=following,
    )


def test_it_has_at_most_six_pages_at_any_volume() -> None:
    env = environment()
    css = "\n".join((ROOT / "templates" / name).read_text("utf-8") for name in STYLES)
    made = rendered(write(source(crowded())), Format.PDF, env=env, css=css)
    assert 2 <= page_count(made) <= 6
