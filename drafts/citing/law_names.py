"""Whose provision is named: the words right before 第X条, from 本条例 to 《某某法》 to 该法."""

import re
from bisect import bisect_right
from enum import Enum
from typing import Final

import msgspec

_SORTS: Final = (
    "法典|法|条例|规定|办法|细则|规则|解释|决定|规程|章程|通则|规范|意见|准则|公约|标准|守则|决议"
    "|通知|批复|方案"
)
_GLUE: Final = re.compile(r"(?:(?:之?中|里|内|上述|的|之|原|总则|分则|正文){0,3})$")
_SELF: Final = re.compile(
    rf"(?<!基)本(?:实施|若干|暂行|试行|单行|自治|司法|修正|示范|草案){{0,3}}(?:{_SORTS}|草案)$"
)
_SELF_IN_A_COMMENT: Final = re.compile(
    rf"{_SELF.pattern}|(?:(?<!原)(?:征求意见稿|修订草案|草案|修改稿|送审稿|本稿|[一二三四]审稿|新稿))$"
)
_THAT: Final = re.compile(
    rf"(?:该|(?<!合)同|前述|上述|前引|此)(?:部|件|项)?(?:法律|法规|规章|{_SORTS})$"
)
_NAMED: Final = re.compile(
    r"([\u4e00-\u9fff]{1,40}?(?:法典|法|条例|规定|办法|细则|规则|解释|决定|规程|章程|通则|准则|公约|条约"
    r"|协定|议定书|宪章|修正案|守则))$"
)
_NOT_A_NAME: Final = re.compile(
    r"(?:依|违|合|方|做|无|司|执|立|守|非|作|说|想|看|用)法$|(?:有关|国家|前款|相关|另有|明确|其他|这些)规定$"
    r"|(?:^|[的了])(?:规定|决定|解释|办法|规则)$"
)
_CUT: Final = re.compile(
    "依照|按照|依据|根据|违反|符合|适用|遵守|参照|执行|对照|属于|具有|具备|关于|以及|或者|还是|通过|援引|援用|引用"
    "|履行|行使|修改|删去|删除|制定|享有|受到|涉及|可以|应当|超出|提交|构成|造成|违背|建议|认为|中规定|但|指|的|除|于|在|将|把|按|依|因|由|是|为|从|至|到"
)
_AND: Final = re.compile("(?<!共)和(?!国)|[与及或同]|有(?!限|线|组织|关)")
_TITLE: Final = re.compile(r"《[^《》]{1,160}》")
_ABBREVIATED: Final = re.compile(r"(?<=》)[（(][^（()）]{1,40}[）)]$")
_STAGE: Final = re.compile(r"[（(][^（()）]{0,40}[）)]$")
_VERBS: Final = re.compile("(?:规定|决定|解释)$")
_SHORTEST: Final = 2
_SHORTEST_OF_VERBS: Final = 6
"""会议决定前条的事项 decides; it takes a longer word for 决定 to be a document."""
_COUNTRY: Final = "中华人民共和国"


class Whose(Enum):
    """What the words before a mention say about whose it is."""

    SILENT = "silent"
    OWN = "own"
    NAMED = "named"
    THAT = "that"


class Opener(msgspec.Struct, frozen=True):
    """The words that say whose: where they begin, and the name if they give one."""

    whose: Whose
    start: int
    name: str = ""


class Names:
    """The laws named in some words without blanks."""

    def __init__(self, words: str, *, comment: bool = False) -> None:
        """Find every 《title》 once; afterwards each question looks at a few characters."""
        self._words = words
        self._own = _SELF_IN_A_COMMENT if comment else _SELF
        found = list(_TITLE.finditer(words))
        self._ends = [one.end() for one in found]
        self._titles = [(one.start(), one[0][1:-1]) for one in found]

    def within_title(self, position: int) -> bool:
        """Whether `position` lies inside 《》, where a number is part of a name."""
        at = bisect_right(self._ends, position)
        return at < len(self._titles) and self._titles[at][0] <= position

    def before(self, position: int) -> str | None:
        """The last title that ends at or before `position`."""
        at = bisect_right(self._ends, position)
        return self._titles[at - 1][1] if at else None

    def opener(self, start: int, floor: int) -> Opener:
        """What stands between `floor` and the mention at `start` and says whose it is."""
        head = self._words[max(floor, start - 60) : start]
        glue = _GLUE.search(head)
        end = start - (len(glue[0]) if glue else 0)
        for stop in dict.fromkeys((end, start)):
            if opener := self._at(stop, floor):
                return opener
        return Opener(Whose.SILENT, start)

    def _at(self, end: int, floor: int) -> Opener | None:
        head = self._words[max(floor, end - 60) : end]
        if short := _ABBREVIATED.search(head):
            end -= len(short[0])
            head = self._words[max(floor, end - 60) : end]
        at = bisect_right(self._ends, end) - 1
        if at >= 0 and self._ends[at] == end and self._titles[at][0] >= floor:
            return Opener(Whose.NAMED, self._titles[at][0], self._titles[at][1])
        if own := self._own.search(head):
            return Opener(Whose.OWN, end - len(own[0]))
        if that := _THAT.search(head):
            return Opener(Whose.THAT, end - len(that[0]))
        if name := bare_name(head):
            return Opener(Whose.NAMED, end - len(name), name)
        return None


def bare_name(head: str) -> str | None:
    """The name of a law that `head` ends with, written without 《》: 依照民法典 → 民法典."""
    match = _NAMED.search(re.split(r"[^\u4e00-\u9fff]", head)[-1])
    if match is None:
        return None
    name = match[1]
    for pattern in (_CUT, _AND):
        for cut in reversed(list(pattern.finditer(name))):
            if _is_name(name[cut.end() :]):
                name = name[cut.end() :]
                break
    return name if _is_name(name) else None


def _is_name(word: str) -> bool:
    shortest = _SHORTEST_OF_VERBS if _VERBS.search(word) else _SHORTEST
    return len(word) >= shortest and not _NOT_A_NAME.search(word)


def plain(title: str) -> str:
    """A title as it is compared: without the country and （草案）."""
    name = title.strip("《》〈〉")
    while (cut := _STAGE.sub("", name)) != name:
        name = cut
    return name.removeprefix(_COUNTRY)


def is_own(name: str, title: str) -> bool:
    """Whether a name is that of the draft with this title."""
    return bool(title) and plain(name) == plain(title)


def is_own_in_a_comment(name: str, title: str) -> bool:
    """Whether somebody who writes 条例 or 养犬管理条例 means the draft with this title."""
    own = plain(title)
    return bool(own) and (own.endswith(plain(name)) or re.fullmatch(_SORTS, name) is not None)
