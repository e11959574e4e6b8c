"""A report broken in any way is refused, and the refusal says which way."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reports.assemble import assemble
from reports.checks import RULES, UntrueReport, check
from reports.model import Disposition, Edition, Material, Outcome
from reports.review import Block, ClusterView, ReviewReport, Share, verdict_of
from tests.reports.rounds import MADE_ON, small_round

MATERIAL = small_round()
REPORT = assemble(MATERIAL, edition=Edition.PUBLIC, made_on=MADE_ON)

Break = Callable[[ReviewReport], ReviewReport]


def with_block(report: ReviewReport, change: Callable[[Block], Block]) -> ReviewReport:
    """The report with its second section's first decision changed."""
    whole, section, *rest = report.sections
    first, *others = section.blocks
    changed = replace(section, blocks=(change(first), *others))
    return replace(report, sections=(whole, changed, *rest))


def with_view(report: ReviewReport, change: Callable[[ClusterView], ClusterView]) -> ReviewReport:
    """The report with the first cluster of that decision changed."""
    return with_block(
        report,
        lambda block: replace(block, clusters=(change(block.clusters[0]), *block.clusters[1:])),
    )


def drop_an_entry(report: ReviewReport) -> ReviewReport:
    annex = report.appendix[1]
    group = replace(annex.groups[0], entries=annex.groups[0].entries[1:])
    cut = replace(annex, groups=(group, *annex.groups[1:]))
    return replace(report, appendix=(report.appendix[0], cut, *report.appendix[2:]))


def list_an_entry_twice(report: ReviewReport) -> ReviewReport:
    annex = report.appendix[1]
    entries = annex.groups[0].entries
    group = replace(annex.groups[0], entries=(*entries, entries[0]))
    return replace(
        report,
        appendix=(
            report.appendix[0],
            replace(annex, groups=(group, *annex.groups[1:])),
            *report.appendix[2:],
        ),
    )


def change_the_cover(report: ReviewReport) -> ReviewReport:
    return replace(report, figures=replace(report.figures, comments=report.figures.comments + 1))


def invent_a_person(report: ReviewReport) -> ReviewReport:
    return replace(report, figures=replace(report.figures, people=1))


def add_a_channel(report: ReviewReport) -> ReviewReport:
    channels = (*report.figures.channels, Share("fax", "传真", 2))
    return replace(report, figures=replace(report.figures, channels=channels))


def drop_a_section(report: ReviewReport) -> ReviewReport:
    return replace(report, sections=report.sections[:-1])


def drop_a_block(report: ReviewReport) -> ReviewReport:
    whole, section, *rest = report.sections
    return replace(report, sections=(whole, replace(section, blocks=section.blocks[1:]), *rest))


def hide_a_cluster(report: ReviewReport) -> ReviewReport:
    return with_block(report, lambda block: replace(block, clusters=block.clusters[1:]))


def answer_for_more(report: ReviewReport) -> ReviewReport:
    return with_block(report, lambda block: replace(block, comments=block.comments + 1))


def change_a_reason(report: ReviewReport) -> ReviewReport:
    return with_block(report, lambda block: replace(block, reason="另一个理由。"))


def reword_a_quotation(report: ReviewReport) -> ReviewReport:
    return with_view(
        report, lambda view: replace(view, quotation=replace(view.quotation, text="我们不要求保留"))
    )


def reword_an_addition(report: ReviewReport) -> ReviewReport:
    return with_view(
        report,
        lambda view: replace(
            view, additions=tuple(replace(one, text="没有人说过的话") for one in view.additions)
        ),
    )


def unmask(report: ReviewReport) -> ReviewReport:
    """The internal edition's appendix under the public edition's name."""
    internal = assemble(MATERIAL, edition=Edition.INTERNAL, made_on=MADE_ON)
    return replace(report, appendix=internal.appendix)


def change_an_outcome(report: ReviewReport) -> ReviewReport:
    return with_block(report, lambda block: replace(block, verdict=verdict_of(Outcome.PARTLY)))


def break_a_link(report: ReviewReport) -> ReviewReport:
    return with_view(
        report, lambda view: replace(view, appendix=replace(view.appendix, href="nowhere"))
    )


def reuse_an_anchor(report: ReviewReport) -> ReviewReport:
    return with_view(report, lambda view: replace(view, anchor=report.sections[0].anchor))


def sign_without_consent(report: ReviewReport) -> ReviewReport:
    return with_view(
        report,
        lambda view: replace(view, quotation=replace(view.quotation, signature="钱某某，网页")),
    )


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (drop_an_entry, "每条意见恰好一次"),
        (list_an_entry_twice, "每条意见恰好一次"),
        (change_the_cover, "总数相符"),
        (invent_a_person, "总数相符"),
        (add_a_channel, "总数相符"),
        (drop_a_section, "总数相符"),
        (drop_a_block, "分条相符"),
        (hide_a_cluster, "分条相符"),
        (answer_for_more, "分条相符"),
        (reword_a_quotation, "引文照录"),
        (reword_an_addition, "引文照录"),
        (unmask, "引文照录"),
        (unmask, "署名经同意"),
        (change_an_outcome, "处理情况属实"),
        (change_a_reason, "处理情况属实"),
        (break_a_link, "引用有着落"),
        (reuse_an_anchor, "引用有着落"),
        (sign_without_consent, "署名经同意"),
    ],
)
def test_a_broken_report_is_refused_by_name(broken: Break, rule: str) -> None:
    with pytest.raises(UntrueReport) as refused:
        check(broken(REPORT), MATERIAL)
    assert rule in {finding.rule for finding in refused.value.findings}
    assert rule in str(refused.value)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.ADOPTED])
def test_an_outcome_without_its_reason_is_refused(outcome: Outcome) -> None:
    material = replace(MATERIAL, dispositions={"k1": Disposition(outcome, "  ")})
    report = assemble(material, edition=Edition.PUBLIC, made_on=MADE_ON)
    with pytest.raises(UntrueReport) as refused:
        check(report, material)
    assert [finding.rule for finding in refused.value.findings] == ["不采纳有理由"]


def test_adopted_and_undecided_need_no_reason() -> None:
    material: Material = replace(MATERIAL, dispositions={"k1": Disposition(Outcome.ADOPTED)})
    check(assemble(material, edition=Edition.PUBLIC, made_on=MADE_ON), material)


def test_the_true_report_passes() -> None:
    check(REPORT, MATERIAL)


def test_every_rule_explains_itself() -> None:
    assert all(rule.__doc__ for rule in RULES.values())
