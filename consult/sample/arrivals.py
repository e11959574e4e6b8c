"""The comments of a round, drawn from the hand-written opinions with a seed."""

import datetime as dt
import functools
import random

import msgspec

from consult.sample.labels import clerk_label
from consult.sample.opinions import HERE, Odd, Opinion, oddities, opinions
from consult.sample.people import (
    BANK,
    People,
    Person,
    card_number,
    identity_number,
)
from consult.sample.voices import put, reword, with_noise
from consult.sample.windows import UNTIL, WINDOWS, SampleComment
from drafts.address import find_in_text
from drafts.splitter import split
from reports.model import Channel, CommentKind

_DRAWN = {1: 470, 2: 190, 3: 88}
_FORM_LETTERS = 57  # three more, with a sentence of their own, are among the odd mail
_COPIES = {1: (("w1-hours", 6), ("w1-native-dog", 5), ("w1-whole-support", 4)), 2: (), 3: ()}
_NOISY = {1: 12, 2: 4, 3: 2}
_CHANNELS = ("web", "wechat", "email", "hotline", "contact-point", "letter")
_SHARES = (46, 17, 11, 11, 9, 6)


@functools.cache
def comments(reading: int) -> tuple[SampleComment, ...]:
    """The comments of a round in the order they arrived."""
    rng = random.Random(f"yunchuan-dogs/{reading}")  # noqa: S311 - sample data, not secrets
    people = People(rng)
    made = [*_drawn(people, reading), *_copies(people, reading), *_odd(people, reading)]
    if reading == 1:
        made += [_form_letter(people) for _ in range(_FORM_LETTERS)]
    return tuple(sorted(made, key=lambda one: (one.received, one.text, one.contact)))


@functools.cache
def reading_text(reading: int) -> str:
    """The text of a reading's draft."""
    return (HERE / "readings" / f"{reading}.txt").read_text("utf-8")


@functools.cache
def _captions(reading: int) -> dict[str, str]:
    articles = split(reading_text(reading)).articles()
    return {unit.address: unit.caption or "" for unit in articles}


def _drawn(people: People, reading: int) -> list[SampleComment]:
    """Every opinion once, then more of those that more people hold."""
    spoken = [one for one in opinions(reading) if one.says]
    heat = [one.heat**2 for one in spoken]
    more = people.rng.choices(spoken, heat, k=_DRAWN[reading] - len(spoken))
    made = [_compose(people, reading, one, one.says[0]) for one in spoken]
    made += [
        _compose(people, reading, one, reword(people.rng, _said(people.rng, one))) for one in more
    ]
    noisy = people.rng.sample(spoken, _NOISY[reading])
    made += [
        _compose(people, reading, one, with_noise(people.rng, one.says[0]), "zero-width")
        for one in noisy
    ]
    return made


def _said(rng: random.Random, opinion: Opinion) -> str:
    """One of the phrasings; the earlier ones are the more common."""
    return rng.choices(opinion.says, [1 / place for place in range(1, len(opinion.says) + 1)])[0]


def _compose(
    people: People, reading: int, opinion: Opinion, words: str, form: str = ""
) -> SampleComment:
    channel = people.rng.choices(_CHANNELS, _SHARES)[0]
    who = people.person(channel)
    careful = people.rng.random() < (0.6 if channel in {"web", "letter", "email"} else 0.2)
    address, article = _place(people.rng, reading, channel, opinion.on)
    return SampleComment(
        reading=reading,
        channel=Channel(channel),
        opinion=opinion.id,
        address=address,
        article=article,
        kind=opinion.kind,
        text=words if form else put(people.rng, channel, words),
        received=_moment(people.rng, reading, channel),
        proposed=opinion.proposed if careful else "",
        reason=opinion.reason if careful else "",
        name=who.name,
        contact=who.contact,
        region=who.region,
        name_public=who.name_public,
        form=form,
    )


def _place(rng: random.Random, reading: int, channel: str, on: str) -> tuple[str | None, str]:
    """The address and the label: exact on the web, where people write at the provision itself."""
    if channel == "web":
        return (find_in_text(on) if on else None), on
    exact = find_in_text(on) or ""
    label = clerk_label(rng, on, _captions(reading).get(exact.split("__")[0], ""))
    return find_in_text(label), label


def _moment(rng: random.Random, reading: int, channel: str) -> dt.datetime:
    """When it came: more in the first and last days, at hours people are awake; a clerk notes
    the day only."""
    opens, closes = WINDOWS[reading].opens, UNTIL[reading]
    days = (closes - opens).days
    day = min(int(rng.betavariate(0.7, 0.8) * days), days - 1)
    if channel not in {"web", "wechat"}:
        return opens + dt.timedelta(days=day, hours=12)
    hour = rng.choices(range(7, 24), (1, 2, 3, 4, 3, 5, 4, 3, 3, 3, 4, 5, 7, 9, 9, 6, 3))[0]
    return opens + dt.timedelta(
        days=day, hours=hour, minutes=rng.randrange(60), seconds=rng.randrange(60)
    )


def _copies(people: People, reading: int) -> list[SampleComment]:
    """The same words, letter for letter, from different people."""
    known = {one.id: one for one in opinions(reading)}
    return [
        _compose(people, reading, known[name], known[name].says[0], "exact-copy")
        for name, times in _COPIES[reading]
        for _ in range(times)
    ]


def _form_letter(people: People) -> SampleComment:
    """One copy of the campaign against the fee, with its sender's name and estate."""
    name = people.name()
    odd = Odd(form="form-letter", opinion="w1-fee", channel="web", kind=CommentKind.DELETE)
    channel = people.rng.choices(("web", "email", "letter"), (70, 20, 10))[0]
    odd = msgspec.structs.replace(odd, on="第二十一条", channel=channel, name=name)
    return _from_odd(people, 1, odd)


def _odd(people: People, reading: int) -> list[SampleComment]:
    return [_from_odd(people, reading, odd) for odd in oddities(reading)]


def _from_odd(people: People, reading: int, odd: Odd) -> SampleComment:
    who = people.person(odd.channel)
    who = Person(
        odd.name or who.name,
        odd.contact or who.contact,
        odd.region or who.region,
        odd.public,
    )
    return SampleComment(
        reading=reading,
        channel=Channel(odd.channel),
        opinion=odd.opinion,
        address=find_in_text(odd.on) if odd.on else None,
        article=odd.on,
        kind=odd.kind,
        text=_words(people, odd, who.name),
        received=_moment(people.rng, reading, odd.channel),
        name=who.name,
        contact=who.contact,
        region=who.region,
        name_public=who.name_public,
        form=odd.form,
    )


def _words(people: People, odd: Odd, name: str) -> str:
    if odd.file:
        return (HERE / "odd" / odd.file).read_text("utf-8").rstrip("\n")
    if odd.form.startswith("form-letter"):
        form = (HERE / "odd" / "form.txt").read_text("utf-8").rstrip("\n")
        years = people.rng.choice("两三四五六七八")
        return (
            form.format(estate=people.rng.choice(BANK.estates), name=name, years=years) + odd.extra
        )
    number = people.mobile()
    planted = {
        "{mobile}": number.replace(" ", ""),
        "{mobile_spaced}": number,
        "{mobile_wide}": number.replace(" ", "").translate(_WIDE),
        "{identity}": identity_number(people.rng),
        "{card}": card_number(people.rng),
        "{mail}": people.mail(),
    }
    return functools.reduce(lambda text, one: text.replace(*one), planted.items(), odd.text)


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
