"""Mails out of their files: one alone, a box of many, a zip of single ones; their heads decoded.

Charsets lie and heads are broken as a matter of course: nothing here raises for what a mail says
about itself (promise R17).
"""

import binascii
import datetime as dt
import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from consult import lifecycle
from consult.errors import Invalid
from drafts.formats.decoding import decode
from drafts.formats.file_reading import Unreadable
from drafts.formats.zip_guard import inflate

MOST_MAILS = 5_000
MOST_PARTS = 100
"""Boundaries in a mail; each is looked for in every line."""
_LONGEST_HEAD = 2_000
_ENOUGH = 24
"""Bytes by which GBK and Big5 can be told apart; nearly all of one decode as the other."""
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{3,200}\d{4}[^\r\n]{0,20}\r?\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-16"),
    **dict.fromkeys(("hz", "hz-gb-2312"), "hz"),
    **{name: name for name in ("iso-2022-jp", "shift_jis", "euc-jp", "euc-kr", "koi8-r")},
}
"""Those a mail may name; others, Latin ones and those that are no charset at all, are guessed."""


def split_box(data: bytes, suffix: str) -> list[bytes]:
    """The mails of a file, raw, in its order. Raises Invalid."""
    if suffix == ".zip":
        return _of_zip(data)
    starts = [found.span() for found in _SEPARATOR.finditer(data)]
    if not starts or starts[0][0] != 0:
        return [data]
    if len(starts) > MOST_MAILS:
        raise _too_many()
    ends = [start for start, _ in starts[1:]] + [len(data)]
    return [
        _ESCAPED.sub(rb"\1", data[after:end]) for (_, after), end in zip(starts, ends, strict=True)
    ]


def _of_zip(data: bytes) -> list[bytes]:
    try:
        entries = inflate(data, (".eml", ".EML"))
    except Unreadable as error:
        raise Invalid("{reason}", field="file", reason=error) from error
    if not entries:
        raise Invalid("压缩包里没有邮件（.eml）。请把邮件逐封另存为 .eml 后再打包。", field="file")
    return [entries[name] for name in sorted(entries)]


def parse(raw: bytes) -> Message:
    """A mail taken apart. Raises Invalid for one nested so that taking it apart would not end."""
    if len(_BOUNDARY.findall(raw)) > MOST_PARTS:
        raise Invalid("这封邮件层层嵌套，不能读取。请把正文另存为文本再导入。", field="file")
    try:
        return BytesParser(policy=compat32).parsebytes(raw)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Invalid("这封邮件已损坏，不能读取。请重新导出。", field="file") from error


def head(mail: Message, name: str) -> str:
    """A head of the mail as it is read, on one line; "" when it has none."""
    raw = next((value for key, value in mail.raw_items() if key.lower() == name), "")
    folded = str(raw)[:_LONGEST_HEAD].replace("\r", "").replace("\n", " ")
    sent = folded.encode("utf-8", "surrogateescape")
    if not sent.isascii():
        return " ".join(text_of(sent, "").split())
    try:
        pieces = decode_header(folded)
    except (HeaderParseError, binascii.Error, ValueError):
        return folded.strip()
    words = "".join(
        piece if isinstance(piece, str) else text_of(piece, charset or "")
        for piece, charset in pieces
    )
    return " ".join(words.split())


def sender(mail: Message) -> tuple[str, str]:
    """Who sent it: the name and the address, "" for what is not there."""
    whole = head(mail, "from")
    name, address = parseaddr(whole)
    address = address if "@" in address else ""
    name = name or ("" if address else whole)
    return ("" if "@" in name else name.strip("\"' ")), address


def received(mail: Message) -> str:
    """When it was sent, as Shanghai's clocks show it; "" where it does not say."""
    try:
        moment = parsedate_to_datetime(head(mail, "date"))
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return zoned.astimezone(lifecycle.SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def parts(mail: Message) -> Iterator[Message]:
    """The leaves of a mail in its order; a mail attached to it is one leaf."""
    stack: list[Message] = [mail]
    while stack:
        part = stack.pop()
        inside = part.get_payload() if part.is_multipart() else None
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            stack.extend(one for one in reversed(inside) if isinstance(one, Message))
        else:
            yield part


def payload(part: Message) -> bytes:
    """The bytes of a leaf, as they were before they were packed for the way."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error, AssertionError):
        return b""
    return found if isinstance(found, bytes) else b""


def text_of(data: bytes, charset: str) -> str:
    """The characters of some bytes; a charset that does not fit them is not believed."""
    if data.isascii() and b"~{" not in data and b"\x1b" not in data:
        return data.decode("ascii")
    named = _CHARSETS.get(charset.strip().lower().strip("\"'"), "")
    doubted = named == "gb18030" and len(data) >= _ENOUGH
    for name in (*_likely(data), "" if doubted else named):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return decode(data)
    except Unreadable:
        return data.decode("gb18030", "replace")


def _likely(data: bytes) -> tuple[str, ...]:
    """UTF-8, where the bytes are and hold Chinese: GBK of more than a word is never by chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ()
    foreign = sum(not char.isascii() for char in text)
    return ("utf-8",) if 2 * len(_WIDE.findall(text)) >= foreign > 0 else ()


def _too_many() -> Invalid:
    return Invalid("文件里的邮件超过 {most} 封，请分成几个文件。", field="file", most=MOST_MAILS)
