"""From the bytes of a file to the text of a draft: the only place that guesses an encoding."""

import codecs
import re
from pathlib import PurePath
from typing import Final

SUFFIXES: Final = (".txt", ".md")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1b\x7f]")
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百0-9]{1,6}[条章]")
_ENOUGH_COMMON: Final = 0.7


class Unreadable(ValueError):
    """The file cannot be read as a draft; the message says why and what to do."""


def read(data: bytes, name: str) -> str:
    """Decode a .txt or .md file: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030.

    The BOM is dropped; everything else, line ends included, is kept as decoded, because offsets
    into the draft speak of this very text. Raises Unreadable.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise Unreadable(
            f"不能读取“{name}”：只接受 .txt 和 .md 文件。请在文字处理软件里另存为纯文本后再上传。"
        )
    text = _decode(data, name)
    if not text.strip("\ufeff\u200b \t\r\n\u3000"):
        raise Unreadable(f"“{name}”里没有文字。请确认选对了文件。")
    if _CONTROL.search(text):
        raise Unreadable(
            f"“{name}”不是纯文本文件（含有控制字符）。请另存为 UTF-8 编码的纯文本后再上传。"
        )
    return text


def _decode(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", name)
    if not _reads_as_chinese(text):
        raise _undecodable(name)
    return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name) from error


def _undecodable(name: str) -> Unreadable:
    return Unreadable(
        f"认不出“{name}”的文字编码。请另存为 UTF-8（或 GB18030）编码的纯文本后再上传。"
    )


def _reads_as_chinese(text: str) -> bool:
    """Almost any bytes decode as GB18030; real Chinese is mostly characters of GB 2312."""
    foreign = [char for char in text if ord(char) > 0x7F]
    common = sum(1 for char in foreign if _in_gb2312(char))
    return common >= _ENOUGH_COMMON * len(foreign) or _ARTICLE.search(text) is not None


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
