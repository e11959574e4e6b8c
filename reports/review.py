"""A review report as data: what every rendering (HTML, PDF, CSV, JSON) says, already decided.

`assemble` makes it, `checks.check` tests it, templates only lay it out. Every `anchor` is the
target of an internal link, every `href` names one without the `#`.
"""

import datetime as dt
from typing import TypeAlias

import msgspec

from drafts.model import Change, Op
from reports.advice import Answering
from reports.manifest import Manifest
from reports.model import Advice, Channel, CommentKind, Edition, Outcome

Runs: TypeAlias = tuple[tuple[bool, str], ...]


class Share(msgspec.Struct, frozen=True):
    """One line of a count: what, how many comments, and where useful how many 件 and 类."""

    key: str
    label: str
    comments: int
    submissions: int = 0
    clusters: int = 0


class Verdict(msgspec.Struct, frozen=True):
    """An outcome as people see it: a shape and a word before it is a colour."""

    key: str
    shape: str
    word: str
    outcome: Outcome | None = None


class VerdictCount(msgspec.Struct, frozen=True):
    """How many comments and clusters came to a verdict."""

    verdict: Verdict
    comments: int
    clusters: int


class DayCount(msgspec.Struct, frozen=True):
    """How many comments arrived on one day, Shanghai time."""

    day: dt.date
    comments: int


class FormLetters(msgspec.Struct, frozen=True):
    """Texts sent by many: how many such texts, how many comments are copies of one, and how many
    of those say the text word for word (`reports.campaigns`)."""

    texts: int = 0
    comments: int = 0
    exact: int = 0


class Figures(msgspec.Struct, frozen=True):
    """The counts of the whole round; people, 件, 条 and 类 are separate figures. `regions` is empty
    where nobody named one (`reports.figures.regions`)."""

    people: int
    submissions: int
    comments: int
    clusters: int
    articles: int
    decided_clusters: int
    decided_comments: int
    channels: tuple[Share, ...]
    kinds: tuple[Share, ...]
    verdicts: tuple[VerdictCount, ...]
    days: tuple[DayCount, ...]
    undated: int = 0
    regions: tuple[Share, ...] = ()
    letters: FormLetters = FormLetters()


class Link(msgspec.Struct, frozen=True):
    """Words that lead to another place of the report."""

    text: str
    href: str


class Quotation(msgspec.Struct, frozen=True):
    """Words of one comment, verbatim (masked in the public edition), and who is quoted how.

    `cut` says that the comment goes on where the quotation ends.
    """

    comment: str
    number: str
    text: str
    cut: bool
    signature: str
    href: str


class OwnAnswer(msgspec.Struct, frozen=True):
    """What was decided on one comment alone, whatever became of its cluster."""

    comment: str
    number: str
    href: str
    verdict: Verdict
    reason: str


class ClusterView(msgspec.Struct, frozen=True):
    """同类意见 as one voice of a decision.
    `code` is what the paper calls it (12-3: third cluster of 第十二条), `proposed` the wording the
    representative proposes, `members` the numbers of its comments in order, `additions` what
    single members ask or tell beyond the representative (`reports.additions`); `more_additions`
    counts those that only the appendix shows.
    """

    anchor: str
    cluster: str
    code: str
    label: str
    size: int
    people: int
    channels: tuple[Share, ...]
    quotation: Quotation
    proposed: str
    members: tuple[Link, ...]
    additions: tuple[Quotation, ...]
    more_additions: int
    appendix: Link
    apart: tuple[OwnAnswer, ...] = ()
    advice: tuple[Advice, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """One decision and all the clusters of an article it answers, the largest first.

    The office often gives one answer to every phrasing of an opinion: outcome and reason stand
    here once. `clusters` are the ones shown; `hidden` and `hidden_comments` count the rest, which
    the appendix holds. `share` is that of the article's comments; for `own` of them a decision of
    their own counts.
    """

    verdict: Verdict
    reason: str
    cluster_count: int
    comments: int
    people: int
    share: str
    clusters: tuple[ClusterView, ...]
    hidden: int
    hidden_comments: int
    own: int = 0


class ArticleSection(msgspec.Struct, frozen=True):
    """One article (or the draft as a whole) and the decisions on it, the most asked for first.

    `opens_chapter` is the heading to print above when a new chapter begins. `rest` counts what
    decisions of which no cluster is shown answer; where none at all is, there is no text either.
    """

    anchor: str
    address: str | None
    code: str
    label: str
    caption: str
    paragraphs: tuple[str, ...]
    comments: int
    people: int
    cluster_count: int
    verdicts: tuple[VerdictCount, ...]
    blocks: tuple[Block, ...]
    appendix: Link
    comparison: Link | None = None
    opens_chapter: str = ""
    rest: tuple[VerdictCount, ...] = ()

    @property
    def title(self) -> str:
        """第十二条 养犬登记, or 第十二条 where the draft prints no caption."""
        return f"{self.label}\u3000{self.caption}" if self.caption else self.label

    @property
    def clusters(self) -> tuple[ClusterView, ...]:
        """The clusters shown, in the order of the page."""
        return tuple(view for block in self.blocks for view in block.clusters)


class Foremost(msgspec.Struct, frozen=True):
    """One of the problems most people spoke of: what is asked, where, by how many, what came of it.

    `clusters` says how many phrasings of it the decision answers.
    """

    ask: Link
    place: str
    comments: int
    clusters: int
    verdict: Verdict
    own: int = 0


class Cited(msgspec.Struct, frozen=True):
    """The clusters of one article with one verdict; `more` counts those not listed by code."""

    verdict: Verdict
    links: tuple[Link, ...]
    clusters: int
    comments: int

    @property
    def more(self) -> int:
        """How many clusters are counted but not listed."""
        return self.clusters - len(self.links)


class ComparisonRow(msgspec.Struct, frozen=True):
    """One row of 修改前后对照表. Runs are (op, text); a collapsed row has none.

    `anchors` are those of the further rows a collapsed row stands for. `note` is the 说明 in
    words, `cites` the adopted and partly adopted clusters it answers.
    """

    anchor: str
    anchors: tuple[str, ...]
    change: Change
    old_label: str
    new_label: str
    old: tuple[tuple[Op, str], ...]
    new: tuple[tuple[Op, str], ...]
    note: str
    cites: tuple[Cited, ...]
    collapsed: bool = False
    long: bool = False


class Comparison(msgspec.Struct, frozen=True):
    """修改前后对照表: the names of both texts, their hashes, and the rows in draft order. `law` is
    the name of the law in force where that is the old text, and no opinion is answered yet;
    `apart` when it is too long to be bound with the report."""

    old_name: str
    new_name: str
    old_sha256: str
    new_sha256: str
    summary: str
    rows: tuple[ComparisonRow, ...]
    law: str = ""
    apart: bool = False


class AppendixEntry(msgspec.Struct, frozen=True):
    """One comment in full; in its runs, True marks what the representative does not say. `spoken`
    are the words of the draft it speaks of, `own` what was decided on it alone."""

    anchor: str
    comment: str
    number: str
    kind: str
    place: str
    signature: str
    text: Runs
    proposed: Runs
    reason: Runs
    spoken: str = ""
    own: OwnAnswer | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """Text, proposed wording and reason, each in one piece."""
        return _joined(self.text), _joined(self.proposed), _joined(self.reason)


class AppendixGroup(msgspec.Struct, frozen=True):
    """The comments of one cluster, in order of number. `size` counts them all, also where only
    some of the entries stand here because the others do on pages before (`continued`) or after."""

    anchor: str
    cluster: str
    code: str
    label: str
    verdict: Verdict
    reason: str
    back: Link | None
    size: int
    entries: tuple[AppendixEntry, ...]
    continued: bool = False
    advice: tuple[Advice, ...] = ()

    def verdict_on(self, entry: AppendixEntry) -> Verdict:
        """What became of one of its comments."""
        return entry.own.verdict if entry.own else self.verdict

    def reason_for(self, entry: AppendixEntry) -> str:
        """Why."""
        return entry.own.reason if entry.own else self.reason


class AppendixSection(msgspec.Struct, frozen=True):
    """All comments of one article, by cluster. `label` is its title without the caption;
    `continued` when the section began on pages before."""

    anchor: str
    address: str | None
    label: str
    title: str
    back: Link
    comments: int
    groups: tuple[AppendixGroup, ...]
    continued: bool = False


class Replacement(msgspec.Struct, frozen=True):
    """A character the report cannot print, and how often it stood there.

    Where `omitted` it is an invisible one that was left out; else 〔code〕 stands in its place.
    """

    code: str
    times: int
    omitted: bool


class ReviewReport(msgspec.Struct, frozen=True):
    """征求意见情况报告 of one round, one edition; `ongoing` if the round was still open.

    The list of all comments is bound with it as 附件, or where it is long `apart` as 附册.
    """

    title: tuple[str, ...]
    bill: str
    draft: str
    reading: str
    body: str
    edition: Edition
    edition_name: str
    period: str
    ongoing: bool
    opens: dt.datetime
    closes: dt.datetime
    made_on: dt.date
    figures: Figures
    foremost: tuple[Foremost, ...]
    sections: tuple[ArticleSection, ...]
    silent: tuple[str, ...]
    comparison: Comparison | None
    appendix: tuple[AppendixSection, ...]
    manifest: Manifest
    replaced: tuple[Replacement, ...] = ()
    apart: bool = False
    departments: tuple[Answering, ...] = ()

    @property
    def annex(self) -> str:
        """What the report calls the list of all comments."""
        return "附册" if self.apart else "附件"


VERDICTS: tuple[Verdict, ...] = (
    Verdict("adopted", "●", "采纳", Outcome.ADOPTED),
    Verdict("partly", "◐", "部分采纳", Outcome.PARTLY),
    Verdict("not-adopted", "○", "未采纳", Outcome.NOT_ADOPTED),
    Verdict("already", "▣", "已有规定", Outcome.ALREADY),
    Verdict("study", "◇", "另行研究", Outcome.STUDY),
    Verdict("pending", "□", "待处理", None),
)

CHANNEL_NAMES: dict[Channel, str] = {
    Channel.WEB: "网页",
    Channel.LETTER: "信函",
    Channel.EMAIL: "电子邮件",
    Channel.WECHAT: "微信",
    Channel.WEIBO: "微博",
    Channel.HOTLINE: "热线电话",
    Channel.MEETING: "座谈会",
    Channel.CONTACT_POINT: "基层立法联系点",
}

KIND_NAMES: dict[CommentKind, str] = {
    CommentKind.AMEND: "修改",
    CommentKind.ADD: "增加",
    CommentKind.DELETE: "删除",
    CommentKind.QUESTION: "疑问",
    CommentKind.SUPPORT: "支持",
    CommentKind.OTHER: "其他",
}


def verdict_of(outcome: Outcome | None) -> Verdict:
    """The shape and word of an outcome; None is 待处理."""
    return next(verdict for verdict in VERDICTS if verdict.outcome is outcome)


def _joined(runs: Runs) -> str:
    return "".join(text for _, text in runs)
