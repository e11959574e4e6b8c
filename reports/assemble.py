"""From the frozen material of a round to its review report.

Pure: the same material gives the same report, whatever the order its comments and clusters are
in. What the papers must contain: 立法法 (2023) arts. 40-41, and the offices' own forms.
"""

import datetime as dt
from collections.abc import Mapping

from msgspec.structs import replace

from reports.advice import answering
from reports.appendix import appendix
from reports.blocks import blocks, foremost, rest
from reports.bounding import ROOM, apart
from reports.campaigns import form_letters
from reports.chinese import day, period, runs
from reports.comparison import comparison, reading_name, row_anchors
from reports.figures import figures, people, verdict_counts
from reports.manifest import manifest
from reports.model import Edition, Material
from reports.places import Place, Places, paragraphs, places
from reports.quoting import Voice
from reports.review import ArticleSection, Link, ReviewReport
from reports.tally import Tally, tally
from reports.weights import comments_weight, comparison_weight, section_weight

EDITION_NAMES = {Edition.PUBLIC: "公开版", Edition.INTERNAL: "内部版"}


def assemble(
    material: Material,
    *,
    edition: Edition,
    made_on: dt.date,
    versions: Mapping[str, str] | None = None,
) -> ReviewReport:
    """The review report of a round for one edition's readers; `versions` of what makes it.

    Every comment stands once in the appendix and counts once in every sum. Raises ValueError
    when some comment is not in exactly one cluster of its own article.
    """
    counts = tally(material.comments, material.clusters, material.dispositions, material.exceptions)
    voice = Voice(edition)
    where, weight = _bounded(material, counts)
    table = comparison(material, where)
    listed = appendix(material, where, voice)
    separate = apart(weight, comparison_weight(table), comments_weight(material.comments))
    facts = material.facts
    ongoing = made_on < day(facts.closes)
    return ReviewReport(
        title=_title(material, ongoing=ongoing),
        bill=called(material.facts.bill),
        draft=facts.draft,
        reading=reading_name(facts.reading),
        body=facts.body,
        edition=edition,
        edition_name=EDITION_NAMES[edition],
        period=period(facts.opens, facts.closes),
        ongoing=ongoing,
        opens=facts.opens,
        closes=facts.closes,
        made_on=made_on,
        figures=figures(material, counts, form_letters(material.comments, material.clusters)),
        foremost=foremost(material, where, voice),
        sections=_sections(material, counts, where, voice),
        silent=_silent(material, where),
        comparison=table and replace(table, apart=separate.comparison),
        appendix=listed,
        manifest=manifest(material, edition=edition, made_on=made_on, versions=versions or {}),
        apart=separate.annex,
        departments=answering(material, edition, made_on),
    )


def _bounded(material: Material, counts: Tally) -> tuple[Places, int]:
    """Where everything stands, and what the articles weigh.

    What a cluster fills is known when it is written: where the first choice of clusters fills too
    much, a smaller one is taken. Both editions make the choice on the words as they arrived: they
    show the same clusters.
    """
    whole = Voice(Edition.INTERNAL)
    room = ROOM * 5 // 4
    while True:
        where = places(material, room)
        weight = sum(map(section_weight, _sections(material, counts, where, whole)))
        if weight <= ROOM or room < ROOM // 50:
            return where, weight
        room = room * ROOM // weight


def _title(material: Material, *, ongoing: bool) -> tuple[str, ...]:
    """The title in lines broken by meaning (GB/T 9704-2012, 7.3.1)."""
    reading = reading_name(material.facts.reading)
    interim = "阶段性" if ongoing else ""
    return f"关于《{called(material.facts.bill)}》", f"{reading}公开征求意见{interim}情况的报告"


def called(bill: str) -> str:
    """The bill as a paper names it before it is passed: …条例（草案）. A title inside its title is
    set in single marks (GB/T 15834-2011, 4.15.3.4)."""
    name = bill.replace("《", "〈").replace("》", "〉")
    return name if "草案" in name else f"{name}（草案）"


def _sections(
    material: Material, counts: Tally, where: Places, voice: Voice
) -> tuple[ArticleSection, ...]:
    rows = row_anchors(material)
    outcomes = {one.article: verdict_counts(one.outcomes) for one in counts.by_article}
    sections: list[ArticleSection] = []
    chapter = ""
    for place in where.all:
        opens = place.chapter if place.chapter != chapter else ""
        chapter = place.chapter
        section = _section(place, rows.get(place.address or ""), material, where, voice)
        sections.append(replace(section, verdicts=outcomes[place.address], opens_chapter=opens))
    return tuple(sections)


def _section(
    place: Place, row: str | None, material: Material, where: Places, voice: Voice
) -> ArticleSection:
    comments = [comment for cluster in place.clusters for comment in where.members(cluster)]
    decided = blocks(place, material, where, voice)
    return ArticleSection(
        anchor=place.anchor,
        address=place.address,
        code=place.code,
        label=place.label,
        caption=place.caption,
        paragraphs=paragraphs(place.unit) if decided else (),
        comments=len(comments),
        people=people(comments),
        cluster_count=len(place.clusters),
        verdicts=(),
        blocks=decided,
        appendix=Link("全部意见", place.appendix),
        comparison=Link("修改前后对照", row) if row else None,
        rest=rest(place, material, where),
    )


def _silent(material: Material, where: Places) -> tuple[str, ...]:
    """Articles nobody spoke of, neighbours drawn together: 第三条至第五条."""
    heard = {place.address for place in where.all}
    order = [unit.label or unit.address for unit in material.draft.articles()]
    quiet = [u.label or u.address for u in material.draft.articles() if u.address not in heard]
    return runs(quiet, order)
