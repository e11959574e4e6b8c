"""Small rounds for the tests of reports: one written out, and a strategy for arbitrary ones."""

import datetime as dt
from pathlib import Path
from typing import Any

import jinja2
from hypothesis import strategies as st

from bench.corpus import FACTS, ZONE, article, article_label, digest, gathered
from drafts.model import Draft
from reports.merging.metadata import About
from reports.merging.sheets import Matter
from reports.model import (
    Channel,
    Cluster,
    Comment,
    CommentKind,
    Disposition,
    Material,
    Outcome,
)
from reports.paper import printed
from reports.parts import Part
from reports.pdf import Press

ROOT = Path(__file__).resolve().parents[2]
CSS = (ROOT / "templates" / "print" / "review.css").read_text("utf-8")
MADE_ON = dt.date(2026, 4, 20)


def environment() -> jinja2.Environment:
    """Templates as the application loads them."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )


def draft(*texts: str) -> Draft:
    """A draft whose articles say these texts."""
    source, units = "", []
    for number, text in enumerate(texts, start=1):
        printed = f"{article_label(number)}　{text}\n"
        units.append(article(number, len(source), printed, text))
        source += printed
    return Draft(FACTS.bill, source, digest(source), tuple(units))


def pages(html: str, css: str = CSS, matter: Matter = Matter.BODY) -> bytes:
    """One HTML document laid out and bound alone."""
    about = About("试", "试", "试", "试", MADE_ON)
    part = Part("试", html, matter)
    return printed([part], lambda _: (), press=Press(css), about=about, words={})


DRAFT = draft("养犬应当登记。", "携犬出户应当束犬绳。", "本条例自公布之日起施行。")


def comment(number: int, text: str, article: str | None = "art_1", **more: object) -> Comment:
    """One comment with everything a test does not care about filled in."""
    known: dict[str, object] = {
        "submission": f"s{number}",
        "person": f"p{number}",
        "author": "钱某某",
        "received": dt.datetime(2026, 3, 2 + number % 28, 9, tzinfo=ZONE),
    }
    return Comment(
        id=f"c{number}",
        number=f"1-{number:04d}",
        text=text,
        article=article,
        address=article,
        **{**known, **more},  # type: ignore[arg-type]
    )


def cluster(name: str, *comments: Comment) -> Cluster:
    """A cluster of these comments, the first of which represents it."""
    return gathered(name, comments[0].text[:20], comments)


def small_round() -> Material:
    """Two articles spoken of, a form letter with a sentence added, one cluster undecided."""
    letter = "我们强烈要求保留本条的规定，任何放宽都将损害居民的安全。"
    added = "另外，建议在小学门口设立禁犬标志，联系我：13800138000。"
    copies = [comment(1, letter), comment(2, letter), comment(3, letter + added)]
    other = comment(4, "登记费应当取消。", proposed="养犬登记不收费。", reason="便民。")
    leash = comment(
        5, "绳子多长没有写。", "art_2", channel=Channel.LETTER, kind=CommentKind.QUESTION
    )
    whole = comment(6, "总体支持，希望尽快通过。", None, author_public=True, received=None)
    return Material(
        facts=FACTS,
        draft=DRAFT,
        comments=(*copies, other, leash, whole),
        clusters=(
            cluster("k1", *copies),
            cluster("k2", other),
            cluster("k3", leash),
            cluster("k4", whole),
        ),
        dispositions={
            "k1": Disposition(Outcome.ADOPTED),
            "k2": Disposition(Outcome.NOT_ADOPTED, "登记费由价格主管部门核定。"),
            "k4": Disposition(Outcome.STUDY, "请提案人关注下一次审议。"),
        },
        audit_head="ab" * 32,
    )


_WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(
        ["建议缩短期限。", "电话13800138000，请回复", "<script>alert(1)</script>", "=1+1", ""]
    ),
)
_COMMENTS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    text=_WORDS,
    article=st.sampled_from([None, "art_1", "art_2", "art_3", "art_99"]),
    kind=st.sampled_from(CommentKind),
    channel=st.sampled_from(Channel),
    proposed=_WORDS,
    reason=_WORDS,
    submission=st.sampled_from(["", "s1", "s2"]),
    person=st.sampled_from(["", "p1", "p2"]),
    author_public=st.booleans(),
    received=st.none()
    | st.datetimes(dt.datetime(2026, 3, 2), dt.datetime(2026, 4, 1)).map(  # noqa: DTZ001 - the zone is added
        lambda moment: moment.replace(tzinfo=ZONE)
    ),
)


@st.composite
def rounds(draw: st.DrawFn) -> Material:
    """Any round whose clusters hold every comment once and whose decisions give reasons, also
    those on single comments."""
    comments = [
        comment(number, **fields)
        for number, fields in enumerate(draw(st.lists(_COMMENTS, max_size=12)), start=1)
    ]
    groups: dict[tuple[str | None, int], list[Comment]] = {}
    for one in comments:
        groups.setdefault((one.article, draw(st.integers(0, 2))), []).append(one)
    clusters = [cluster(f"k{n}", *group) for n, group in enumerate(groups.values())]
    decided = {
        one.id: Disposition(outcome, "理由如下。")
        for one in clusters
        if (outcome := draw(st.none() | st.sampled_from(Outcome)))
    }
    own = {
        one.id: Disposition(outcome, "单独研究。")
        for one in comments
        if (outcome := draw(st.none() | st.none() | st.sampled_from(Outcome)))
    }
    return Material(FACTS, DRAFT, tuple(comments), tuple(clusters), decided, exceptions=own)
