"""Sentences several papers share: an office's own wording before ours, opinions told by others."""

import datetime as dt
import re
from collections.abc import Callable

from drafts.numerals import to_chinese
from reports.chinese import long_date
from reports.document import Block, Heading, Paragraph, Style, said
from reports.office import Office
from reports.papers.texts import NOTICES
from reports.places import WHOLE
from reports.texts import speaker

_ASKS = re.compile(r"强烈要求|(?:强烈)?建议|希望|请求|恳请|呼吁|(?:坚决)?(?:支持|反对)|赞成|认为")
_QUESTION = re.compile(r"[？?]\Z")


def sayer(office: Office) -> Callable[..., str]:
    """A function `text(name, **values)` that says a sentence of a notice, in the office's own words
    where it has some."""
    return speaker(office.texts, NOTICES)


def opinion(label: str) -> str:
    """What a cluster asks, as papers tell it, without a full stop: 有的意见建议……,
    有的意见提出，……, 有的意见询问，……？"""
    words = label.strip().rstrip("。；;，,")
    if _QUESTION.search(words):
        return f"有的意见询问，{words}"
    return f"有的意见{words}" if _ASKS.match(words) else f"有的意见提出，{words}"


def about(place: str) -> str:
    """关于第四条, or 关于草案总体 where the draft as a whole is spoken of."""
    return "关于草案总体" if place == WHOLE else f"关于{place}"


def section(number: int, words: str) -> Heading:
    """一、基本情况 (GB/T 9704-2012, 7.3.3)."""
    return Heading(1, f"{to_chinese(number)}、{words}")


def subsection(number: int, words: str) -> Heading:
    """（一）采纳的意见."""
    return Heading(2, f"（{to_chinese(number)}）{words}")


def body(*texts: str) -> tuple[Paragraph, ...]:
    """Paragraphs of the main text, those without words left out."""
    return tuple(Paragraph(said(text)) for text in texts if text)


def signed(name: str, day: dt.date, office: Office) -> tuple[Block, ...]:
    """Who signs and when, and below it the office's footing where it has one."""
    lines = [Paragraph(said(text), Style.SIGNATURE) for text in (name, long_date(day))]
    foot = [Paragraph(said(office.footing), Style.SMALL)] if office.footing else []
    return (*lines, *foot)
