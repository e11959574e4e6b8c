"""Numbers in the new law: what an instruction gives stands, everything else moves up in order."""

from bisect import bisect_left
from itertools import pairwise

from drafts.amending.lawtext import DIVISIONS, LawText, Part
from drafts.amending.model import Number
from drafts.amending.style import NAMES, Style, division_label, paragraphs
from drafts.amending.wording import relabel, set_ending, set_lead
from drafts.model import Kind
from drafts.numerals import HIGHEST, article_label, to_chinese
from drafts.splitting.markers import ARTICLE, BLANKS, HEADING, ITEM
from drafts.splitting.pieces import read_mark


class Seats:
    """Settles the numbers of one law.

    `doubts` say what does not come out even, `notes` what a person should look at.
    """

    def __init__(self, law: LawText, style: Style, ordered: bool) -> None:
        """`ordered`: the decision says 条文顺序作相应调整."""
        self._law = law
        self._style = style
        self._ordered = ordered
        self.doubts: list[str] = []
        self.notes: list[tuple[Part, str]] = []

    def settle(self, changed: list[Part]) -> None:
        """Number 项 and 款 of the changed articles, the divisions, then the articles."""
        for part in changed:
            self._rows(part)
        self._divisions()
        self._articles()

    def _rows(self, host: Part) -> None:
        """款 of an article, 项 of a 款, 目 of a 项, in their new order."""
        for kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM):
            row = host.living(kind)
            if not row:
                continue
            new = any(one.seat or not one.unit for one in row)
            lost = any(one.gone and one.kind is kind for one in host.children)
            if new or lost:
                self._seat_row(host, kind, row)
        if host.kind is Kind.ARTICLE:
            self._open_rows(host.living(Kind.PARAGRAPH))
        for child in host.children:
            if not child.gone:
                self._rows(child)

    def _open_rows(self, row: list[Part]) -> None:
        """The first 款 stands behind the number of its article, the others on their own lines."""
        for at, part in enumerate(row):
            was_first = part.number == (1, 0) if part.unit else None
            if at == 0 and was_first is not True:
                set_lead(part, self._style.gap)
            elif at and was_first is not False:
                set_lead(part, self._style.indent)

    def _seat_row(self, host: Part, kind: Kind, row: list[Part]) -> None:
        first = 1 if kind is Kind.PARAGRAPH else min((one.number or (1, 0))[0] for one in row)
        numbers = self._fill(row, first, kind)
        for part, number in numbers.items():
            part.final = number
        ordered = sorted(row, key=lambda one: numbers[one])
        if ordered != row:
            _reorder(host, kind, ordered)
        if kind is Kind.PARAGRAPH:
            return
        whole = any(one.unit for one in row)
        for part in ordered:
            if whole:
                _relabel_item(part)
        if whole:
            _end_rows(host, ordered, kind)

    def _fill(self, row: list[Part], first: int, kind: Kind) -> dict[Part, Number]:
        """Give each part its seat or the next free number."""
        claims: dict[Number, Part] = {}
        numbers: dict[Part, Number] = {}
        name = {**NAMES, Kind.ARTICLE: "条", Kind.PARAGRAPH: "款", Kind.ITEM: "项"}.get(kind, "目")
        for part in row:
            if part.seat is None:
                continue
            if part.seat in claims:
                self.doubts.append(f"有两处都要编为第{to_chinese(part.seat[0])}{name}，请核对。")
                continue
            claims[part.seat] = part
            numbers[part] = part.seat
        following = first
        for part in row:
            if part in numbers:
                continue
            if part.number and part.number[1] and part.unit:
                numbers[part] = (max(following - 1, 1), part.number[1])
                continue
            while (following, 0) in claims:
                following += 1
            numbers[part] = (following, 0)
            following += 1
        plain = sorted(number[0] for number in numbers.values() if not number[1])
        gap = next((a for a, b in pairwise(plain) if b - a > 1), None)
        if gap:
            self.doubts.append(f"照决定的编号排下来，缺第{to_chinese(gap + 1)}{name}，请核对。")
        return numbers

    def _divisions(self) -> None:
        hosts = {id(one.parent): one.parent for one in self._law.root.walk() if one.kind in NAMES}
        for host in [one for one in hosts.values() if one]:
            for kind in NAMES:
                row = host.living(kind)
                lost = any(one.gone and one.kind is kind for one in host.children)
                if any(one.seat for one in row) or (lost and self._ordered):
                    self._seat_divisions(host, kind, row)

    def _seat_divisions(self, host: Part, kind: Kind, row: list[Part]) -> None:
        first = min((one.number or one.seat or (1, 0))[0] for one in row)
        first = 1 if any(one.gone for one in host.children if one.kind is kind) else first
        numbers = self._fill(row, first, kind)
        for part, number in numbers.items():
            part.final = number
            match = HEADING.search(part.own)
            if match and number != part.number and number[0] <= HIGHEST:
                relabel(part, match.start(), match.end(), division_label(kind, number))
        ordered = sorted(row, key=lambda one: numbers[one])
        if ordered != row:
            _reorder(host, kind, ordered)

    def _articles(self) -> None:
        row = self._law.articles()
        if not row and not any(self._law.everything()):
            return
        if self._renumbers(row):
            first = min(
                (one.number for one in self._law.everything() if one.number), default=(1, 0)
            )
            numbers = self._fill(row, first[0], Kind.ARTICLE)
        else:
            row = self._with_holes()
            numbers = {part: part.seat or part.number or (1, 0) for part in row}
        for part, number in numbers.items():
            part.final = number
        self._arrange(row)
        for part in row:
            match = ARTICLE.search(part.own)
            printed = part.number if part.unit else part.seat
            if match and part.final and part.final != printed and part.final[0] <= HIGHEST:
                relabel(part, match.start(), match.end(), article_label(part.final))

    def _renumbers(self, row: list[Part]) -> bool:
        """Whether numbers move: the decision says so, or a new article takes a number in use."""
        if self._ordered:
            return True
        taken = [part.seat or part.number for part in row]
        return len(set(taken)) < len(taken)

    def _with_holes(self) -> list[Part]:
        """No number moves, so a deleted article leaves its number and says （删去）."""
        articles = self._law.everything()
        last = max((one.number for one in articles if one.number and not one.gone), default=(0, 0))
        taken = {one.seat for one in self._law.articles()}
        for part in articles:
            whole = part.parent is not None and not part.parent.gone
            free = part.became is None and part.number not in taken
            if part.gone and whole and free and part.number and part.number < last:
                part.gone = False
                for child in paragraphs(["（删去）"], self._style, first=True):
                    part.add(child, len(part.children))
        return self._law.articles()

    def _arrange(self, row: list[Part]) -> None:
        """Hang every article behind the one with the number before."""
        ordered = sorted(row, key=lambda one: one.final or (0, 0))
        places = {id(one): at for at, one in enumerate(row)}
        staying = _longest_rising([places[id(one)] for one in ordered if not one.loose])
        stays = [places[id(one)] in staying and not _astray(one) for one in ordered]
        following: list[Part | None] = [None] * len(ordered)
        for at in range(len(ordered) - 1, 0, -1):
            following[at - 1] = ordered[at] if stays[at] else following[at]
        for at, part in enumerate(ordered):
            if stays[at]:
                continue
            before = ordered[at - 1] if at else None
            after = following[at]
            if part.loose and before and after and before.parent is not after.parent:
                note = "决定没有写明这一条放在哪一章，暂放在前一条之后，请核对。"
                self.notes.append((part, note))
            _rehang(part, before, after)
            if part.parent is None:  # nothing of the old law is left to stand beside
                first = next((one for one in self._law.everything() if one.parent), None)
                host = first.parent if first and first.parent else self._law.root
                host.add(part, host.children.index(first) if first else len(host.children))


def _astray(part: Part) -> bool:
    return part.home is not None and part.above(*DIVISIONS) is None


def _rehang(part: Part, before: Part | None, after: Part | None) -> None:
    home = part.home
    part.detach()
    if after and after.parent and part.beside is after:
        after.parent.add(part, after.parent.children.index(after))
    elif before and before.parent and (home is None or _within(before, home)):
        before.parent.add(part, before.parent.children.index(before) + 1)
    elif after and after.parent and (home is None or _within(after, home)):
        after.parent.add(part, after.parent.children.index(after))
    elif home is not None:
        at = [i for i, one in enumerate(home.children) if one.kind is Kind.PARAGRAPH]
        home.add(part, at[-1] + 1 if at else 0)
    elif before and before.parent:
        before.parent.add(part, before.parent.children.index(before) + 1)


def _within(part: Part, home: Part) -> bool:
    outer = part.parent
    while outer is not None and outer is not home:
        outer = outer.parent
    return outer is home


def _longest_rising(values: list[int]) -> set[int]:
    """The largest set of values that rise in order (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_left(tails, value)
        back.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [at]
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(values[at])
        at = back[at]
    return found


def _reorder(host: Part, kind: Kind, ordered: list[Part]) -> None:
    """Put the living children of one kind in a new order; others follow whom they followed."""
    followers: dict[int, list[Part]] = {}
    head: list[Part] = []
    current = head
    for child in host.children:
        if child.kind is kind and not child.gone:
            current = followers.setdefault(id(child), [])
        else:
            current.append(child)
    host.children = head + [one for part in ordered for one in (part, *followers[id(part)])]


def _relabel_item(part: Part) -> None:
    """Print the new number on a 项 in the style it has."""
    own = part.own
    words = own.lstrip(BLANKS)
    lead = len(own) - len(words)
    mark = read_mark(words, 0, len(words))
    if mark is None or part.final is None or mark.number == part.final[0]:
        return
    printed = words[: mark.end]
    if match := ITEM.match(words):
        start, end = match.start(1), match.end(1)
        relabel(part, lead + start, lead + end, to_chinese(part.final[0]))
        return
    digits = "".join(char for char in printed if char.isdigit())
    if digits.isascii() and digits in printed and digits:
        start = lead + printed.index(digits)
        relabel(part, start, start + len(digits), str(part.final[0]))
    elif printed[-1:] in "、．":
        relabel(part, lead, lead + mark.end - 1, to_chinese(part.final[0]))


def _end_rows(host: Part, ordered: list[Part], kind: Kind) -> None:
    """Where the old list put ； after every 项 and 。 after the last, so does the new one."""
    old = [one for one in host.children if one.kind is kind and one.unit]
    old.sort(key=lambda one: one.unit.start if one.unit else 0)
    signs = [one.unit.text.rstrip()[-1:] if one.unit else "" for one in old]
    plain = [one for one in ordered if not one.living(Kind.SUBITEM)]
    if len(old) < 2 or set(signs[:-1]) != {"；"} or signs[-1] != "。" or plain != ordered:
        return
    for part in ordered[:-1]:
        set_ending(part, "；")
    set_ending(ordered[-1], "。")
