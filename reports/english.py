"""The English of a report: what its templates say by function. Names of places, bodies and bills,
the text of the draft and what people wrote stay Chinese, and are marked so."""

import datetime as dt
import re
from collections.abc import Callable

from drafts.numerals import to_int
from reports.chinese import day
from reports.model import Channel, CommentKind
from reports.places import WHOLE
from reports.review import CHANNEL_NAMES, KIND_NAMES, ComparisonRow, ReviewReport

LANGUAGE = "en"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ARTICLE = re.compile(r"第([零〇一二两三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_VERDICTS = {
    "adopted": "Adopted",
    "partly": "Adopted in part",
    "not-adopted": "Not adopted",
    "already": "Already provided for",
    "study": "For further study",
    "pending": "Undecided",
}
_CHANNELS = {
    Channel.WEB: "web site",
    Channel.LETTER: "letter",
    Channel.EMAIL: "e-mail",
    Channel.WECHAT: "WeChat",
    Channel.WEIBO: "Weibo",
    Channel.HOTLINE: "hotline",
    Channel.MEETING: "meeting",
    Channel.CONTACT_POINT: "contact point",
}
_KINDS = {
    CommentKind.AMEND: "amendment",
    CommentKind.ADD: "addition",
    CommentKind.DELETE: "deletion",
    CommentKind.QUESTION: "question",
    CommentKind.SUPPORT: "support",
    CommentKind.OTHER: "other",
}
_CHANGES = {
    "same": "Unchanged.",
    "renumbered": "Renumbered, wording unchanged.",
    "changed": "Wording changed.",
    "moved": "Moved.",
    "split": "Split.",
    "merged": "Merged.",
    "added": "Added.",
    "removed": "Deleted.",
}
_HASHED = {
    "征求意见文本": "Text commented on",
    "下一审次文本": "Text of the next reading",
    "全部意见": "All comments",
    "同类意见的归并": "Clusters",
    "处理情况": "Decisions",
    "部门答复": "Answers of departments",
    "两稿条文的对应": "Alignment of the drafts",
    "操作记录": "Audit record",
    "版式（机关自定义）": "Look (the office's own)",
}
_DOUBTFUL = "待核定"
_WORDS = {
    WHOLE: "The draft as a whole",
    "其他地区": "other regions",
    "未注明": "not given",
    **{name: _CHANNELS[channel] for channel, name in CHANNEL_NAMES.items()},
    **{name: _KINDS[kind] for kind, name in KIND_NAMES.items()},
}


def article(label: str) -> str:
    """第十二条之一 is Article 12-1, 第三条至第五条 Article 3 to Article 5; other words stay."""
    if label in _WORDS:
        return _WORDS[label]
    return _ARTICLE.sub(_numbered, label).replace("至", " to ").replace("、", ", ")


def word(label: str) -> str:
    """A channel, a kind or a region by its Chinese word; a region's own name stays."""
    return _WORDS.get(label, label)


def signature(said: str) -> str:
    """From where, by which channel, on which day."""
    return ", ".join(_DAY.sub(_dated, word(part)) for part in said.split("，"))


def date(value: dt.date) -> str:
    """20 April 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def period(report: ReviewReport) -> str:
    """The days of the window: 10 March 2026 to 9 April 2026."""
    last = day(report.closes - dt.timedelta(microseconds=1))
    return f"{date(day(report.opens))} to {date(last)}"


def ordinal(number: int) -> str:
    """first, second … ninth, 10th."""
    return _ORDINALS[number - 1] if number <= len(_ORDINALS) else f"{number}th"


def count(number: int, one: str, many: str = "") -> str:
    """1 comment, 2 comments, 1,204 comments; 2 people."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def change(row: ComparisonRow) -> str:
    """What happened to an article, and whether somebody has yet to confirm it."""
    doubt = " (To be confirmed.)" if _DOUBTFUL in row.note else ""
    return _CHANGES[row.change.value] + doubt


def title(report: ReviewReport) -> tuple[str, ...]:
    """The title in lines; the bill's own name stands between them in Chinese."""
    interim = "Interim report" if report.ongoing else "Report"
    reading = ordinal(report.manifest.reading).capitalize()
    return f"{interim} on Public Comments", f"《{report.bill}》", f"{reading} reading"


def words(report: ReviewReport) -> dict[str, str]:
    """What a link leads to, in words."""
    said = {"annex": "all comments", "notes": "notes", "part-1": "overview"}
    said |= {"part-2": "comments by article", "part-3": "comparison of the two drafts"}
    for section in report.sections:
        said[section.anchor] = article(section.label)
        said |= {view.anchor: f"cluster {view.code}" for view in section.clusters}
    for listed in report.appendix:
        said[listed.anchor] = f"all comments on {article(listed.label)}"
        for group in listed.groups:
            said[group.anchor] = f"all comments of cluster {group.code}"
            said |= {one.anchor: f"comment {one.number}" for one in group.entries}
    for row in report.comparison.rows if report.comparison else ():
        place = f"{article(row.old_label or row.new_label)} in the comparison"
        said |= dict.fromkeys((row.anchor, *row.anchors), place)
    return said


def hashed(name: str) -> str:
    """A line of the manifest by its Chinese name."""
    return _HASHED[name]


FUNCTIONS: dict[str, Callable[..., object]] = {
    "article": article,
    "word": word,
    "signature": signature,
    "date": date,
    "period": period,
    "ordinal": ordinal,
    "count": count,
    "change": change,
    "title": title,
    "hashed": hashed,
    "verdict": lambda verdict: _VERDICTS[verdict.key],
}
"""What templates of the English edition may call."""


def _numbered(found: re.Match[str]) -> str:
    inserted = f"-{to_int(found[2])}" if found[2] else ""
    return f"Article {to_int(found[1])}{inserted}"


def _dated(found: re.Match[str]) -> str:
    year = f" {found[1]}" if found[1] else ""
    return f"{int(found[3])} {_MONTHS[int(found[2]) - 1]}{year}"
