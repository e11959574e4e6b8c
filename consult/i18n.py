"""Chinese is the source language; `locale/en.po` is the complete English catalog and
`locale/zh_Hant.po` the Chinese one in traditional characters, made by `make hant`."""

import gettext
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE = "zh-CN"
LOCALES = {SOURCE: "简体中文", "zh-Hant": "繁體中文", "en": "English"}
"""Every language of the interface, under its own name."""
FOLDER = Path(__file__).parent / "locale"


@cache
def translations(locale: str) -> gettext.NullTranslations:
    """The catalog of a locale: simplified Chinese passes through, the others are compiled once."""
    if locale not in LOCALES or locale == SOURCE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, catalog(locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(locale: str) -> Callable[[str], str]:
    """A function from a Chinese msgid to the sentence in `locale`."""
    return translations(locale).gettext


def catalog(locale: str) -> "Catalog":
    """The messages of a locale as their file has them, such as `locale/zh_Hant.po`."""
    from babel.messages.pofile import read_po

    name = locale.replace("-", "_")
    with (FOLDER / f"{name}.po").open("rb") as file:
        return read_po(file, locale=name)
