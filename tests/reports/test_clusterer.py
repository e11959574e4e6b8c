"""Clusters: the golden cases, the guarantees of the rule, and real comments."""

import random
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from reports import clusterer, grouping_file
from reports.comparing import finish, leaders
from reports.model import Comment, Grouping
from reports.normalize import fold
from reports.stance import stance

GOLDEN = Path(__file__).parent.parent / "golden" / "clusterer"
CASES = [
    pytest.param(text, expected, id=f"{path.stem}:{line} {title}")
    for path in sorted(GOLDEN.glob("*.md"))
    for line, title, text, expected in read_fixture_file(path)
]
LINE = re.compile(r"(?P<id>\w+)(?:（(?P<article>\w+)）)?[：:] ?(?P<text>.*)")


def comments_of(text: str) -> list[Comment]:
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert all(found), "every line reads 甲：意见 or 甲（第五条）：意见"
    return [
        Comment(one["id"], one["text"].replace("\\n", "\n"), one["article"]) for one in found if one
    ]


def memberships(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(member.id for member in cluster.members) for cluster in grouping.clusters}


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_golden(text: str, expected: str) -> None:
    wanted = {frozenset(line.split("、")) for line in expected.split()}
    assert memberships(clusterer.group(comments_of(text))) == wanted


def naive_leaders(comments: list[Comment], percent: int) -> dict[str, str]:
    """The rule again, from its sentence alone: folded text → folded text of its leader."""
    folded = {comment.id: fold(comment.text) for comment in comments}
    exact = clusterer.group(comments, 100, keep_boilerplate=True, ignore_stance=True).clusters
    assert len(exact) == len(set(folded.values()))
    canonical = sorted(exact, key=lambda one: (-one.size, len(folded[one.leader]), one.id))
    texts = [folded[cluster.leader] for cluster in canonical]
    leaders: dict[str, str] = {}
    for text in texts:
        found, best = text, None
        for earlier in dict.fromkeys(leaders.values()):
            gap, total = Indel.distance(text, earlier), len(text) + len(earlier)
            near = gap * 100 <= total * (100 - percent)
            if near and (best is None or Fraction(gap, total) < best):
                found, best = earlier, Fraction(gap, total)
        leaders[text] = found
    return leaders


def die(seed: int) -> random.Random:
    return random.Random(seed)


def family(seed: int, size: int) -> list[Comment]:
    """Invented comments: templates, copies, and edits of every size, in random order."""
    dice = die(seed)
    letters = "建议增加遛犬区域登记收费标准罚款数额牵绳小区物业公园老人孩子免疫年检"
    templates = ["".join(dice.choices(letters, k=dice.randint(4, 60))) for _ in range(size // 8)]
    comments = []
    for number in range(size):
        text = list(dice.choice(templates))
        for _ in range(dice.choice([0, 0, 1, 2, 4, 8, 16])):
            place = dice.randrange(len(text) + 1)
            text[place : place + dice.randint(0, 1)] = dice.choice(letters)
        comments.append(Comment(f"c{number}", "".join(text), dice.choice(["art_1", "art_2", None])))
    return comments


@pytest.mark.parametrize("percent", [55, 70, 80, 90, 100])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_bare_rule_equals_the_naive_loop(percent: int, seed: int) -> None:
    comments = [comment for comment in family(seed, 400) if comment.article == "art_1"]
    comments = [Comment(comment.id, comment.text) for comment in comments]
    wanted = naive_leaders(comments, percent)
    text = {comment.id: fold(comment.text) for comment in comments}
    grouping = clusterer.group(comments, percent, keep_boilerplate=True, ignore_stance=True)
    found = {
        text[member.id]: text[cluster.leader]
        for cluster in grouping.clusters
        for member in cluster.members
    }
    assert found == wanted


@pytest.mark.parametrize("percent", [70, 80, 90])
def test_bare_leaders_are_far_apart_and_members_near(percent: int) -> None:
    comments = family(3, 300)
    folded = {comment.id: fold(comment.text) for comment in comments}
    grouping = clusterer.group(comments, percent, keep_boilerplate=True, ignore_stance=True)
    for cluster in grouping.clusters:
        for member in cluster.members:
            ratio = fuzz.ratio(folded[member.id], folded[cluster.leader])
            assert ratio >= percent
            assert member.score == round(ratio, 1)
        for other in grouping.clusters:
            if other.id != cluster.id and other.article == cluster.article:
                assert fuzz.ratio(folded[other.leader], folded[cluster.leader]) < percent


@pytest.mark.parametrize("bare", [True, False])
def test_the_order_of_the_input_changes_nothing(bare: bool) -> None:
    comments = family(4, 300)
    first = clusterer.group(comments, keep_boilerplate=bare, ignore_stance=bare)
    for seed in range(5):
        mixed = die(seed).sample(comments, len(comments))
        assert clusterer.group(mixed, keep_boilerplate=bare, ignore_stance=bare) == first


@pytest.mark.parametrize("bare", [True, False])
def test_one_thread_or_two(bare: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaders, "_THREADED", 10)
    comments = family(5, 600)
    one = clusterer.group(comments, keep_boilerplate=bare, ignore_stance=bare, workers=1)
    assert clusterer.group(comments, keep_boilerplate=bare, ignore_stance=bare) == one


def test_one_process_or_two(monkeypatch: pytest.MonkeyPatch) -> None:
    comments = family(8, 400)
    one = clusterer.group(comments, workers=1)
    monkeypatch.setattr(finish, "_HELPED", 10)
    monkeypatch.setattr(finish, "_PIECE", 3)
    assert clusterer.group(comments, workers=2) == one


@pytest.mark.parametrize("bare", [True, False])
def test_progress_rises_to_one_whatever_the_articles(bare: bool) -> None:
    heard: list[float] = []
    clusterer.group(family(6, 300), keep_boilerplate=bare, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    clusterer.group([], keep_boilerplate=bare, progress=heard.append)


@pytest.mark.parametrize("least", [0.0, 0.2, 0.5, 0.9])
def test_what_progress_raises_ends_the_work(least: float) -> None:
    def cancel(share: float) -> None:
        if share >= least:
            raise InterruptedError(least)

    with pytest.raises(InterruptedError):
        clusterer.group(family(7, 300), progress=cancel)


def test_simplified_compares_traditional_characters_as_simplified_ones() -> None:
    comments = [
        Comment("1", "建議增設遛犬區域，費用由養犬人負擔。\ud800"),
        Comment("2", "建议增设遛犬区域，费用由养犬人负担。"),
        Comment("3", "建議增設遛犬區域，費用由養犬人負擔，並且公開賬目。"),
    ]
    assert len(clusterer.group(comments).clusters) == 2
    (cluster,) = clusterer.group(comments, simplified=True).clusters
    unique = {member.id: (member.score, member.unique) for member in cluster.members}
    assert unique["1"] == unique["2"] == (100.0, "")
    assert unique["3"][1] == "並且公開賬目"
    assert cluster.representative in {"1", "2"}


def test_a_member_tells_what_it_was_compared_with() -> None:
    letter = "建议增加遛犬区域。滨江公园的草坪晚上基本空着，围一块出来成本很低。"
    comments = [Comment("1", letter), Comment("2", letter), Comment("3", letter + "谢谢谢谢")]
    (cluster,) = clusterer.group(comments, keep_boilerplate=True).clusters
    explained = {member.id: member.joined_by for member in cluster.members}
    ratio = round(fuzz.ratio(fold(letter), fold(letter + "谢谢谢谢")), 1)
    assert explained == {"1": None, "2": None, "3": ("1", ratio)}


def test_a_member_tells_what_was_cut_of_it_also_where_its_copy_is_written_otherwise() -> None:
    head, tail = "尊敬的领导：", "此致敬礼"
    comments = [
        Comment("1", f"{head}建议增加遛犬区域，滨江公园晚上空着。{tail}！"),
        Comment("2", f"{head}\n建议增加遛犬区域，滨江公园晚上空着。\n{tail}"),
    ]
    (cluster,) = clusterer.group(comments).clusters
    for member in cluster.members:
        text = comments[int(member.id) - 1].text
        cut = [fold(text[start:end]) for start, end in member.cut]
        assert cut == [fold(head), tail]


words = st.lists(
    st.sampled_from(
        [
            "支持",
            "反对",
            "不",
            "提高",
            "降低",
            "罚款",
            "犬只",
            "登记",
            "。",
            "您好！",
            "谢谢",
            "👍",
            "\u200b",
            " a",
            "\n",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(words, st.sampled_from([None, "", "art_1"])), max_size=14), st.randoms())
def test_any_comments_fall_into_clusters_of_one_article_and_one_stance(
    rows: list[tuple[str, str | None]], dice: random.Random
) -> None:
    comments = [Comment(str(number), text, article) for number, (text, article) in enumerate(rows)]
    grouping = clusterer.group(comments)
    mixed = dice.sample(comments, len(comments))
    assert clusterer.group(mixed) == grouping
    by_id = {comment.id: comment for comment in comments}
    members = [member.id for cluster in grouping.clusters for member in cluster.members]
    assert sorted(members) == sorted(by_id)
    assert len({cluster.id for cluster in grouping.clusters}) == len(grouping.clusters)
    for cluster in grouping.clusters:
        own = [by_id[member.id] for member in cluster.members]
        assert {comment.article for comment in own} == {cluster.article}
        assert len({stance(comment.text) for comment in own}) == 1
        assert {cluster.leader, cluster.representative} <= {comment.id for comment in own}
        assert 0 < len(cluster.label) <= 40
        for member in cluster.members:
            assert all(part in by_id[member.id].text for part in member.unique.split("\n"))


def test_the_representative_is_the_medoid_with_copies_counted() -> None:
    texts = {
        "a": "建议增加遛犬区域甲乙丙丁",
        "b": "建议增加遛犬区域甲乙丙",
        "c": "建议增加遛犬区域甲乙",
    }
    (cluster,) = clusterer.group([Comment(key, text) for key, text in texts.items()]).clusters
    assert cluster.representative == "b"
    copies = [Comment(f"c{number}", texts["c"]) for number in range(5)]
    (cluster,) = clusterer.group([*copies, Comment("a", texts["a"])]).clusters
    assert cluster.representative == cluster.leader == "c0"


def test_a_sentence_added_to_a_form_letter_is_shown() -> None:
    letter = "建议增加遛犬区域。滨江公园的草坪晚上基本空着，围一块出来成本很低，也方便管理和清洁。"
    added = "流浪犬收容也要写清楚由谁出钱。"
    comments = [Comment("1", letter), Comment("2", letter), Comment("3", letter + added)]
    (cluster,) = clusterer.group(comments).clusters
    unique = {member.id: member.unique for member in cluster.members}
    assert unique == {"1": "", "2": "", "3": added.rstrip("。")}


def test_proposed_wording_tells_comments_apart() -> None:
    same = "建议修改"
    comments = [
        Comment("1", same, proposed="犬只应当每年免疫一次"),
        Comment("2", same, proposed="养犬人应当即时清除犬只粪便"),
    ]
    assert len(clusterer.group(comments).clusters) == 2


def test_the_label_hides_personal_data() -> None:
    (cluster,) = clusterer.group([Comment("1", "请联系13800138000，我要反映犬吠")]).clusters
    assert cluster.label == "请联系〔手机号已隐去〕，我要反映犬吠"


def test_one_comment_obfuscated_a_thousand_ways_stays_in_its_cluster() -> None:
    """Promise R22: at least 99 % of obfuscated copies land in the cluster of the comment."""
    dice = die(22)
    text = "建议第十二条增加犬只走失的报告期限，并写明向谁报告。"
    noise = ["\u200b", "\u2060", "\u202e", "\ufe0f", "\U000e0041", "\u0301" * 20, "，", " ", "👍"]

    def hide(char: str) -> str:
        return dice.choice(noise) * dice.randint(0, 3) + char

    comments = [Comment("0", text)]
    comments += [Comment(str(n), "".join(map(hide, text))) for n in range(1, 1001)]
    biggest = max(clusterer.group(comments).clusters, key=lambda cluster: cluster.size)
    assert biggest.size >= 991
    assert {member.id for member in biggest.members} >= {"0"}


def test_refusals_are_sentences() -> None:
    with pytest.raises(ValueError, match="出现了不止一次"):
        clusterer.group([Comment("1", "甲"), Comment("1", "乙")])
    for threshold in (0, -1, 100.5):
        with pytest.raises(ValueError, match="相似度阈值"):
            clusterer.group([], threshold)


def test_json_is_the_design() -> None:
    comments = [
        Comment("1", "建议增加遛犬区域", "art_3"),
        Comment("2", "建议增加遛犬区域！", "art_3"),
    ]
    grouping = clusterer.group(comments)
    (cluster,) = grouping.clusters
    assert clusterer.to_json(grouping, comments, 0.12345) == {
        "threshold": 80,
        "clusters": [
            {
                "id": cluster.id,
                "article": "art_3",
                "size": 2,
                "leader": "1",
                "representative": "1",
                "label": "建议增加遛犬区域",
                "members": [
                    {"id": "1", "score": 100.0, "unique": "", "joined_by": None, "cut": ()},
                    {"id": "2", "score": 100.0, "unique": "", "joined_by": None, "cut": ()},
                ],
            }
        ],
        "opinions": [],
        "pairs_verified": 0,
        "seconds": 0.123,
    }
    with pytest.raises(ValueError, match="恰好属于一个类别"):
        clusterer.to_json(grouping, comments[:1], 0.1)


@pytest.mark.fixtures
def test_a_line_shared_by_all_does_not_join_unlike_letters(corpus: Path) -> None:
    path = corpus / "comments" / "regulations-gov" / "USDA-2017-0002.csv"
    comments, errors = grouping_file.read(path.read_bytes(), path.name)
    assert (len(comments), errors) == (198, [])
    bare = clusterer.group(comments, keep_boilerplate=True, ignore_stance=True)
    cut = clusterer.group(comments, ignore_stance=True)
    without_line = [
        Comment(comment.id, re.sub(r"\s*\nRe: Supplemental.*\s*\Z", "", comment.text))
        for comment in comments
    ]
    wanted = clusterer.group(without_line, keep_boilerplate=True, ignore_stance=True)
    # cutting finds what deleting the known line by hand finds, within a few closing formulas
    assert len(bare.clusters) < 125
    assert abs(len(cut.clusters) - len(wanted.clusters)) <= 4
    largest = max(cluster.size for cluster in cut.clusters)
    assert largest <= max(cluster.size for cluster in wanted.clusters) + 2


@pytest.mark.fixtures
def test_real_statements_each_fall_into_one_cluster(corpus: Path) -> None:
    for path in sorted((corpus / "comments" / "polis").glob("*.comments.csv")):
        comments, errors = grouping_file.read(path.read_bytes(), path.name)
        assert not errors
        grouping = clusterer.group(comments)
        answer = clusterer.to_json(grouping, comments, 0)  # raises unless each is in once
        assert sum(cluster["size"] for cluster in answer["clusters"]) == len(comments)
        reversed_order = clusterer.group(comments[::-1])
        assert reversed_order == grouping


@pytest.mark.fixtures
def test_real_sentence_pairs_join_exactly_when_their_ratio_says_so(corpus: Path) -> None:
    """2,000 pairs of sentences with high word overlap: the bare rule is the ratio, no more."""
    lines = (corpus / "pairs" / "paws-x-zh-dev.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split("\t")[1:3] for line in lines]
    comments = [
        Comment(f"{number}-{side}", text, f"pair-{number}")
        for number, pair in enumerate(pairs)
        for side, text in enumerate(pair)
    ]
    grouping = clusterer.group(comments, keep_boilerplate=True, ignore_stance=True)
    joined = {cluster.article for cluster in grouping.clusters if cluster.size == 2}
    alike = {
        f"pair-{number}"
        for number, (one, two) in enumerate(pairs)
        if fuzz.ratio(fold(one), fold(two)) >= 80
    }
    assert joined == alike
