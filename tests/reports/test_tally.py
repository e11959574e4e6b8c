"""The figures of a round close, whatever the round (promise R13)."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import clusterer
from reports.model import Channel, Cluster, Comment, CommentKind, Disposition, Member, Outcome
from reports.tally import tally

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def cluster(name: str, article: str | None, *ids: str) -> Cluster:
    return Cluster(name, article, ids[0], ids[0], name, tuple(Member(one, 100.0) for one in ids))


comments = st.builds(
    Comment,
    id=st.uuids().map(str),
    text=st.sampled_from(["支持", "反对", "建议增加遛犬区域", "建议增加遛犬区域。", "👍", ""]),
    article=st.sampled_from([None, "art_1", "art_2", "art_12-1"]),
    kind=st.sampled_from(CommentKind),
    channel=st.sampled_from(Channel),
    received=st.none() | st.integers(0, 90).map(lambda hours: NOON + dt.timedelta(hours=hours)),
    submission=st.sampled_from(["", "s1", "s2", "s3"]),
    person=st.sampled_from(["", "p1", "p2"]),
    region=st.sampled_from(["", "东城", "西城"]),
)


@settings(max_examples=1000, deadline=None)
@given(st.lists(comments, max_size=25, unique_by=lambda one: one.id), st.data())
def test_every_sum_closes(rows: list[Comment], data: st.DataObject) -> None:
    clusters = clusterer.group(rows).clusters
    outcomes = st.sampled_from([*Outcome, None])
    chosen = {one.id: data.draw(outcomes) for one in clusters}
    dispositions = {key: Disposition(outcome) for key, outcome in chosen.items() if outcome}
    figures = tally(rows, clusters, dispositions)
    assert figures.comments == len(rows)
    assert figures.clusters == len(clusters)
    for breakdown in (figures.by_channel, figures.by_kind, figures.by_region, figures.by_day):
        assert sum(breakdown.values()) == len(rows)
    for part in (figures.by_outcome, figures.by_article):
        assert sum(one.comments for one in part) == len(rows)
        assert sum(one.clusters for one in part) == len(clusters)
    for article in figures.by_article:
        assert sum(one.comments for one in article.outcomes) == article.comments
        assert sum(one.clusters for one in article.outcomes) == article.clusters
    for place, total in enumerate(figures.by_outcome):
        assert total.comments == sum(one.outcomes[place].comments for one in figures.by_article)
    assert figures.submissions <= figures.comments
    assert figures.people <= figures.comments


def test_the_figures_of_a_small_round() -> None:
    late = dt.datetime(2026, 3, 1, 16, 30, tzinfo=dt.UTC)  # 2 March in Shanghai
    rows = [
        Comment("1", "甲", "art_2", submission="s1", person="p1", received=NOON, region="东城"),
        Comment("2", "乙", None, submission="s1", person="p1", received=late),
        Comment("3", "甲", "art_2", submission="s2", person="p1", channel=Channel.LETTER),
        Comment("4", "丙", "art_2", submission="s3", kind=CommentKind.SUPPORT),
        Comment("5", "丁", "art_2"),
    ]
    clusters = [
        cluster("a", "art_2", "1", "3"),
        cluster("b", None, "2"),
        cluster("c", "art_2", "4", "5"),
    ]
    figures = tally(rows, clusters, {"a": Disposition(Outcome.ADOPTED)})
    assert (figures.people, figures.submissions, figures.comments, figures.clusters) == (3, 4, 5, 3)
    assert figures.by_channel[Channel.WEB] == 4
    assert figures.by_channel[Channel.LETTER] == 1
    assert figures.by_kind[CommentKind.SUPPORT] == 1
    assert figures.by_region == {"": 4, "东城": 1}
    assert list(figures.by_day.items()) == [
        (None, 3),
        (dt.date(2026, 3, 1), 1),
        (dt.date(2026, 3, 2), 1),
    ]
    outcomes = {one.outcome: (one.comments, one.clusters) for one in figures.by_outcome}
    assert outcomes[Outcome.ADOPTED] == (2, 1)
    assert outcomes[None] == (3, 2)
    assert [one.article for one in figures.by_article] == [None, "art_2"]


@pytest.mark.parametrize(
    ("clusters", "message"),
    [
        ([], "不属于任何类别"),
        ([cluster("a", "art_1", "1"), cluster("b", "art_1", "1")], "同时属于两个类别"),
        ([cluster("a", "art_1", "1", "9")], "不在意见清单里"),
        ([cluster("a", "art_2", "1")], "不在同一条文"),
    ],
)
def test_an_untrue_round_is_refused(clusters: list[Cluster], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        tally([Comment("1", "甲", "art_1")], clusters, {})


def test_a_repeated_comment_is_refused() -> None:
    rows = [Comment("1", "甲"), Comment("1", "甲")]
    with pytest.raises(ValueError, match="重复的编号"):
        tally(rows, [cluster("a", None, "1")], {})
