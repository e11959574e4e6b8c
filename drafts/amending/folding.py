"""Words looked for in a text whatever its blanks, line ends and widths of signs."""

from typing import Final, NamedTuple

from drafts.splitting.markers import BLANKS

_SAME: Final = {
    **dict.fromkeys("“”‘’「」『』＂'", '"'),
    **dict(zip(",;:()?!<>〈〉", "，；：（）？！《》《》", strict=True)),
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
}
_FOLD: Final = str.maketrans({**_SAME, **dict.fromkeys(BLANKS, None)})
_DROPPED: Final = frozenset(BLANKS)


class Folded(NamedTuple):
    """A text without blanks, and where each of its characters stood."""

    text: str
    at: list[int]


def fold(text: str) -> Folded:
    """Drop the blanks, make signs of one meaning one."""
    return Folded(key(text), [at for at, char in enumerate(text) if char not in _DROPPED])


def key(text: str) -> str:
    """The words as they are compared."""
    return text.translate(_FOLD)


def occurrences(folded: Folded, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in the text that was folded, without overlap."""
    wanted = key(words)
    found: list[tuple[int, int]] = []
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append((folded.at[at], folded.at[at + len(wanted) - 1] + 1))
        at = folded.text.find(wanted, at + len(wanted))
    return found
