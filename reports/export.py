"""The same report for machines and spreadsheets: JSON of everything, CSV with a row a comment."""

import csv
import io
import re

import msgspec

from reports.review import AppendixEntry, AppendixGroup, AppendixSection, ReviewReport

HEADER = (
    "编号",
    "条文",
    "具体位置",
    "类型",
    "意见",
    "建议改为",
    "理由",
    "署名、渠道、日期",
    "同类意见",
    "同类意见名称",
    "处理情况",
    "处理理由",
)
# What a spreadsheet takes for a formula, also behind blanks and characters nobody sees.
_FORMULA = re.compile(
    r"[\s\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\u00ad\x00-\x1f]*[=+\-@＝＋－＠\t\r']"
)


def to_json(report: ReviewReport) -> bytes:
    """The whole report as JSON, UTF-8, keys in a fixed order: the same report, the same bytes."""
    return msgspec.json.format(msgspec.json.encode(report, order="deterministic"), indent=1) + b"\n"


def to_csv(report: ReviewReport) -> bytes:
    """Every comment once, in the order of the appendix; UTF-8 with BOM for spreadsheets.

    No cell can run as a formula: see `neutral`.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEADER)
    for section in report.appendix:
        for group in section.groups:
            for entry in group.entries:
                writer.writerow(map(neutral, _row(section, group, entry)))
    return b"\xef\xbb\xbf" + sheet.getvalue().encode("utf-8", "replace")


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: a quote mark before anything that could be a formula.

    A cell that begins with a quote mark gets a second one, so that `original` can undo it.
    OWASP, CSV Injection.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def original(cell: str) -> str:
    """The text that `neutral` was given."""
    return cell.removeprefix("'")


def _row(section: AppendixSection, group: AppendixGroup, entry: AppendixEntry) -> tuple[str, ...]:
    text, proposed, reason = entry.parts
    return (
        entry.number,
        section.title,
        f"{entry.place}“{entry.spoken}”" if entry.spoken else entry.place,
        entry.kind,
        text,
        proposed,
        reason,
        entry.signature,
        group.code,
        group.label,
        group.verdict_on(entry).word,
        group.reason_for(entry),
    )
