"""Addresses of provisions, after Akoma Ntoso: `art_12-1__para_2__item_3`.

A step is a name, a number, and 之N after a hyphen; steps are joined by `__`. A second unit with an
address already taken carries the suffix `_dup2` on its last step, the next one `_dup3`.
"""

import re
from typing import Final, Literal

import msgspec

from drafts.foreign.western_address import find_western
from drafts.numerals import HIGHEST, article_label, to_chinese, to_int

Locale = Literal["zh", "en"]

_STEP: Final = re.compile(
    r"(title|note|toc|preamble|part|subpart|chp|sec|hdg|art|para|item|subitem|table|annex|sign|text)"
    r"(?:_([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,3}))?)?(?:_dup([1-9][0-9]{0,5}))?"
)
_ZH: Final = {
    "title": "标题",
    "note": "题注",
    "toc": "目录",
    "preamble": "序言",
    "part": "编",
    "subpart": "分编",
    "chp": "章",
    "sec": "节",
    "art": "条",
    "para": "款",
    "item": "项",
    "table": "表",
    "annex": "附件",
    "sign": "署名",
    "text": "其他文字",
}
_EN: Final = {
    "title": "Title",
    "note": "Note",
    "toc": "Contents",
    "preamble": "Preamble",
    "part": "Part",
    "subpart": "Subpart",
    "chp": "Chapter",
    "sec": "Section",
    "hdg": "Heading",
    "art": "Article",
    "para": "Paragraph",
    "item": "Item",
    "subitem": "Subitem",
    "table": "Table",
    "annex": "Annex",
    "sign": "Signature",
    "text": "Text",
}
_N: Final = r"[（(]?\s?([〇零一二三四五六七八九十百千两0-9０-９]{1,12})\s?[）)]?"
_SUB: Final = r"(?:之([一二三四五六七八九十0-9]{1,3})(?![分切]))?"
_CITED: Final = re.compile(
    rf"(?:附[件录表]\s?{_N}\s?)?第?\s?{_N}\s?条{_SUB}"
    rf"(?:\s?第?\s?{_N}\s?款)?(?:\s?第?\s?{_N}\s?项)?(?:\s?第?\s?{_N}\s?目)?"
)
_DIVISION: Final = re.compile(
    rf"(?:第\s?{_N}\s?编)?\s?(?:第\s?{_N}\s?章{_SUB})?\s?(?:第\s?{_N}\s?节)?"
)
_ANNEX: Final = re.compile(r"附[件录表]\s?([一二三四五六七八九十0-9０-９]{0,3})")
_WRITTEN: Final = re.compile(
    r"(?<![a-z0-9_])(?:annex_[0-9]{1,3}__)?(?:art|chp|part)_[0-9][a-z0-9_-]{0,120}"
)
_DIGITS: Final = re.compile(r"\s{0,9}([0-9０-９]{1,4})\s{0,9}")


class BadAddress(ValueError):
    """A string that is no address; the message shows what one looks like."""


class Step(msgspec.Struct, frozen=True):
    """One step of an address: `art_12-1` is (art, 12, 1); `copy` counts repeated addresses."""

    name: str
    number: int | None = None
    inserted: int = 0
    copy: int = 1


def parse(address: str) -> tuple[Step, ...]:
    """The steps of an address, outermost first. Raises BadAddress."""
    steps = []
    for part in address.split("__"):
        match = _STEP.fullmatch(part)
        if match is None:
            raise BadAddress(
                f"“{address[:80]}”不是条文地址；应当写成 art_12 或 art_12__para_2__item_3 的样子。"
            )
        name, number, inserted, copy = match.groups()
        steps.append(
            Step(name, int(number) if number else None, int(inserted or 0), int(copy or 1))
        )
    return tuple(steps)


def label(address: str, locale: Locale = "zh") -> str:
    """`art_12__para_2__item_3` → 第十二条第二款第三项, or Article 12, paragraph 2, item 3.

    Raises BadAddress.
    """
    steps = parse(address)
    if locale == "zh":
        return "".join(_chinese(step) for step in steps)
    words = [_english(step) for step in steps]
    return ", ".join([words[0], *(word[0].lower() + word[1:] for word in words[1:])])


def _chinese(step: Step) -> str:
    number, repeated = step.number, f"（第{step.copy}处）" if step.copy > 1 else ""
    if number is None or number > HIGHEST:
        return _ZH.get(step.name, "标题") + (str(number) if number else "") + repeated
    count = to_chinese(number)
    if step.name == "art":
        return article_label((number, step.inserted)) + repeated
    if step.name == "hdg":
        return f"“{count}、”部分" + repeated
    if step.name == "subitem":
        return f"第{number}目" + repeated
    if step.name in {"annex", "table", "text"}:
        return _ZH[step.name] + count + repeated
    inserted = f"之{to_chinese(step.inserted)}" if step.inserted else ""
    return f"第{count}{_ZH[step.name]}{inserted}" + repeated


def _english(step: Step) -> str:
    number = "" if step.number is None else f" {step.number}"
    inserted = f"-{step.inserted}" if step.inserted else ""
    repeated = f" (occurrence {step.copy})" if step.copy > 1 else ""
    return _EN[step.name] + number + inserted + repeated


def find_in_text(text: str) -> str | None:
    """The first provision a cell of a table names, as an address, or None.

    Reads 第十条第二款第（三）项, 第10条, 10, `art_10__para_2`, 第二章第一节, 附件一, 附件 (the
    first), Article 10, § 10 Abs. 2, Section 10(2)(a). A 项 named without its 款 stands in the first
    款: an article whose 款 must be told apart would name it.
    """
    head = text[:2000]
    if written := _WRITTEN.search(head):
        try:
            parse(written[0])
        except BadAddress:
            return None
        return written[0]
    if digits := _DIGITS.fullmatch(head):
        return _article(None, to_int(digits[1]), 0, [])
    if match := _CITED.search(head):
        numbers = [to_int(word) if word else None for word in match.groups()]
        return _article(numbers[0], numbers[1], numbers[2] or 0, numbers[3:])
    return find_western(head) or _division(head) or _annex(head)


def _article(
    annex: int | None, number: int | None, inserted: int, rest: list[int | None]
) -> str | None:
    if not number or number > HIGHEST:
        return None
    steps = [f"annex_{annex}"] if annex else []
    steps.append(f"art_{number}" + (f"-{inserted}" if inserted else ""))
    paragraph, item, subitem = rest or (None, None, None)
    if paragraph or item:
        steps.append(f"para_{paragraph or 1}")
    if item:
        steps.append(f"item_{item}")
        steps.extend([f"subitem_{subitem}"] if subitem else [])
    return "__".join(steps)


def _division(head: str) -> str | None:
    """第二章第一节 → chp_2__sec_1."""
    for match in _DIVISION.finditer(head):
        part, chapter, inserted, section = [to_int(one) if one else None for one in match.groups()]
        steps = [f"part_{part}"] if part else []
        if chapter:
            steps.append(f"chp_{chapter}" + (f"-{inserted}" if inserted else ""))
        if section and chapter:
            steps.append(f"sec_{section}")
        if steps:
            return "__".join(steps)
    return None


def _annex(head: str) -> str | None:
    """附件二 → annex_2."""
    match = _ANNEX.search(head)
    return f"annex_{to_int(match[1]) or 1}" if match else None
