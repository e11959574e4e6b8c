"""Each article on its way through all texts of a bill: where it stood, what became of it.

An article is followed by its passport, an annex by sure links. What is only proposed is said to
be so and not followed: a reader led to the wrong article is worse off than one led nowhere.
"""

import msgspec

from drafts.model import LinkStatus
from reports.chain import Chain, Step
from reports.comparison import labels, reading_name
from reports.papers.fates import arrival, departure
from reports.places import WHOLE, provision_name

Key = tuple[str, int, str]


class Stop(msgspec.Struct, frozen=True):
    """An article in one text: `at` which step of the chain, `text` its name (二审稿), what the
    article is called there, and how it came there and went on, in words."""

    at: int
    text: str
    address: str | None
    label: str
    caption: str
    fate: str
    changed: bool


class Way(msgspec.Struct, frozen=True):
    """An article through all texts, the draft as a whole, or an address no text has."""

    stops: tuple[Stop, ...]

    @property
    def title(self) -> str:
        """What it is called where it stands last, with its caption."""
        last = self.stops[-1]
        return f"{last.label}\u3000{last.caption}" if last.caption else last.label

    @property
    def changed(self) -> bool:
        """Whether its words changed, it came later or went earlier."""
        return any(stop.changed for stop in self.stops)


def ways(chain: Chain) -> tuple[Way, ...]:
    """Every article and annex of every text once, with the addresses opinions are filed under;
    the draft as a whole first, then in the order of the newest text, what went before it in its
    old place."""
    found: dict[Key, dict[int, str | None]] = {}
    order: list[list[Key]] = []
    known: dict[str, Key] = {}
    for at, step in enumerate(chain.steps):
        known = _keys(chain, at, known)
        for address, key in known.items():
            found.setdefault(key, {})[at] = address
        order.append(list(known.values()))
        if step.material and any(one.article is None for one in step.material.comments):
            found.setdefault(_WHOLE, {})[at] = None
    ranked = [_WHOLE] if _WHOLE in found else []
    ranked += _merged(order)
    names = [labels(step.draft) for step in chain.steps]
    return tuple(_way(chain, names, found[key]) for key in ranked)


_WHOLE: Key = ("whole", 0, "")


def _keys(chain: Chain, at: int, before: dict[str, Key]) -> dict[str, Key]:
    """The key of every place of a text: an article's passport, else that of what it came from."""
    step = chain.steps[at]
    found: dict[str, Key] = {}
    taken: set[Key] = set()
    for address in _addresses(step):
        key = _inherited(chain, at, address, before)
        if address in step.passports:
            key = ("passport", step.passports[address], "")
        if key is None or key in taken:
            key = ("place", at, address)
        taken.add(key)
        found[address] = key
    return found


def _addresses(step: Step) -> list[str]:
    """Articles and annexes in the order of the text, then what else comments are filed under."""
    own = labels(step.draft)
    comments = step.material.comments if step.material else ()
    filed = {one.article for one in comments if one.article is not None}
    inside = [unit.address for unit in step.draft.walk() if unit.address in own.keys() | filed]
    return list(dict.fromkeys([*inside, *sorted(filed - set(inside))]))


def _inherited(chain: Chain, at: int, address: str, before: dict[str, Key]) -> Key | None:
    if at == 0:
        return None
    came = [row for row in chain.steps[at - 1].changes if row.new == address and row.old in before]
    sure = [row for row in came if row.status is LinkStatus.AUTOMATIC]
    best = max(sure, key=lambda row: row.score, default=None)
    return before[best.old] if best and best.old else None


def _merged(order: list[list[Key]]) -> list[Key]:
    """One order of all keys: that of the newest text; what it lacks stands behind what stood
    before it where it was last."""
    ranked = list(order[-1])
    for keys in reversed(order[:-1]):
        known = set(ranked)
        place = 0
        for key in keys:
            if key in known:
                place = ranked.index(key) + 1
            else:
                ranked.insert(place, key)
                place += 1
    return ranked


def _way(chain: Chain, names: list[dict[str, str]], places: dict[int, str | None]) -> Way:
    return Way(
        tuple(
            _stop(chain, names, at, address, follows=at + 1 in places)
            for at, address in sorted(places.items())
        )
    )


def _stop(
    chain: Chain, names: list[dict[str, str]], at: int, address: str | None, *, follows: bool
) -> Stop:
    text = _text(chain, at)
    if address is None:
        return Stop(at, text, None, WHOLE, "", "", changed=False)
    step = chain.steps[at]
    unit = step.draft.find(address)
    if unit is None:
        name = f"{provision_name(address)}（不在本稿中）"
        return Stop(at, text, address, name, "", "", changed=False)
    came, moved = _came(chain, names, at, address)
    left, gone = ("", False) if follows else _left(chain, names, at, address)
    return Stop(
        at=at,
        text=text,
        address=address,
        label=names[at].get(address) or unit.label or unit.heading or address,
        caption=unit.caption or "",
        fate="；".join(part for part in (came, left) if part),
        changed=moved or gone,
    )


def _came(chain: Chain, names: list[dict[str, str]], at: int, address: str) -> tuple[str, bool]:
    """How an article came into a text, and whether its words are others."""
    changes = chain.steps[at - 1].changes if at else ()
    if not changes:
        return "", False
    rows = [row for row in changes if row.new == address]
    return arrival(rows, names[at - 1], _text(chain, at - 1))


def _left(chain: Chain, names: list[dict[str, str]], at: int, address: str) -> tuple[str, bool]:
    """What became of an article whose passport ends here."""
    rows = [row for row in chain.steps[at].changes if row.old == address]
    if not rows:
        return "", False
    return departure(rows, names[at + 1], _text(chain, at + 1))


def _text(chain: Chain, at: int) -> str:
    return reading_name(chain.steps[at].reading)
