"""Rules on what pages draw: everything is tagged or an artifact, and marks are well formed."""

from collections.abc import Iterator

from reports.merging.reading import Inspected
from reports.merging.rule import Rule, page_name


def _loose(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        if page.loose:
            told = "、".join(f"{word}×{times}" for word, times in sorted(page.loose.items()))
            yield f"{page_name(number)}有内容既没有标记也不是装饰：{told}"


def _nested(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        if page.nested:
            yield f"{page_name(number)}有{page.nested}处装饰与正文标记互相套在一起"


def _marks(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        if page.open_marks:
            yield f"{page_name(number)}的内容标记没有成对"


def _states(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        if page.open_states:
            yield f"{page_name(number)}保存和恢复图形状态（q、Q）的次数不等"


def _unique(seen: Inspected) -> Iterator[str]:
    for number, page in enumerate(seen.pages):
        twice = sorted(mcid for mcid, times in page.mcids.items() if times > 1)
        if twice:
            yield f"{page_name(number)}的内容编号重复：{twice[:5]}"


RULES = (
    Rule("content-marked", "UA 7.1-3", "页面上画出的每一样东西都有标记，或者是装饰。", _loose),
    Rule("content-nesting", "UA 7.1-1, 7.1-2", "装饰里没有正文，正文里没有装饰。", _nested),
    Rule("marks-balanced", "PDF 14.6.1", "每个标记都有开头和结尾。", _marks),
    Rule("states-balanced", "PDF 8.4.2", "每次保存的图形状态都恢复。", _states),
    Rule("mcid-unique", "PDF 14.7.4.2", "一页之内每个内容编号只用一次。", _unique),
)
