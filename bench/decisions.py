"""Amendment decisions written by machine from two real editions of a law, in official wording.

The truth is the newer edition: applying the decision to the older one must give it back.
"""

from collections.abc import Iterator
from random import Random

from drafts.amending.style import NAMES
from drafts.matcher import align
from drafts.model import Draft, Kind, Unit
from drafts.numerals import article_label, to_chinese

Number = tuple[int, int]
CONTEXT = 6


def decision(old: Draft, new: Draft, random: Random) -> str:
    """A 关于修改《…》的决定 that turns the articles of `old` into those of `new`."""
    title = old.title
    body = [*_names(old, new), *_chapters(old, new), *_articles(old, new, random)]
    entries = [f"{to_chinese(at)}、{words}" for at, words in enumerate(body, 1)]
    head = f"关于修改《{nest_title(title)}》的决定\n\n对《{nest_title(title)}》作如下修改：\n"
    foot = "\n本决定自公布之日起施行。\n"
    order = f"《{nest_title(title)}》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"
    return "\n".join([head, *entries, foot + order])


def nest_title(title: str) -> str:
    """A title inside 《 》."""
    return title.replace("《", "〈").replace("》", "〉")


def quote(lines: list[str]) -> str:
    """Lines as an official quotation: “ at the head of each, one ” at the end, ‘ ’ inside."""
    inner = [line.translate(str.maketrans("“”‘’", "‘’“”")) for line in lines]
    return "“" + "\n“".join(inner) + "”"


def _names(old: Draft, new: Draft) -> Iterator[str]:
    for kind, name in ((Kind.TITLE, "名称"), (Kind.PREAMBLE, "引言")):
        before = [one for one in old.units if one.kind is kind]
        after = [one for one in new.units if one.kind is kind]
        if len(before) == len(after) == 1 and before[0].text != after[0].text:
            yield f"将{name}修改为：{quote(after[0].text.split(chr(10)))}"


def _articles(old: Draft, new: Draft, random: Random) -> Iterator[str]:
    left, right = _body(old), _body(new)
    here, there = {one.address: one for one in left}, {one.address: one for one in right}
    partner: dict[str, Unit] = {}
    for link in sorted(align(old, new), key=lambda link: -link.score):
        if link.old not in here or link.new not in there or link.new in partner:
            continue
        if all(one.address != link.old for one in partner.values()):
            partner[link.new] = here[link.old]
    kept = {one.address for one in partner.values()}
    gone = [one for one in left if one.address not in kept]
    numbers = {one.number: there[address].number for address, one in partner.items()}
    merged, joined, hosts = _merged(gone, partner, old, new, random)
    yield from merged
    yield from _deleted([one for one in gone if one.address not in joined], random)
    moved = _out_of_order(left, right, partner)
    for unit in right:
        before = partner.get(unit.address)
        if before is not None and unit.address in hosts:
            continue
        if before is None:
            yield _added(unit, right, partner, random)
        else:
            yield from _changed(before, unit, unit.address in moved, numbers, random)


def _merged(
    gone: list[Unit], partner: dict[str, Unit], old: Draft, new: Draft, random: Random
) -> tuple[list[str], set[str], set[str]]:
    """Articles taken into another one, told as 合并; the old and the new addresses so told."""
    leaving = {one.address: one for one in gone}
    there = {one.address: one for one in new.articles()}
    told: list[str] = []
    joined: set[str] = set()
    hosts: set[str] = set()
    for link in align(old, new):
        host = partner.get(link.new or "")
        if link.old not in leaving or host is None or link.old in joined or link.new in hosts:
            continue
        unit = there[link.new or ""]
        both = sorted([host, leaving[link.old]], key=lambda one: one.start)
        names = "、".join(one.label or "" for one in both)
        form = random.choice(["合并，作为{}，修改为", "合并为{}，修改为"]).format(unit.label)
        told.append(f"将{names}{form}：{quote(unit.text.split(chr(10)))}")
        joined.add(link.old)
        hosts.add(unit.address)
    return told, joined, hosts


def _chapters(old: Draft, new: Draft) -> Iterator[str]:
    """New names for chapters, where both editions have the same ones otherwise."""
    left, right = ([one for one in draft.walk() if one.kind in NAMES] for draft in (old, new))
    if [one.address for one in left] != [one.address for one in right]:
        return
    for before, after in zip(left, right, strict=True):
        if before.heading != after.heading and before.kind is Kind.CHAPTER:
            name = f"{after.label}　" if len(after.heading or "") % 2 else ""
            yield f"将{before.label}章名修改为“{name}{after.heading}”。"


def _body(draft: Draft) -> list[Unit]:
    return [one for one in draft.articles() if not one.address.startswith("annex")]


def _out_of_order(left: list[Unit], right: list[Unit], partner: dict[str, Unit]) -> set[str]:
    """The articles that must be told their number because they do not just move up."""
    places = {one.address: at for at, one in enumerate(left)}
    row = [
        (places[partner[one.address].address], one.address)
        for one in right
        if one.address in partner
    ]
    moved = set()
    for at, (place, address) in enumerate(row):
        earlier = [other for other, _ in row[:at]]
        later = [other for other, _ in row[at + 1 :]]
        if any(other > place for other in earlier) or any(other < place for other in later):
            moved.add(address)
    return moved


def _deleted(gone: list[Unit], random: Random) -> Iterator[str]:
    if len(gone) > 3 and random.random() < 0.5:
        yield f"删除{'、'.join(one.label or '' for one in gone)}。"
        return
    for one in gone:
        yield random.choice([f"删去{one.label}。", f"将{one.label}删去。", f"删除{one.label}。"])


def _added(unit: Unit, right: list[Unit], partner: dict[str, Unit], random: Random) -> str:
    lines = unit.text.split("\n")
    at = right.index(unit)
    before = partner.get(right[at - 1].address) if at else None
    after = f"在{before.label}后" if before and random.random() < 0.5 else ""
    if random.random() < 0.3:
        lines[0] = f"{unit.label}　{lines[0]}"
    return f"{after}增加一条，作为{unit.label}：{quote(lines)}"


def _changed(
    before: Unit,
    unit: Unit,
    moved: bool,
    numbers: dict[Number | None, Number | None],
    random: Random,
) -> Iterator[str]:
    becomes = f"将{before.label}改为{unit.label}" if before.number != unit.number else ""
    if before.text == unit.text or renumbered(before.text, numbers) == unit.text:
        if moved or (becomes and random.random() < 0.3):
            yield f"{becomes or f'将{before.label}改为{unit.label}'}。"
        return
    inner = _rows(before, unit, random)
    if inner is None:
        start = f"{becomes}，" if becomes else f"将{before.label}"
        yield f"{start}修改为：{quote(unit.text.split(chr(10)))}"
    elif becomes:
        yield f"{becomes}，{'；'.join(inner)}。"
    else:
        yield f"将{before.label}{inner[0]}" + "".join(f"；{one}" for one in inner[1:]) + "。"


def renumbered(text: str, numbers: dict[Number | None, Number | None]) -> str:
    """The text with 本法第X条 and its like carried to the new numbers, one by one."""
    signs = "本法本条例本办法本规定本细则本解释"
    out, at = "", 0
    while (found := text.find("第", at)) >= 0:
        end = text.find("条", found)
        label = text[found : end + 1] if 0 < end - found < 10 else ""
        number = next((one for one in numbers if one and article_label(one) == label), None)
        own = text[max(0, found - 3) : found].endswith(
            ("本法", "本条例", "本办法", "本规定", "本细则")
        )
        new = numbers.get(number) if number and own and signs else None
        out += text[at:found] + (article_label(new) if new else text[found : found + 1])
        at = end + 1 if new else found + 1
    return out + text[at:]


def _rows(before: Unit, unit: Unit, random: Random) -> list[str] | None:
    """The change told by 款, 项 and words; None when only the whole article will do."""
    old, new = _paragraphs(before), _paragraphs(unit)
    if old is None or new is None or random.random() < 0.25:
        return None
    if len(old) == len(new):
        told: list[str] = []
        for at, (one, other) in enumerate(zip(old, new, strict=True), 1):
            if one != other:
                told += _paragraph(f"第{to_chinese(at)}款", one, other, before.text, random)
        return told
    if len(new) == len(old) + 1:
        at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
        if old[at:] == new[at + 1 :]:
            return [f"增加一款，作为第{to_chinese(at + 1)}款：{quote(new[at])}"]
    if len(new) == len(old) - 1:
        at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(new))
        if old[at + 1 :] == new[at:]:
            return [f"第{to_chinese(at + 1)}款删去"]
    return None


def _paragraphs(unit: Unit) -> list[list[str]] | None:
    """The lines of each 款; None where there is a table."""
    found = []
    for one in unit.children:
        if one.kind is not Kind.PARAGRAPH or "\n" in one.text or not one.text:
            return None
        lines = [one.text]
        for item in one.children:
            if item.kind is not Kind.ITEM or item.children or not item.label:
                return None
            lines.append(item.label + item.text)
        found.append(lines)
    joined = "\n".join(line for lines in found for line in lines)
    return found if joined == unit.text else None


def _paragraph(name: str, old: list[str], new: list[str], whole: str, random: Random) -> list[str]:
    if len(old) == len(new):
        changed = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        words = _words(old[changed[0]], new[changed[0]], whole) if len(changed) == 1 else None
        if words and random.random() < 0.6:
            return [f"{name}中的{words}"]
        if len(changed) == 1 and changed[0]:
            item = new[changed[0]]
            return [f"{name}第{item[: item.index('）') + 1]}项修改为：{quote([item])}"]
    return _one_item(name, old, new) or [f"{name}修改为：{quote(new)}"]


def _one_item(name: str, old: list[str], new: list[str]) -> list[str] | None:
    """One 项 more or less; the others only move."""
    a, b = [_bare(line) for line in old], [_bare(line) for line in new]
    longer, shorter = (b, a) if len(b) > len(a) else (a, b)
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(shorter))
    if len(longer) != len(shorter) + 1 or len(shorter) < 2 or longer[at + 1 :] != shorter[at:]:
        return None
    if longer is b:
        return [f"{name}增加一项，作为第{to_chinese(at)}项：{quote([new[at]])}"]
    return [f"{name}第（{to_chinese(at)}）项删去"]


def _bare(line: str) -> str:
    """A 项 without its number and its last sign."""
    return line[line.index("）") + 1 :].rstrip("。；") if line[0] == "（" and "）" in line else line


def _worded(a: str, b: str, whole: str) -> str:
    """“旧”修改为“新”; what only adds words is told as 后增加 or 前增加."""
    if not b:
        return f"“{a}”删去"
    if b.startswith(a) and whole.count(a) == 1:
        return f"“{a}”后增加“{b[len(a) :]}”"
    if b.endswith(a):
        return f"“{a}”前增加“{b[: -len(a)]}”"
    return f"“{a}”修改为“{b}”"


def _words(old: str, new: str, whole: str) -> str | None:
    """A change of a few words, quoted with enough beside them to stand only once."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    for context in (0, 1, 2, 4, CONTEXT, 12):
        low, high = max(0, start - context), min(len(old), len(old) - end + context)
        cut = max(0, end - context)
        a, b = old[low:high], new[low : len(new) - cut]
        if len(a) >= 2 and whole.count(a) == 1 and not set(a + b) & set("“”‘’"):
            return _worded(a, b, whole)
    return None
