"""Small bills through their readings for the tests of the paper over all readings."""

from collections.abc import Sequence

from hypothesis import strategies as st
from msgspec.structs import replace

from drafts.diff import compare_with
from drafts.model import Change, Draft, Link, LinkStatus
from reports.chain import Chain, ChainSource, Step, assembled
from reports.model import Cluster, Comment, Disposition, Edition, Material
from tests.reports.rounds import MADE_ON, cluster, comment, draft, rounds, small_round

Pair = tuple[str | None, str | None]
SURE = LinkStatus.AUTOMATIC


def chain(
    texts: Sequence[Draft],
    links: Sequence[Sequence[tuple[str | None, str | None, LinkStatus]]],
    said: Sequence[Material | None],
    passports: Sequence[dict[str, int]] | None = None,
) -> Chain:
    """A chain of these texts, linked as given, with what was said of each."""
    steps = []
    for at, text in enumerate(texts):
        changes = (
            compare_with(
                text,
                texts[at + 1],
                [Link(old, new, Change.CHANGED, 1.0, status) for old, new, status in links[at]],
            )
            if at + 1 < len(texts)
            else ()
        )
        material = said[at]
        if material is not None:
            facts = replace(material.facts, reading=at + 1)
            material = replace(
                material,
                facts=facts,
                draft=text,
                next_draft=texts[at + 1] if changes else None,
                changes=changes,
            )
        held = passports[at] if passports else {}
        steps.append(Step(at + 1, f"第{at + 1}稿", text, held, changes, material))
    return Chain("云川市养犬管理条例（草案）", "云川市人大常委会", tuple(steps))


def source(made: Chain, edition: Edition = Edition.PUBLIC) -> ChainSource:
    """The chain with its reports."""
    return assembled(made, edition=edition, made_on=MADE_ON)


def said(*opinions: tuple[str, str | None, Disposition | None]) -> Material:
    """A round in which each of these texts stands on its article alone, decided as given."""
    comments: list[Comment] = []
    clusters: list[Cluster] = []
    decided: dict[str, Disposition] = {}
    for number, (text, article, decision) in enumerate(opinions, start=1):
        comments.append(comment(number, text, article))
        clusters.append(cluster(f"k{number}", comments[-1]))
        if decision:
            decided[f"k{number}"] = decision
    return replace(
        small_round(), comments=tuple(comments), clusters=tuple(clusters), dispositions=decided
    )


FIRST = draft("养犬应当在十五日内登记。", "携犬出户应当束犬绳。", "每户限养一只。")
SECOND = draft("本市实行分区管理。", "养犬应当在三十日内登记。", "携犬出户应当束犬绳。")
THIRD = draft("本市实行分区管理。", "养犬应当在三十日内登记。", "携犬出户应当束犬绳。")
TO_SECOND = (("art_1", "art_2", SURE), ("art_2", "art_3", SURE))
TO_THIRD = tuple((f"art_{n}", f"art_{n}", SURE) for n in (1, 2, 3))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Any three readings, some without a round, sure or doubtful links between them."""
    doubt = draw(st.sampled_from(LinkStatus))
    return chain(
        (FIRST, SECOND, THIRD),
        ((("art_1", "art_2", doubt), ("art_2", "art_3", SURE)), TO_THIRD),
        [draw(st.none() | rounds()) for _ in range(3)],
    )
