"""Seeded texts for comparing: families of edits, letters, texts on the bound, hostile ones."""

import random
from collections.abc import Callable

from reports.comparing.encoding import Entry

LETTERS = "建议增加遛犬区域登记收费标准罚款数额牵绳小区物业公园老人孩子免疫年检应当不得"
ODD = ("\ud800", "\udfff", "\U0001f436", "\U0010ffff", "\x00", "e\u0301")


def words(dice: random.Random, length: int) -> str:
    """Random characters, the first ones far more often, as in any language."""
    return "".join(LETTERS[int(len(LETTERS) * dice.random() ** 2)] for _ in range(length))


def edited(dice: random.Random, text: str, edits: int) -> str:
    """The text after so many insertions and deletions."""
    chars = list(text)
    for _ in range(edits):
        place = dice.randrange(len(chars) + 1)
        chars[place : place + dice.randint(0, 1)] = dice.choice(LETTERS) * dice.randint(0, 1)
    return "".join(chars)


def family(dice: random.Random, size: int) -> list[str]:
    """Edits of a few templates of every length, letters among them."""
    lengths = [*range(1, 9), *(dice.randint(8, 90) for _ in range(size // 12)), 199, 200, 420, 900]
    templates = [words(dice, length) for length in lengths]
    return [
        edited(dice, text, dice.choice((0, 1, 2, 4, 8, len(text) // 10, len(text) // 5)))
        for text in dice.choices(templates, k=size)
    ]


def on_the_bound(dice: random.Random, size: int) -> list[str]:
    """Texts and copies with exactly one edit in so many characters, so that many pairs stand on
    the threshold itself or one edit beside it."""
    found = []
    while len(found) < size:
        text = words(dice, dice.choice((5, 10, 20, 40, 100)))
        found += [text, *(text + "号" * more for more in range(1, len(text) // 2))]
    return found[:size]


def flooded(dice: random.Random, size: int) -> list[str]:
    """One character hundreds of times: histograms past what a byte holds."""
    return [
        dice.choice("啊哈") * dice.choice((1, 2, 3, 250, 255, 256, 260, 300, 511, 520))
        + words(dice, dice.randint(0, 30))
        for _ in range(size)
    ]


def odd(dice: random.Random, size: int) -> list[str]:
    """Half surrogates, rare planes, single characters, nothing at all."""
    return [
        "".join(dice.choices((*ODD, "犬", "a"), k=dice.choice((0, 1, 1, 2, 3, 12, 13))))
        for _ in range(size)
    ]


def spelled(dice: random.Random, size: int) -> list[str]:
    """Long texts in an alphabet, edits of a few and of none."""
    alphabet = "etaoinshrdlu"
    found: list[str] = []
    for _ in range(size // 8):
        length = dice.choice((30, 120, 498, 500, 502, 620))
        text = "".join(alphabet[int(12 * dice.random() ** 2)] for _ in range(length))
        found += [edited(dice, text, dice.choice((0, 3, 20, 60))) for _ in range(8)]
    return found


def wide(dice: random.Random, size: int) -> list[str]:
    """Letters of hundreds of different characters, as long as LONG and a little less."""
    found: list[str] = []
    for _ in range(size // 10):
        first = 0x4E00 + dice.randrange(2000)
        length = dice.choice((495, 500, 505, 700))
        text = "".join(chr(first + int(900 * dice.random() ** 2)) for _ in range(length))
        found += [edited(dice, text, dice.choice((0, 5, 50, 140))) for _ in range(10)]
    return found


Kind = Callable[[random.Random, int], list[str]]
KINDS: tuple[Kind, ...] = (family, on_the_bound, flooded, odd, spelled, wide)


def entries(dice: random.Random, texts: list[str]) -> list[Entry]:
    """Distinct texts as entries of several stances, some with heads removed."""
    found = []
    for core in dict.fromkeys(texts):
        removed = dice.choice(("", "", "", "您好领导", "关于养犬的意见"))
        stance = dice.choice(("", "", "", "support-", "not-", f"rare{dice.randrange(40)}"))
        found.append(Entry(core, removed + core, stance, removed))
    return found
