"""Whose text an amendment speaks of: in 关于修改《某法》的决定 第五条 is the amended law's."""

import re
from typing import Final

from drafts.citing.law_names import plain

_INNER: Final = r"((?:[^《》〈〉]|〈[^〈〉]*〉){2,120})"
_TITLE: Final = re.compile(rf"关于(?:修改|修订|修正)[《〈]{_INNER}[》〉]")
_AMENDMENT: Final = re.compile(r"(.{2,40}?)修正案")
_OF_SEVERAL: Final = re.compile(r"关于(?:修改|修订|修正|废止).*的?决定")
_TURNS: Final = re.compile(
    rf"(?:^(?:[一二三四五六七八九十百]{{1,4}}、)?(?:修改|对)《{_INNER}》)"
    rf"|(?:对|将)《{_INNER}》(?:作|做|的部分|部分|予以|进行|修改)"
)


class Governing:
    """The law an amendment is amending at the present place; None in any other text."""

    def __init__(self, title: str) -> None:
        """Read the title of the draft."""
        self.law: str | None = None
        self._amends = False
        if (found := _TITLE.search(title)) or (found := _AMENDMENT.match(plain(title))):
            self.law, self._amends = found[1], True
        else:
            self._amends = _OF_SEVERAL.search(title) is not None

    def read(self, words: str) -> None:
        """Follow an amendment of several laws: 二、修改《某法》 turns to another."""
        if self._amends and (found := _TURNS.search(words[:400])):
            self.law = found[1] or found[2]
