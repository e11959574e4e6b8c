"""The notice of results: its figures are the report's, its lines close every sum."""

from collections import Counter

import msgspec
from hypothesis import given, settings
from msgspec.structs import replace

from reports.model import CommentKind, Duty, Edition, Material, Outcome, Task
from reports.notice import Line, Notice, notice
from tests.reports.papers.sources import source
from tests.reports.papers.test_results import spoken
from tests.reports.rounds import cluster, comment, rounds, small_round

PHONE = "13800138000"


def made(
    material: Material, answered: frozenset[str] = frozenset()
) -> tuple[Notice, tuple[Line, ...]]:
    """The notice of a round and its lines."""
    return notice(source(material), answered)


@settings(max_examples=20, deadline=None)
@given(rounds())
def test_the_lines_give_every_figure_of_the_report(material: Material) -> None:
    told, lines = made(material)
    figures = told.figures
    assert len(lines) == figures.comments
    assert len({line.person for line in lines}) == figures.people
    assert len({line.submission for line in lines}) == figures.submissions
    assert len({line.cluster for line in lines}) == figures.clusters
    kinds = Counter(line.kind.value for line in lines)
    assert {share.key: share.comments for share in figures.kinds} == kinds
    outcomes = Counter(line.outcome for line in lines)
    verdicts = {one.verdict.outcome: one for one in figures.verdicts}
    assert Counter({key: one.comments for key, one in verdicts.items()}) == outcomes
    groups = Counter({line.cluster: line.of_cluster for line in lines}.values())
    assert Counter({key: one.clusters for key, one in verdicts.items()}) == groups
    for stand in told.stands:
        mine = [line for line in lines if line.article == stand.address]
        assert (stand.comments, stand.clusters) == (len(mine), len({one.cluster for one in mine}))
        assert stand.decided == sum(line.outcome is not None for line in mine)


@settings(max_examples=20, deadline=None)
@given(rounds())
def test_every_answer_told_counts_its_lines_and_the_rest_is_left(material: Material) -> None:
    told, lines = made(material)
    counted = Counter(line.answer for line in lines)
    for one in told.told:
        assert one.comments == counted[one.number]
    for verdict in told.figures.verdicts:
        outcome = verdict.verdict.outcome
        if outcome is not None:
            here = sum(one.comments - one.own for one in told.told if one.outcome is outcome)
            assert here + told.left.get(outcome, (0, 0))[1] == verdict.comments


def test_the_foremost_are_those_of_the_report() -> None:
    asked = source(spoken()).report.foremost
    told, _ = made(spoken())
    assert [(one.ask, one.place, one.comments, one.clusters) for one in told.foremost_told] == [
        (one.ask.text, one.place, one.comments, one.clusters) for one in asked
    ]
    assert set(told.told_of(Outcome.ADOPTED)).isdisjoint(told.foremost_told)


def test_departments_answer_for_what_they_lead_and_nobody_for_the_rest() -> None:
    duties = (
        Duty("art_1", "市公安局"),
        Duty("art_1", "市城市管理局", Task.ASSIST),
        Duty("art_3", "市司法局"),
    )
    told, lines = made(replace(small_round(), duties=duties), frozenset({"c5"}))
    assert [(one.name, one.comments, one.decided, one.replied) for one in told.duties] == [
        ("市公安局", 4, 4, 4),
        ("市司法局", 0, 0, 0),
        ("", 2, 1, 2),
    ]
    assert told.replied == sum(line.outcome is not None or line.answered for line in lines) == 6
    assert made(small_round())[0].duties == ()


def test_nothing_personal_is_in_it_whatever_the_edition() -> None:
    material = replace(small_round(), dispositions={})
    told, _ = notice(source(material, Edition.PUBLIC), frozenset())
    text = msgspec.json.encode(told).decode()
    assert PHONE not in text
    assert "钱某某" not in text.replace("".join(told.named), "")


def test_reasons_are_chosen_for_what_they_add_not_for_how_many_say_them() -> None:
    letter = "登记费会增加老人的负担，导致很多人不去登记。"
    copies = [comment(n, letter, kind=CommentKind.AMEND) for n in range(1, 6)]
    lone = comment(6, "外地的经验是免费以后登记率反而翻倍。", kind=CommentKind.DELETE)
    kept = comment(7, "收费才能弥补防疫的成本。", kind=CommentKind.SUPPORT)
    told, _ = made(
        replace(
            small_round(),
            comments=(*copies, lone, kept),
            clusters=(cluster("k1", *copies), cluster("k2", lone), cluster("k3", kept)),
            dispositions={},
        )
    )
    (debate,) = told.debates
    assert [one.number for one in debate.favour] == [kept.number]
    assert sorted(one.number for one in debate.against) == [copies[0].number, lone.number]


def test_it_is_kept_as_json_and_comes_back_the_same() -> None:
    told, _ = made(spoken())
    packed = msgspec.json.encode(told)
    assert msgspec.json.decode(packed, type=Notice) == told
    assert msgspec.json.encode(made(spoken())[0]) == packed
