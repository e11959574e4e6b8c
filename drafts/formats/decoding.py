"""From bytes to characters: the only place that guesses an encoding."""

import codecs
import re
from collections.abc import Callable
from typing import Final

from drafts.formats.file_reading import Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百0-9]{1,6}[条條章]")
_HZ: Final = re.compile(rb"~\{[\x21-\x7e]{2,}?~\}")
_ENOUGH_COMMON: Final = 0.7
_SURELY: Final = 0.9
_SAMPLE: Final = 20_000
_LINE_ENDS: Final = "\r\n\t\u3000"
_COMMON_BIG5: Final = range(0xA140, 0xC67F)


def decode(data: bytes) -> str:
    """The text of a file in any encoding Chinese offices use.

    UTF-8, UTF-16 and UTF-32 with their marks; without one UTF-8, UTF-16, GB18030, Big5, HZ. A
    byte order mark is dropped, everything else is kept. Raises Unreadable.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding)
    if wide := _wide(data):
        return _strict(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return _strict(data, "hz") if text.isascii() and _HZ.search(data) else text


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: its line ends have zeros, and its characters are common ones."""
    if len(data) % 2 or b"\0" not in data:
        return None
    head = data[:_SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "replace")
        if sum(
            (char in _LINE_ENDS or char.isprintable()) and _in_gb2312(char) for char in text
        ) >= _SURELY * len(text):
            return encoding
    return None


def _legacy(data: bytes) -> str:
    """GB18030 or Big5: almost any bytes decode as both; the text reads as Chinese in one."""
    for encoding, common in (("gb18030", _in_gb2312), ("big5hkscs", _in_common_big5)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _share(text, common) >= _ENOUGH_COMMON or _ARTICLE.search(text):
            return text
    raise _undecodable()


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable() from error


def _undecodable() -> Unreadable:
    return Unreadable("认不出文字编码。请另存为 UTF-8（或 GB18030）编码的纯文本后再上传。")


def _share(text: str, common: Callable[[str], bool]) -> float:
    """Which part of the characters beyond ASCII is common; 1 when there are none."""
    foreign = [char for char in text[:_SAMPLE] if ord(char) > 0x7F]
    return sum(map(common, foreign)) / len(foreign) if foreign else 1.0


def _in_gb2312(char: str) -> bool:
    return _encodes(char, "gb2312")


def _in_common_big5(char: str) -> bool:
    """The signs and the 5,401 frequent characters of Big5's first level."""
    return _encodes(char, "big5") and int.from_bytes(char.encode("big5"), "big") in _COMMON_BIG5


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
