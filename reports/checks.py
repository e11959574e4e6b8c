"""What must hold before a report may be handed out. Each rule is a function with its reason.

The rules count again from the material, not from what `assemble` counted.
"""

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from reports.model import Comment, Edition, Material, Outcome
from reports.quoting import Voice
from reports.review import (
    AppendixGroup,
    ArticleSection,
    Block,
    ClusterView,
    Link,
    Quotation,
    ReviewReport,
)


class Finding(msgspec.Struct, frozen=True):
    """One way in which a report is untrue: the rule broken, and where, in a sentence."""

    rule: str
    message: str


class UntrueReport(Exception):
    """A report that says what the material does not. `findings` lists every way found."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        listed = "\n".join(f"· {finding.rule}：{finding.message}" for finding in findings[:50])
        super().__init__(f"报告与数据不符（{len(findings)}处），没有生成：\n{listed}")


def check(report: ReviewReport, material: Material) -> None:
    """Test a report as `assemble` made it (before characters are replaced for printing).

    Raises `UntrueReport` with every finding of every rule.
    """
    findings = [
        Finding(name, message) for name, rule in RULES.items() for message in rule(report, material)
    ]
    if findings:
        raise UntrueReport(findings)


def each_comment_once(report: ReviewReport, material: Material) -> Iterator[str]:
    """Duplicates are counted, never dropped: a comment left out or listed twice falsifies all."""
    listed = Counter(
        entry.comment
        for section in report.appendix
        for group in section.groups
        for entry in group.entries
    )
    names = {comment.id: comment.number or comment.id for comment in material.comments}
    for comment, name in names.items():
        if listed[comment] != 1:
            yield f"意见{name}在附件中列了{listed[comment]}次，应为1次"
    for stranger in sorted(set(listed) - set(names)):
        yield f"附件列有不存在的意见{stranger}"
    grouped = Counter(member.id for cluster in material.clusters for member in cluster.members)
    for comment, name in names.items():
        if grouped[comment] != 1:
            yield f"意见{name}归入了{grouped[comment]}类，应为1类"
    for stranger in sorted(set(grouped) - set(names)):
        yield f"同类意见中有不存在的意见{stranger}"


def sums_close(report: ReviewReport, material: Material) -> Iterator[str]:
    """The cover, the tables, the sections and the appendix must give the same number of 条."""
    whole, figures = len(material.comments), report.figures
    totals = {
        "封面": figures.comments,
        "来源合计": sum(share.comments for share in figures.channels),
        "类型合计": sum(share.comments for share in figures.kinds),
        "处理情况合计": sum(count.comments for count in figures.verdicts),
        "日期合计": figures.undated + sum(one.comments for one in figures.days),
        "逐条合计": sum(section.comments for section in report.sections),
        "附件合计": sum(section.comments for section in report.appendix),
    }
    for name, total in totals.items():
        if total != whole:
            yield f"{name}为{total}条，实有意见{whole}条"
    clusters = {
        "封面": figures.clusters,
        "处理情况合计": sum(count.clusters for count in figures.verdicts),
        "逐条合计": sum(section.cluster_count for section in report.sections),
        "附件合计": sum(len(section.groups) for section in report.appendix),
    }
    for name, total in clusters.items():
        if total != len(material.clusters):
            yield f"{name}为{total}类，实有同类意见{len(material.clusters)}类"
    submissions = len({comment.submission or comment.id for comment in material.comments})
    if figures.submissions != submissions:
        yield f"封面为{figures.submissions}件，实有来件{submissions}件"
    people = len({_person(comment) for comment in material.comments})
    if figures.people != people:
        yield f"封面为{figures.people}人，实有{people}人"


def sections_close(report: ReviewReport, _material: Material) -> Iterator[str]:
    """Under each article and each decision: clusters shown and hidden, verdicts, appendix agree."""
    listed = {section.anchor: section for section in report.appendix}
    for section in report.sections:
        yield from _section_closes(section)
        annex = listed.get(section.appendix.href)
        if annex is None or annex.comments != section.comments:
            yield f"{section.label}与附件中的条数不一致"
        elif annex.comments != sum(len(group.entries) for group in annex.groups):
            yield f"附件中{section.label}的条数与所列意见不一致"


def quotations_verbatim(report: ReviewReport, material: Material) -> Iterator[str]:
    """Nothing invented: a quotation is a piece of the stored comment, after declared masking."""
    voice = Voice(report.edition)
    said = {comment.id: voice.said(comment) for comment in material.comments}
    for quotation in _quotations(report):
        if quotation.text not in said.get(quotation.comment, ""):
            yield f"引用意见{quotation.number}的文字与原文不一致"
    comments = {comment.id: comment for comment in material.comments}
    for section in report.appendix:
        for entry in (entry for group in section.groups for entry in group.entries):
            comment = comments.get(entry.comment)
            if comment is not None and entry.parts != voice.parts(comment):
                yield f"附件中意见{entry.number}的文字与原文不一致"


def outcomes_as_decided(report: ReviewReport, material: Material) -> Iterator[str]:
    """A report prints what staff decided and why, no more and no less; undecided clusters are
    待处理. A block answers only clusters with its own outcome and reason."""
    voice = Voice(report.edition)
    shown = [
        (view.code, view.cluster, block.verdict, block.reason)
        for section in report.sections
        for block in section.blocks
        for view in block.clusters
    ]
    shown += [
        (group.code, group.cluster, group.verdict, group.reason)
        for section in report.appendix
        for group in section.groups
    ]
    for code, cluster, verdict, reason in shown:
        decided = material.dispositions.get(cluster)
        if verdict.outcome is not (decided.outcome if decided else None):
            yield f"第{code}类的处理情况与登记的不一致"
        if reason != (voice.text(decided.reason) if decided else ""):
            yield f"第{code}类的处理理由与登记的不一致"


def own_outcomes_as_decided(report: ReviewReport, material: Material) -> Iterator[str]:
    """A comment decided on its own is printed and counted so, and no other is: the figures by
    outcome are counted again here, comment by comment."""
    voice = Voice(report.edition)
    for section in report.appendix:
        for entry in (entry for group in section.groups for entry in group.entries):
            own = material.exceptions.get(entry.comment)
            printed = (entry.own.verdict.outcome, entry.own.reason) if entry.own else None
            if printed != ((own.outcome, voice.text(own.reason)) if own else None):
                yield f"意见{entry.number}单独的处理与登记的不一致"
    counted: Counter[Outcome | None] = Counter()
    for cluster in material.clusters:
        decided = material.dispositions.get(cluster.id)
        for member in cluster.members:
            one = material.exceptions.get(member.id, decided)
            counted[one.outcome if one else None] += 1
    told = {one.verdict.outcome: one.comments for one in report.figures.verdicts if one.comments}
    if told != dict(counted):
        yield "各处理情况的条数与逐条登记的不一致"


def advice_as_given(report: ReviewReport, material: Material) -> Iterator[str]:
    """The internal edition says of each cluster what every department asked about it answered,
    and counts each request once; the public one says nothing of it."""
    internal = report.edition is Edition.INTERNAL
    listed = [group for section in report.appendix for group in section.groups]
    shown: list[AppendixGroup | ClusterView] = [*listed]
    shown += (view for section in report.sections for view in section.clusters)
    asked: Counter[str] = Counter()
    for one in shown:
        given = material.advice.get(one.cluster, ()) if internal else ()
        if Counter(one.advice) != Counter(given):
            yield f"第{one.code}类的部门意见与登记的不一致"
    for group in listed:
        asked.update(given.department for given in group.advice)
    if {one.department: one.asked for one in report.departments} != dict(asked):
        yield "各部门答复情况之和与征询的类数不一致"


def reasons_given(report: ReviewReport, _material: Material) -> Iterator[str]:
    """Every outcome but 采纳 needs its reason (design.md §2)."""
    silent = {Outcome.ADOPTED, None}
    for section in report.appendix:
        for group in section.groups:
            if group.verdict.outcome not in silent and not group.reason.strip():
                yield f"第{group.code}类“{group.label}”{group.verdict.word}，没有写明理由"
            for entry in group.entries:
                own = entry.own
                if own and own.verdict.outcome not in silent and not own.reason.strip():
                    yield f"意见{entry.number}单独{own.verdict.word}，没有写明理由"


def links_alive(report: ReviewReport, _material: Material) -> Iterator[str]:
    """Every cross reference leads somewhere, and no two places have the same name."""
    anchors = Counter(_anchors(report))
    for anchor, times in sorted(anchors.items()):
        if times > 1:
            yield f"位置{anchor}出现了{times}次"
    for link in _links(report):
        if link.href not in anchors:
            yield f"“{link.text}”指向的位置{link.href}不存在"


def names_withheld(report: ReviewReport, material: Material) -> Iterator[str]:
    """The public edition names nobody who did not agree."""
    voice = Voice(report.edition)
    allowed = {comment.id: voice.signature(comment) for comment in material.comments}
    signed = [(quote.comment, quote.number, quote.signature) for quote in _quotations(report)]
    signed += [
        (entry.comment, entry.number, entry.signature)
        for section in report.appendix
        for group in section.groups
        for entry in group.entries
    ]
    for comment, number, signature in signed:
        if signature != allowed.get(comment):
            yield f"意见{number}的署名与登记的不一致"


RULES: dict[str, Callable[[ReviewReport, Material], Iterator[str]]] = {
    "每条意见恰好一次": each_comment_once,
    "总数相符": sums_close,
    "分条相符": sections_close,
    "引文照录": quotations_verbatim,
    "处理情况属实": outcomes_as_decided,
    "单独处理属实": own_outcomes_as_decided,
    "部门意见属实": advice_as_given,
    "不采纳有理由": reasons_given,
    "引用有着落": links_alive,
    "署名经同意": names_withheld,
}


def _section_closes(section: ArticleSection) -> Iterator[str]:
    shown = sum(block.comments for block in section.blocks)
    if shown + sum(count.comments for count in section.rest) != section.comments:
        yield f"{section.label}各处理之条数与本条条数不一致"
    answered = sum(block.cluster_count for block in section.blocks)
    if answered + sum(count.clusters for count in section.rest) != section.cluster_count:
        yield f"{section.label}的类数不一致"
    if sum(count.comments for count in section.verdicts) != section.comments:
        yield f"{section.label}各处理情况之和与本条条数不一致"
    if sum(count.clusters for count in section.verdicts) != section.cluster_count:
        yield f"{section.label}各处理情况的类数不一致"
    for block in section.blocks:
        yield from _block_closes(section, block)


def _block_closes(section: ArticleSection, block: Block) -> Iterator[str]:
    where = f"{section.label}{block.verdict.word}一处"
    if sum(view.size for view in block.clusters) + block.hidden_comments != block.comments:
        yield f"{where}各类条数之和与所答条数不一致"
    if len(block.clusters) + block.hidden != block.cluster_count:
        yield f"{where}所答类数不一致"
    for view in block.clusters:
        if len(view.members) != view.size or sum(c.comments for c in view.channels) != view.size:
            yield f"第{view.code}类的条数与所列意见不一致"


def _quotations(report: ReviewReport) -> Iterator[Quotation]:
    for section in report.sections:
        for view in section.clusters:
            yield view.quotation
            yield from view.additions


def _anchors(report: ReviewReport) -> Iterator[str]:
    for section in report.sections:
        yield section.anchor
        yield from (view.anchor for view in section.clusters)
    for row in report.comparison.rows if report.comparison else ():
        yield row.anchor
        yield from row.anchors
    for annex in report.appendix:
        yield annex.anchor
        for group in annex.groups:
            yield group.anchor
            yield from (entry.anchor for entry in group.entries)


def _links(report: ReviewReport) -> Iterator[Link]:
    yield from (one.ask for one in report.foremost)
    for section in report.sections:
        yield section.appendix
        if section.comparison:
            yield section.comparison
        for view in section.clusters:
            yield from _cluster_links(view)
    for row in report.comparison.rows if report.comparison else ():
        yield from (link for cited in row.cites for link in cited.links)
    for annex in report.appendix:
        yield annex.back
        yield from (group.back for group in annex.groups if group.back)


def _cluster_links(view: ClusterView) -> Iterator[Link]:
    yield view.appendix
    yield from (Link(one.number, one.href) for one in view.apart)
    yield from view.members
    for quotation in (view.quotation, *view.additions):
        yield Link(quotation.number, quotation.href)


def _person(comment: Comment) -> str:
    return comment.person or comment.submission or comment.id
