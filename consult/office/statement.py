"""`office.toml`: what the office says about itself, read and checked to the line."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from consult.office import consultation
from consult.office.consultation import Consultation
from consult.office.flaws import Flaw, text_of
from consult.office.lines import line_of
from consult.office.pictures import picture
from reports.faces import ROLES
from reports.office import ContactPoint, Letterhead, Office
from reports.papers.texts import NOTICES
from reports.texts import TEXTS, placeholders

NAME = "office.toml"
SENTENCES = {**TEXTS, **NOTICES}
"""Every sentence that has a name, as we say it."""
_PLAIN = (
    *("name", "address", "postcode", "email", "phone", "fax", "website", "wechat"),
    "footing",
)
_KEYS = (*_PLAIN, "contact_points", "letterhead", "texts", "fonts", consultation.SECTION)
_LETTERHEAD = ("lines", "picture", "alt")
_POINT = ("name", "address", "phone")


class Statement(msgspec.Struct, frozen=True):
    """The office, the names of the fonts it wants by role, the days a round lasts, and what is
    wrong with the file."""

    office: Office = Office()
    fonts: dict[str, str] = msgspec.field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
    source: str = ""
    consultation: Consultation = Consultation()


def read(folder: Path) -> Statement:
    """`office.toml` of the folder; nothing of it when it is not there."""
    path = folder / NAME
    if not path.exists():
        return Statement()
    try:
        source = text_of(path, NAME)
        told = tomllib.loads(source)
    except Flaw as flaw:
        return Statement(flaws=(flaw,))
    except tomllib.TOMLDecodeError as error:
        return Statement(flaws=(_misspelt(error, source),))
    return _Reader(folder, source, told).statement()


class _Reader:
    """Goes through the file once; what it cannot use it notes and leaves out."""

    def __init__(self, folder: Path, source: str, told: dict[str, Any]) -> None:
        self._folder, self._source, self._told = folder, source, told
        self._flaws: list[Flaw] = []

    def statement(self) -> Statement:
        self._known(self._told, _KEYS, "")
        plain = {key: self._words(self._told, key, key) for key in _PLAIN}
        office = Office(
            **plain,
            contact_points=tuple(self._points()),
            letterhead=self._letterhead(),
            texts=dict(self._texts()),
        )
        fonts = self._table("fonts")
        self._known(fonts, ROLES, "fonts.")
        roles = {role: self._words(fonts, role, f"fonts.{role}") for role in ROLES}
        rules, wrong = consultation.read(self._told.get(consultation.SECTION), self._source)
        self._flaws += wrong
        return Statement(
            office,
            {role: name for role, name in roles.items() if name},
            tuple(self._flaws),
            self._source,
            rules,
        )

    def _points(self) -> Iterator[ContactPoint]:
        points = self._told.get("contact_points", [])
        if not isinstance(points, list) or not all(isinstance(one, dict) for one in points):
            self._note(
                "contact_points",
                Flaw("{file} 第 {line} 行：联系点要一处写一节，每节以 [[contact_points]] 开头。"),
            )
            return
        for at, point in enumerate(points):
            path = f"contact_points.{at}"
            self._known(point, _POINT, f"{path}.")
            said = {key: self._words(point, key, f"{path}.{key}") for key in _POINT}
            if said["name"]:
                yield ContactPoint(**said)
            else:
                self._note(path, Flaw("{file} 第 {line} 行：这个联系点没有写名称（name）。"))

    def _letterhead(self) -> Letterhead:
        told = self._table("letterhead")
        self._known(told, _LETTERHEAD, "letterhead.")
        lines = told.get("lines", [])
        if not isinstance(lines, list) or not all(isinstance(one, str) for one in lines):
            self._note(
                "letterhead.lines",
                Flaw(
                    '{file} 第 {line} 行：“{key}”要写成文字的列表，如 ["一行", "又一行"]。',
                    key="lines",
                ),
            )
            lines = []
        name = self._words(told, "picture", "letterhead.picture")
        alt = self._words(told, "alt", "letterhead.alt")
        if name and not alt:
            self._note(
                "letterhead.picture",
                Flaw(
                    "{file} 第 {line} 行：版头用了图片，请在 alt 里写明图上是什么，供读屏软件朗读。"
                ),
            )
        return Letterhead(tuple(lines), self._picture(name) if name else "", alt)

    def _picture(self, name: str) -> str:
        line = line_of(self._source, "letterhead.picture")
        try:
            return picture(self._folder, name, file=NAME, line=line)
        except Flaw as flaw:
            self._flaws.append(flaw)
            return ""

    def _texts(self) -> Iterator[tuple[str, str]]:
        for name, sentence in _flat(self._table("texts")):
            path = f"texts.{name}"
            if name not in SENTENCES:
                self._no_such_sentence(name, path)
            elif not isinstance(sentence, str):
                self._note(path, Flaw("{file} 第 {line} 行：“{key}”要写成带引号的文字。", key=name))
            elif self._fits(name, sentence, path):
                yield name, sentence

    def _no_such_sentence(self, name: str, path: str) -> None:
        close = difflib.get_close_matches(name, SENTENCES, n=1)
        if close:
            self._note(
                path,
                Flaw(
                    "{file} 第 {line} 行：没有“{key}”这一句，是不是“{meant}”？",
                    key=name,
                    meant=close[0],
                ),
            )
        else:
            self._note(
                path,
                Flaw(
                    "{file} 第 {line} 行：没有“{key}”这一句。docs/office.md 列出了全部名称。",
                    key=name,
                ),
            )

    def _fits(self, name: str, sentence: str, path: str) -> bool:
        """Whether its placeholders are among those of ours."""
        ours = placeholders(SENTENCES[name])
        try:
            strange = sorted(placeholders(sentence) - ours)
        except ValueError:
            self._note(
                path,
                Flaw(
                    "{file} 第 {line} 行：“{key}”里的花括号不成对，或者里面不是名称。"
                    "要印出花括号，请连写两个。",
                    key=name,
                ),
            )
            return False
        if strange:
            self._note(
                path,
                Flaw(
                    "{file} 第 {line} 行：“{key}”里没有“{strange}”可填，可以填的有：{known}。",
                    key=name,
                    strange="、".join(strange),
                    known="、".join(sorted(ours)) or "—",
                ),
            )
        return not strange

    def _table(self, key: str) -> dict[str, Any]:
        found = self._told.get(key, {})
        if isinstance(found, dict):
            return found
        self._note(key, Flaw("{file} 第 {line} 行：“{key}”要写成一节，以 [{key}] 开头。", key=key))
        return {}

    def _words(self, table: Mapping[str, Any], key: str, path: str) -> str:
        found = table.get(key, "")
        if isinstance(found, str):
            return found.strip()
        self._note(path, Flaw("{file} 第 {line} 行：“{key}”要写成带引号的文字。", key=key))
        return ""

    def _known(self, table: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
        for key in table:
            if key not in known:
                self._note(
                    f"{prefix}{key}",
                    Flaw(
                        "{file} 第 {line} 行：没有“{key}”这一项。可以写的有：{known}。",
                        key=key,
                        known="、".join(known),
                    ),
                )

    def _note(self, path: str, flaw: Flaw) -> None:
        """Keep a flaw in what `path` names."""
        flaw.values |= {"file": NAME, "line": line_of(self._source, path)}
        self._flaws.append(flaw)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The sentences by name: `review.title` without quotes is a table in a table to TOML."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _misspelt(error: tomllib.TOMLDecodeError, source: str) -> Flaw:
    said = str(error)
    digits = [
        int(part) for part in said.replace(",", " ").replace(")", " ").split() if part.isdigit()
    ]
    line = digits[-2] if len(digits) > 1 else len(source.splitlines()) or 1
    return Flaw(
        '{file} 第 {line} 行不合 TOML 的写法。应写成：名称 = "文字"，引号是英文的；'
        "成节的以 [名称] 开头。",
        file=NAME,
        line=line,
    )
