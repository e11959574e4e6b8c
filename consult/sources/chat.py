"""Messages copied out of a chat: who, when, what; a row each.

姓名 2026-03-04 10:11 above the words, the same the other way round, [时间] 姓名: words on one line,
and #接龙 lists. What the program itself says (撤回了一条消息, [图片]) is counted, not taken.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

import msgspec

from consult.errors import Invalid
from consult.sources.source import Note, Source, SourceKind
from consult.spreadsheet import SheetRow, fold

_DATE = r"(?P<date>20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
_TIME = r"(?P<half>上午|下午|晚上|凌晨|中午)?[ ]?(?P<time>\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)"
_WHEN = rf"{_DATE}[ \u3000]{{0,2}}(?:星期.|周.)?[ \u3000]{{0,2}}{_TIME}"
_STAMP = rf"[\[【（(]?{_WHEN}[\]】）)]?"
_NAME = r"(?P<name>[^\s:：][^\n:：]{0,38})"
_HEADS = (
    re.compile(rf"(?P<name>\S[^\n]{{0,38}}?)[ \t\u3000]{{1,4}}{_WHEN}"),
    re.compile(rf"{_STAMP}[ \t\u3000]{{1,4}}{_NAME}[:：]?"),
    re.compile(rf"{_STAMP}[ \t\u3000]{{0,4}}{_NAME}[:：](?P<said>[^\n]+)"),
)
_CHAIN = re.compile(r"\s*#\s?接龙\b[^\n]*")
_LINK = re.compile(r"[ \t]*(?P<number>\d{1,4})[.、．][ \t\u3000]*(?P<rest>\S[^\n]*)")
_NAMED = re.compile(
    r"(?P<name>[^\s:：，,。；;]{1,20})(?:[:：，,][ \t\u3000]*|[ \t\u3000]+)(?P<said>\S.*)",
    re.DOTALL,
)
_SOMEONE = r"(?:[\"“][^\"”\n]{1,40}[\"”]|你|您)"
_SYSTEM = re.compile(
    rf"\s*(?:{_SOMEONE}\s?(?:撤回了一条消息|(?:邀请[^\n]{{1,60}}|通过[^\n]{{1,60}})?加入了?群聊"
    rf"|退出了?群聊|将[^\n]{{1,40}}移出了?群聊|拍了拍[^\n]{{1,40}}|修改群名为[^\n]{{1,40}}"
    r"|领取了[^\n]{1,40}红包|开启了朋友验证[^\n]{0,40}|发起了(?:语音|视频|群)?通话|已成为新群主)[。.]?"
    r"|以上是打招呼的内容|以下是新消息|—+ ?以下为新消息 ?—+)\s*"
)
_MEDIA = re.compile(
    r"(?:\s*[\[【<](?:图片|表情|动画表情|视频|语音|文件|链接|位置|红包|转账|名片|聊天记录|小程序"
    r"|音乐|视频号|Photo|Sticker|Video)[^\]】>\n]{0,40}[\]】>]\s*)+"
)
_EXPORTED = frozenset(("消息内容", "聊天内容", "发言内容", "strcontent"))
"""Headers of the column of words in tables exported from a chat."""
_UNFINISHED = ("，", "、", "：", ",", ":", "…")
_AFTERNOON = ("下午", "晚上")
_NOON = 12
_SURE = 2
_SHOWN = 10


class _What(Enum):
    SAID = "said"
    SYSTEM = "system"
    MEDIA = "media"
    TITLE = "title"


class _Message(msgspec.Struct, frozen=True):
    line: int
    name: str
    when: str
    text: str
    what: _What = _What.SAID


def is_chat(text: str) -> bool:
    """Whether a text is one copied out of a chat: it begins with a message's head or a 接龙, or
    holds several heads and begins with a line or two about them."""
    lines = [line for line in text.split("\n") if line.strip()][:200]
    heads = [at for at, line in enumerate(lines) if _head(line)]
    return bool(heads and (heads[0] == 0 or (heads[0] < 3 and len(heads) >= _SURE))) or any(
        _CHAIN.fullmatch(line) for line in lines[:3]
    )


def read_chat(text: str) -> Source:
    """The messages of a chat, a row each, numbered by the line they begin in. Raises Invalid."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    found = sorted(_messages(lines), key=lambda one: one.line)
    said = [one for one in found if one.what is _What.SAID]
    joined = list(_joined(said))
    if not joined:
        raise Invalid("聊天记录里没有文字消息。请确认复制完整。", field="file")
    return Source(
        SourceKind.CHAT,
        rows=tuple(_row(one) for one in joined),
        notes=(*_skipped(found), *_put_together(said, joined)),
    )


def without_system_lines(table: Source) -> Source:
    """A table that a program exported from a chat, without what is no message; others as they
    are. Raises nothing."""
    if fold(table.suggested.get("text", "")) not in _EXPORTED:
        return table
    found = [_told(one.row, "", "", one.cells.get("text", "")) for one in table.rows]
    said = {one.line for one in found if one.what is _What.SAID}
    rows = tuple(one for one in table.rows if one.row in said)
    notes = (*table.notes, *_skipped(found))
    return msgspec.structs.replace(table, kind=SourceKind.CHAT, rows=rows, notes=notes)


def _head(line: str) -> re.Match[str] | None:
    trimmed = line.strip()
    return next((found for one in _HEADS if (found := one.fullmatch(trimmed))), None)


def _messages(lines: Sequence[str]) -> Iterator[_Message]:
    """Every message of the lines; words above the first belong to one without a name."""
    begun = _Message(1, "", "", "")
    words: list[str] = []
    chain = False
    for number, line in enumerate(lines, start=1):
        found = _head(line)
        link = _LINK.fullmatch(line) if chain and not found else None
        if found is None and _SYSTEM.fullmatch(line):
            yield _told(number, "", "", line.strip())
        elif found is None and link is None and not _CHAIN.fullmatch(line):
            words.append(line)
        else:
            yield from _ended(begun, words)
            chain = found is None
            begun, words = _begun(number, found, link)
    yield from _ended(begun, words)


def _begun(
    line: int, found: re.Match[str] | None, link: re.Match[str] | None
) -> tuple[_Message, list[str]]:
    """The message a head or an entry of a 接龙 begins, and its words so far."""
    if found:
        said = found.groupdict().get("said") or ""
        return _Message(line, _called(found["name"]), _moment(found), ""), [said]
    if link:
        name, said = _split(link["rest"])
        return _Message(line, name, "", ""), [said]
    return _Message(line, "", "", "", _What.TITLE), []


def _ended(begun: _Message, words: Iterable[str]) -> Iterator[_Message]:
    text = "\n".join(words).strip()
    if text and begun.what is _What.TITLE:
        yield msgspec.structs.replace(begun, text=text)
    elif text:
        yield _told(begun.line, begun.name, begun.when, text)


def _told(line: int, name: str, when: str, text: str) -> _Message:
    """A message and what it is: said by a person, by the program, or a picture without words."""
    packed = text.lstrip().startswith(("<?xml", "<msg"))
    what = _What.SYSTEM if _SYSTEM.fullmatch(text) else _What.SAID
    if packed or _MEDIA.fullmatch(text):
        what = _What.MEDIA
    return _Message(line, name, when, text, what)


def _split(rest: str) -> tuple[str, str]:
    """The name and the words of an entry of a 接龙; without both it is all words."""
    found = _NAMED.fullmatch(rest)
    return (found["name"], found["said"]) if found else ("", rest)


def _called(name: str) -> str:
    """A name without the number some programs put behind it: 张三(123456)."""
    return re.sub(r"[(（<][\w.@+-]{1,40}[)）>]\Z", "", name.strip()).strip()


def _moment(found: re.Match[str]) -> str:
    date = "-".join(f"{int(part):02}" for part in re.findall(r"\d+", found["date"]))
    hour, *rest = re.split("[:：]", found["time"])
    late = found["half"] in _AFTERNOON and int(hour) < _NOON
    return f"{date} {int(hour) + (_NOON if late else 0):02}:{':'.join(rest)}"


def _joined(said: Iterable[_Message]) -> Iterator[_Message]:
    """The messages, one that stops amid a sentence with what the same person says next."""
    last: _Message | None = None
    for one in said:
        if last and last.name == one.name and last.text.rstrip().endswith(_UNFINISHED):
            last = msgspec.structs.replace(last, text=f"{last.text}\n{one.text}")
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _row(one: _Message) -> SheetRow:
    cells = {"text": one.text, "name": one.name, "received": one.when}
    return SheetRow(one.line, {key: value for key, value in cells.items() if value})


def _skipped(found: Sequence[_Message]) -> Iterator[Note]:
    """What was not taken and where it stands."""
    left = Counter(one.what for one in found)
    places = [str(one.line) for one in found if one.what in (_What.SYSTEM, _What.MEDIA)]
    if places:
        yield Note(
            "没有读：系统提示 {system} 条，图片、表情、语音等 {media} 条（第 {lines} 行）。",
            system=left[_What.SYSTEM],
            media=left[_What.MEDIA],
            lines="、".join(places[:_SHOWN]) + ("…" if len(places) > _SHOWN else ""),
        )
    for one in found:
        if one.what is _What.TITLE:
            yield Note(
                "第 {line} 行接龙的开头没有当作意见：“{words}”。",
                line=one.line,
                words=one.text[:200],
            )


def _put_together(said: Sequence[_Message], joined: Sequence[_Message]) -> Iterator[Note]:
    if len(joined) < len(said):
        yield Note(
            "有 {n} 条消息接着同一个人没有说完的上一条，已合在一起。", n=len(said) - len(joined)
        )
