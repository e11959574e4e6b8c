"""Chinese is the source language; `locale/en.po` is the complete English catalog."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

LOCALES = ("zh-CN", "en")
_CATALOG = Path(__file__).parent / "locale" / "en.po"


@cache
def translations(locale: str) -> gettext.NullTranslations:
    """The catalog of a locale: Chinese passes through, English is compiled from the .po once."""
    if locale != "en":
        return gettext.NullTranslations()
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with _CATALOG.open("rb") as file:
        write_mo(compiled, read_po(file, locale="en"))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(locale: str) -> Callable[[str], str]:
    """A function from a Chinese msgid to the sentence in `locale`."""
    return translations(locale).gettext
