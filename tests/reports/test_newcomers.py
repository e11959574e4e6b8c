"""Newcomers join by the rule itself, whatever was added when; what is close is told apart."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import clusterer, similarity
from reports.boilerplate import Boilerplate
from reports.comparing.distinct import Rules, Text
from reports.model import Comment
from reports.newcomers import Close, Newcomers, of_round
from reports.normalize import fold
from reports.stance import stance

LETTERS = "甲乙丙丁戊己庚辛不提高降低。， a"
WORDS = st.text(alphabet=LETTERS, min_size=1, max_size=14)
LONG = st.builds(lambda part, times: part * times, WORDS, st.integers(1, 90))
TRUTH = Path(__file__).resolve().parents[1] / "truth" / "opinions" / "dogs-a.jsonl"


def compared(words: str, shared: Boilerplate | None) -> tuple[str, str, str]:
    """What is compared of a text, what was removed, and the stance of what is compared."""
    if shared is None:
        return fold(words), "", stance(words)
    cut = shared.cut(words)
    return cut.core, cut.removed, stance(words[cut.start : cut.end])


def brute(words: str, leading: list[str], percent: float, shared: Boilerplate | None) -> int | None:
    """The rule in plain words: of the leading texts of the same stance within the threshold the
    one with the smallest distance through total length, the earlier on a tie."""
    limit = similarity.Threshold(percent)
    best: tuple[int, int, int] | None = None
    core, removed, side = compared(words, shared)
    for place, other in enumerate(leading):
        theirs, gone, held = compared(other, shared)
        total = len(core) + len(theirs)
        if not core or not theirs or side != held:
            continue
        gap = similarity.distance(core, theirs, total)
        if gap > limit.allowed(total):
            continue
        if removed and gone and removed != gone:
            whole = len(fold(words)) + len(fold(other))
            if similarity.distance(fold(words), fold(other), whole) > limit.allowed(whole):
                continue
        if best is None or gap * best[1] < best[0] * total:
            best = (gap, total, place)
    return best[2] if best else None


def rules(percent: float = 80, shared: Boilerplate | None = None) -> Rules:
    return Rules(similarity.Threshold(percent), shared)


def text(words: str, name: str, by: Rules) -> Text:
    return Newcomers(by).text(Comment(name, words))


def standing(texts: Sequence[str], by: Rules) -> Newcomers:
    index = Newcomers(by)
    index.add(text(words, str(place), by) for place, words in enumerate(texts))
    return index


def new(words: str) -> Comment:
    return Comment("new", words)


@settings(max_examples=80, deadline=None)
@given(
    leading=st.lists(st.one_of(WORDS, LONG), max_size=25),
    arriving=st.lists(st.one_of(WORDS, LONG), min_size=1, max_size=10),
    percent=st.sampled_from([60.0, 72.5, 80.0, 90.0, 100.0]),
    at_once=st.integers(1, 25),
)
def test_a_newcomer_joins_whom_the_rule_says(
    leading: list[str], arriving: list[str], percent: float, at_once: int
) -> None:
    shared = Boilerplate([*leading, *arriving])
    for by in (rules(percent), rules(percent, shared)):
        index = Newcomers(by)
        for start in range(0, len(leading), at_once):
            some = enumerate(leading[start : start + at_once], start)
            index.add(text(words, str(place), by) for place, words in some)
        assert len(index) == len(leading)
        for words in arriving:
            wanted = brute(words, leading, percent, by.boilerplate)
            found = index.join(new(words))
            assert (found.leader if found else None) == (None if wanted is None else str(wanted))


def test_what_joined_at_the_rebuild_joins_the_same_leader_again() -> None:
    body = "建议把第十二条的登记期限延长到六十日，外来务工人员来不及办理居住证明，窗口也只有一个。"
    texts = [
        *(f"尊敬的领导：{body}谢谢！" for _ in range(5)),
        *(body.replace("六十", word) for word in ("七十", "九十", "一百")),
        *(f"{name}请写明，犬只走失以后多少天算作弃养。" for name in ("我", "我们", "小区")),
        "反对提高罚款。",
        "支持提高罚款。",
    ]
    comments = [Comment(str(place), words, "art_2") for place, words in enumerate(texts)]
    clusters = clusterer.group(comments).clusters
    members = {m.id: (m, c) for c in clusters for m in c.members}
    leading = {m.id: m.text_key for m, _ in members.values() if m.text_key == m.leader_key}
    index = of_round(comments, leading, 80)["art_2"]
    assert len(index) == len(clusters)
    for comment in comments:
        found = index.join(comment)
        member, cluster = members[comment.id]
        assert found is not None
        assert found.leader == cluster.leader
        assert (found.key, found.leader_key) == (member.text_key, member.leader_key)
        assert (found.score, found.cut) == (member.score, member.cut)


def test_it_says_why_and_what_was_cut() -> None:
    closing = "以上意见来自云川市第三居民小组全体成员。"
    bodies = ["犬绳应当再长一点，两米才够用。", "请增设夜间的遛犬时段。", "收容所的去向要公开。"]
    bodies += ["登记应当能在网上办理。", "疫苗的费用请由财政承担。"]
    texts = [body + closing for body in bodies]
    index = standing(texts, rules(shared=Boilerplate(texts)))
    words = "犬绳应当再长一些，两米才够用。" + closing
    found = index.join(new(words))
    assert found is not None
    assert found.leader == "0"
    assert found.score == similarity.ratio(fold(words), fold(texts[0]))
    assert found.compared == similarity.ratio(fold("犬绳应当再长一些，两米才够用"), fold(bodies[0]))
    assert [words[start:end] for start, end in found.cut] == [closing]


def test_without_words_nothing_is_joined_or_close() -> None:
    index = standing(["👍👍", "登记期限太短。"], rules())
    assert index.join(new("👍👍")) is None
    assert index.close(new("……")) == ()
    assert Newcomers(rules()).join(new("登记期限太短。")) is None
    assert Newcomers(rules()).close(new("登记期限太短。")) == ()


def test_alike_stands_before_shared_phrases_and_the_opposite_is_left_out() -> None:
    texts = [
        "支持提高对弃养行为的罚款。",
        "反对提高对弃养行为的罚款。",
        "弃养的人罚得越多越好，别手软。",
        "公园里应当设犬厕。",
        "弃养罚得太重，应当降低罚款。",
    ]
    found = standing(texts, rules()).close(new("支持提高对弃养的罚款。"))
    assert [(one.leader, one.phrases) for one in found] == [("0", False), ("2", True)]
    assert isinstance(found[0], Close)
    assert found[0].score > 80


def test_close_gives_no_more_than_asked_for() -> None:
    places = ["城东", "城西", "城南", "城北", "河东", "河西", "江南", "江北"]
    index = standing([f"请把{place}的犬绳长度也写进条例里。" for place in places], rules())
    found = index.close(new("请把江南的犬绳长度也写进条例里。"), 3)
    assert len(found) == 3
    assert found[0].leader == "6"
    assert found[0].score == 100


def test_most_people_see_somebody_of_their_own_opinion() -> None:
    """The floor of what `COSINE` promises, on the set it was chosen on."""
    rows = [json.loads(line) for line in TRUTH.read_text("utf-8").splitlines()]
    texts = {row["id"]: text(row["text"], row["id"], rules()) for row in rows}
    seen = right = shown = 0
    for row in rows:
        others = {r["id"]: r for r in rows if r["article"] == row["article"] and r is not row}
        index = Newcomers(rules())
        index.add(texts[name] for name in others)
        close = index.close(new(row["text"]))
        own = [others[one.leader]["opinion"] == row["opinion"] for one in close]
        seen += any(own)
        right, shown = right + sum(own), shown + len(own)
    assert seen / len(rows) >= 0.65
    assert right / shown >= 0.42


@pytest.mark.parametrize("percent", [0, 101])
def test_a_threshold_out_of_range_is_refused(percent: float) -> None:
    with pytest.raises(ValueError, match="阈值"):
        of_round([], {}, percent)
