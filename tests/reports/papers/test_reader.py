"""委员审议参阅: which articles, whose words, on how much paper."""

import random

from hypothesis import given, settings
from msgspec.structs import replace

from bench.corpus import material as corpus_round
from reports.assemble import assemble
from reports.document import Document, Heading, Mark, Paragraph, Style, Table
from reports.model import Cluster, Comment, CommentKind, Disposition, Edition, Material, Outcome
from reports.papers.disputes import Side, disputes, side
from reports.papers.kinds import Source
from reports.papers.reader import write
from reports.privacy import mask
from reports.quoting import Voice
from tests.reports.rounds import MADE_ON, cluster, comment, rounds, small_round

FOR, AGAINST = CommentKind.SUPPORT, CommentKind.DELETE


def source(material: Material, edition: Edition = Edition.PUBLIC) -> Source:
    return Source(material, assemble(material, edition=edition, made_on=MADE_ON))


def divided(*sides: tuple[str, int, int]) -> Material:
    """A round in which so many support each article and so many want it deleted."""
    comments: list[Comment] = []
    clusters: list[Cluster] = []
    for article, favour, against in sides:
        for kind, count in ((FOR, favour), (AGAINST, against)):
            for _ in range(count):
                number = len(comments) + 1
                words = f"这一条第{number}点的理由，因为邻里纠纷已经发生过{number}次。"
                comments.append(comment(number, words, article, kind=kind))
                clusters.append(cluster(f"k{number}", comments[-1]))
    return replace(
        small_round(), comments=tuple(comments), clusters=tuple(clusters), dispositions={}
    )


def titles(paper: Document) -> list[str]:
    return [
        block.text
        for one in paper.sections
        for block in one.blocks
        if isinstance(block, Heading) and block.level == 1
    ]


def quoted(paper: Document) -> list[tuple[str, str]]:
    """Each quoted passage with what stands behind it."""
    return [
        (run.text, block.runs[-1].text)
        for one in paper.sections
        for block in one.blocks
        if isinstance(block, Paragraph) and block.style is Style.QUOTE
        for run in block.runs
        if run.mark is Mark.PLAIN
    ]


def test_the_most_disputed_article_stands_first_and_a_one_sided_one_nowhere() -> None:
    paper = write(source(divided(("art_1", 1, 3), ("art_2", 2, 2), ("art_3", 0, 9))))
    assert titles(paper) == ["一、第二条", "二、第一条", "编制说明"]
    assert len(paper.sections) == 1 + 2 * 2 + 1


def test_an_article_some_opinions_of_which_were_refused_is_disputed() -> None:
    material = divided(("art_1", 0, 3))
    decided = {
        "k1": Disposition(Outcome.ADOPTED),
        "k2": Disposition(Outcome.PARTLY, "一部分。"),
        "k3": Disposition(Outcome.NOT_ADOPTED, "不宜修改。"),
    }
    contested, _ = disputes(source(replace(material, dispositions=decided)))
    assert [(one.taken, one.refused, one.degree) for one in contested] == [(2, 1, 1)]


def test_no_more_articles_than_asked_for_and_the_front_says_how_many_there_are() -> None:
    paper = write(source(divided(("art_1", 1, 1), ("art_2", 2, 2), ("art_3", 3, 3))), most=1)
    assert titles(paper) == ["一、第三条", "编制说明"]
    first = paper.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert "其中3条的意见有分歧，下面列出分歧最大的1条" in first.runs[0].text


def test_a_round_without_disputes_says_so() -> None:
    paper = write(source(divided(("art_1", 0, 2))))
    first = paper.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.runs[0].text.endswith("没有意见分歧的条文。")
    assert titles(paper) == ["编制说明"]


def test_the_side_is_what_people_declared_and_their_words_where_they_declared_none() -> None:
    asked = [
        comment(n, "删去这一条。", kind=kind) for n, kind in enumerate((FOR, AGAINST, AGAINST))
    ]
    assert side(asked, "删去这一条。") is Side.AGAINST
    other = [comment(9, "支持。", kind=CommentKind.OTHER)]
    assert side(other, "坚决支持本条规定。") is Side.FOR
    assert side(other, "反对本条规定。") is Side.AGAINST
    assert side(other, "登记在哪里办理？") is Side.NEITHER
    asking = [comment(8, "不同意的怎么办？", kind=CommentKind.QUESTION)]
    assert side(asking, "不同意的怎么办？") is Side.NEITHER
    tied = [*asked[:2]]
    assert side(tied, "删去这一条。") is Side.AGAINST


def test_the_public_edition_masks_what_people_typed() -> None:
    letter = "支持登记，因为邻居的狗伤过人，电话13800138000可以作证。"
    one = comment(1, letter, kind=FOR)
    other = comment(2, "登记没有法律依据，应当删去。", kind=AGAINST)
    material = replace(
        small_round(),
        comments=(one, other),
        clusters=(cluster("k1", one), cluster("k2", other)),
        dispositions={},
    )
    public = "".join(text for text, _ in quoted(write(source(material))))
    assert "13800138000" not in public
    assert "〔手机号已隐去〕" in public
    inside = quoted(write(source(material, Edition.INTERNAL)))
    assert "13800138000" in "".join(text for text, _ in inside)


@given(rounds())
@settings(max_examples=40, deadline=None)
def test_every_cluster_is_on_one_side_and_the_sums_close(material: Material) -> None:
    for one in disputes(source(material))[0]:
        clusters = [cluster.id for camp in one.camps for cluster in camp.clusters]
        assert sorted(clusters) == sorted(
            cluster.id for cluster in material.clusters if cluster.article == one.section.address
        )
        assert sum(camp.comments for camp in one.camps) == one.section.comments
        assert one.degree > 0


@given(rounds())
@settings(max_examples=60, deadline=None)
def test_both_editions_are_one_but_for_personal_data(material: Material) -> None:
    public = quoted(write(source(material, Edition.PUBLIC)))
    inside = quoted(write(source(material, Edition.INTERNAL)))
    assert [behind for _, behind in public] == [behind for _, behind in inside]
    assert [text for text, _ in public] == [mask(text) for text, _ in inside]


@given(rounds())
@settings(max_examples=40, deadline=None)
def test_every_sentence_stands_in_the_comment_it_is_numbered_with(material: Material) -> None:
    voice = Voice(Edition.PUBLIC)
    said = {one.number: voice.said(one) for one in material.comments}
    for text, behind in quoted(write(source(material))):
        assert text in said[behind.strip("…（）")]


def test_the_same_paper_whatever_the_order_of_comments_and_clusters() -> None:
    material = corpus_round(300)
    rng = random.Random(5)
    shuffled = replace(
        material,
        comments=tuple(rng.sample(material.comments, len(material.comments))),
        clusters=tuple(rng.sample(material.clusters, len(material.clusters))),
    )
    assert write(source(shuffled)) == write(source(material))


def test_the_table_of_the_front_agrees_with_the_report() -> None:
    made = source(corpus_round(300))
    paper = write(made)
    (table,) = [block for block in paper.sections[0].blocks if isinstance(block, Table)]
    comments = {one.title: one.comments for one in made.report.sections}
    for row in table.rows:
        name, total, *sides = row.cells[1:6]
        assert isinstance(name, tuple)
        assert total == comments[name[0][0].text] == sum(s for s in sides if isinstance(s, int))
