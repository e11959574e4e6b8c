"""征求意见情况通报: what came in, what was said and what came of it, on a few pages at any volume.

立法法 (2023) art. 40: 征求意见的情况应当向社会通报. The public reads it, so a name stands in it
only by consent, in the internal edition too.
"""

from collections.abc import Iterator, Sequence

import msgspec

from reports.chinese import long_date, percent
from reports.document import (
    Align,
    Block,
    Column,
    Document,
    Paragraph,
    Row,
    Section,
    Table,
    cell,
    said,
)
from reports.model import Channel, Edition
from reports.normalize import fold
from reports.papers.kinds import Kind, Source
from reports.papers.wording import about, body, opinion, sayer, section, signed, subsection
from reports.places import number_order
from reports.quoting import Voice, excerpt
from reports.review import ReviewReport, Verdict, VerdictCount

PROBLEMS = 5
"""How many of the problems most people spoke of are told."""
REASON = 70
"""How much of a reason is told; the review report has it whole."""
NAMES = 24
"""How many of those who agreed to be named are."""
_TOLD = {"adopted": 2, "partly": 1, "not-adopted": 3, "already": 1, "study": 1}
"""How many further decisions of each outcome are told: the notice stays within six pages."""
_HEADINGS = {
    "adopted": "采纳的意见",
    "partly": "部分采纳的意见",
    "not-adopted": "未采纳的意见及理由",
    "already": "已有规定的意见",
    "study": "另行研究的意见",
}
LONGEST_NAME = 20


class _Told(msgspec.Struct, frozen=True):
    """An answer of the office and what it answers, as the notice tells it. `anchors` are those of
    the clusters it answers; for `own` of its comments a decision of their own counts."""

    place: str
    ask: str
    comments: int
    clusters: int
    verdict: Verdict
    reason: str
    anchors: tuple[str, ...]
    own: int


def write(source: Source) -> Document:
    """The notice of results of a round; 阶段性 while it is still open."""
    report = source.report
    answers = list(_answers(report))
    problems = _problems(report, answers)
    parts: list[tuple[str, list[Block]]] = [
        ("基本情况", [*_facts(source), *_origins(report)]),
        ("意见较集中的问题", [_sentence(n, one) for n, one in enumerate(problems, start=1)]),
        ("意见研究采纳情况", list(_decisions(source, answers, problems))),
        ("下一步工作", list(_next(source))),
    ]
    blocks: list[Block] = []
    for number, (title, told) in enumerate([part for part in parts if part[1]], start=1):
        blocks += [section(number, title), *told]
    blocks += [*_thanks(source), *signed(report.body, report.made_on, source.office)]
    return Document(
        kind=Kind.RESULTS.value,
        title=_title(report),
        sections=(Section("通报", tuple(blocks)),),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
    )


def _title(report: ReviewReport) -> tuple[str, ...]:
    interim = "阶段性" if report.ongoing else ""
    return f"关于《{report.bill}》", f"{report.reading}公开征求意见{interim}情况的通报"


def _facts(source: Source) -> tuple[Paragraph, ...]:
    report, figures = source.report, source.report.figures
    asked = f"{report.body}于{report.period}就《{report.bill}》{report.reading}向社会公开征求意见。"
    so_far = (
        f"截至{long_date(report.made_on)}，征求意见尚未结束，本通报是阶段性通报，"
        "数字以结束后的通报为准。"
        if report.ongoing
        else ""
    )
    if not figures.comments:
        return body(sayer(source.office)("results.opening"), asked + so_far + "没有收到意见。")
    articles = f"，涉及{figures.articles}条条文" if figures.articles else ""
    counted = (
        f"{'到目前为止，' if report.ongoing else ''}共收到{figures.people}人提交的来件"
        f"{figures.submissions}件、意见{figures.comments}条，归并为同类意见{figures.clusters}类{articles}。"
    )
    kinds = "、".join(f"{share.label}{share.comments}条" for share in figures.kinds)
    return body(
        sayer(source.office)("results.opening"),
        asked + so_far + counted,
        f"从意见类型看，{kinds}。",
    )


def _origins(report: ReviewReport) -> Iterator[Table]:
    figures = report.figures
    if figures.channels:
        rows = [(s.label, s.submissions, s.comments) for s in figures.channels]
        yield _counted("意见来源", "来源", "件数", rows, (figures.submissions, figures.comments))


def _counted(
    caption: str,
    first: str,
    second: str,
    rows: Sequence[tuple[str, int, int]],
    total: tuple[int, int],
) -> Table:
    """A table of two counts a row, the second of which is comments, with its share and the sum."""
    comments = total[1]
    told = [
        Row((cell(name), one, two, cell(percent(two, comments))), total=at == len(rows))
        for at, (name, one, two) in enumerate([*rows, ("合计", *total)])
    ]
    columns = (
        Column(first, 2),
        *(Column(title, 1, Align.RIGHT) for title in (second, "条数", "占比")),
    )
    return Table(columns, tuple(told), caption=caption, name=caption)


def _problems(report: ReviewReport, answers: Sequence[_Told]) -> list[_Told]:
    """The problems most people spoke of, the most asked for first, each with its answer."""
    reasons = {anchor: one.reason for one in answers for anchor in one.anchors}
    return [
        _Told(
            place=one.place,
            ask=one.ask.text,
            comments=one.comments,
            clusters=one.clusters,
            verdict=one.verdict,
            reason=reasons.get(one.ask.href, ""),
            anchors=(one.ask.href,),
            own=one.own,
        )
        for one in report.foremost
        if fold(one.ask.text)
    ][:PROBLEMS]


def _sentence(number: int, one: _Told) -> Paragraph:
    """1．关于第四条。有的意见建议……（57条，9类说法）。采纳。…… A question keeps its mark.
    Comments decided on their own are counted under their own outcome."""
    told = opinion(one.ask)
    phrasings = f"，{one.clusters}类说法" if one.clusters > 1 else ""
    counted = f"{told}（{one.comments - one.own}条{phrasings}）" + (
        "" if told[-1] in "？?" else "。"
    )
    reason = excerpt(one.reason, REASON)
    clipped = "……" if len(reason) < len(one.reason) else ""
    answer = f"{one.verdict.word}。{reason}{clipped}" if one.verdict.outcome else ""
    return Paragraph(said(f"{number}．{about(one.place)}。{counted}{answer}"))


def _decisions(
    source: Source, answers: Sequence[_Told], problems: Sequence[_Told]
) -> Iterator[Block]:
    report, figures = source.report, source.report.figures
    if not figures.comments:
        return
    today = long_date(report.made_on)
    if not figures.decided_comments:
        yield from body(f"截至{today}，各类意见正在研究，尚未提出处理意见。")
        return
    yield from body(
        f"截至{today}，已对{figures.decided_clusters}类、{figures.decided_comments}条意见提出处理意见，"
        f"按条数计算，办结率为{rate(figures.decided_comments, figures.comments)}。"
        + _replied(source)
    )
    rows = [
        (f"{v.verdict.shape}{v.verdict.word}", v.clusters, v.comments) for v in figures.verdicts
    ]
    yield _counted("处理情况", "处理情况", "类数", rows, (figures.clusters, figures.comments))
    decided = [count for count in figures.verdicts if count.verdict.outcome is not None]
    for number, count in enumerate(decided, start=1):
        yield subsection(number, _HEADINGS[count.verdict.key])
        yield from _verdict(count, answers, problems)


def _replied(source: Source) -> str:
    """Who sent an opinion through the site sees what became of it there, with the receipt."""
    material = source.material
    sent = {one.id for one in material.comments if one.channel is Channel.WEB}
    decided = {
        member.id
        for cluster in material.clusters
        if cluster.id in material.dispositions
        for member in cluster.members
    } | material.exceptions.keys()
    done = len(sent & decided)
    if not done:
        return ""
    told = f"网上提交的{len(sent)}条意见中，{done}条（{rate(done, len(sent))}）已有处理结果，"
    return f"{told}提出人凭回执可以在网站查询。"


def rate(part: int, whole: int) -> str:
    """The share of what is done; never 100.0% while something is left."""
    told = percent(part, whole)
    return "99.9%以上" if told == "100.0%" and part < whole else told


def _verdict(
    count: VerdictCount, answers: Sequence[_Told], problems: Sequence[_Told]
) -> Iterator[Paragraph]:
    """How many opinions had one outcome, and the largest decisions part two has not told; 其余 are
    those told nowhere here."""
    before = [one for one in problems if one.verdict.key == count.verdict.key]
    known = {anchor for one in before for anchor in one.anchors}
    others = (
        one
        for one in answers
        if one.verdict.key == count.verdict.key and fold(one.ask) and known.isdisjoint(one.anchors)
    )
    ranked = sorted(others, key=lambda one: -one.comments)[: _TOLD[count.verdict.key]]
    clusters = count.clusters - sum(one.clusters for one in (*before, *ranked))
    comments = count.comments - sum(one.comments - one.own for one in (*before, *ranked))
    parts = [f"共{count.clusters}类、{count.comments}条"]
    if before:
        whole = not ranked and not clusters
        parts.append("已列在前面" if whole else f"其中{len(before)}个问题已列在前面")
    if clusters or comments:
        rest = f"其余{clusters}类、{comments}条" if before or ranked else ""
        parts.append(f"{rest}逐条载于征求意见情况报告")
    yield from body("，".join(parts) + "。" + ("主要意见：" if ranked and len(parts) > 1 else ""))
    for number, one in enumerate(ranked, start=1):
        yield _sentence(number, one)


def _answers(report: ReviewReport) -> Iterator[_Told]:
    """What was answered, in draft order. Opinions without an answer in words have none in common:
    each cluster stands for itself."""
    for place in report.sections:
        for block in place.blocks:
            together = [block.clusters] if block.reason else [(view,) for view in block.clusters]
            for views in together:
                if views:
                    whole = bool(block.reason)
                    yield _Told(
                        place=place.label,
                        ask=views[0].label,
                        comments=block.comments if whole else views[0].size,
                        clusters=block.cluster_count if whole else 1,
                        verdict=block.verdict,
                        reason=block.reason,
                        anchors=tuple(view.anchor for view in views),
                        own=block.own if whole else len(views[0].apart),
                    )


def _next(source: Source) -> Iterator[Paragraph]:
    """What is known of what follows: the text that came of it, what is still undecided, when the
    round ends; and what the office itself announces."""
    report, figures = source.report, source.report.figures
    if report.ongoing:
        yield from body("征求意见仍在进行，欢迎社会各界继续提出意见和建议。")
    following = source.material.next_draft
    if following is not None and report.comparison is not None:
        summary = report.comparison.summary
        compared = f"与{report.reading}相比：{summary}。" if summary else ""
        yield from body(f"在研究各方面意见的基础上，形成了《{following.title}》。{compared}")
    left = figures.comments - figures.decided_comments
    if left and figures.decided_comments:
        clusters = figures.clusters - figures.decided_clusters
        yield from body(f"尚有{clusters}类、{left}条意见正在研究。")
    yield from body(sayer(source.office)("results.next"))


def _thanks(source: Source) -> Iterator[Paragraph]:
    if not source.report.figures.comments:
        return
    yield from body(sayer(source.office)("results.thanks"))
    named = names(source)
    if named:
        shown = "、".join(named[:NAMES])
        first = f"，其中前{NAMES}人是" if len(named) > NAMES else ""
        yield from body(f"同意公开姓名的共{len(named)}人，按意见编号的先后{first}：{shown}。")


def names(source: Source) -> list[str]:
    """Those who agreed to be named, one name a person, in order of number."""
    voice = Voice(Edition.PUBLIC)
    people: dict[str, str] = {}
    for comment in sorted(source.material.comments, key=number_order):
        if comment.author_public and comment.author.strip():
            key = comment.person or comment.submission or comment.id
            people.setdefault(key, voice.text(comment.author.strip())[:LONGEST_NAME])
    return list(people.values())
