"""The terminal's language: Chinese unless CONSULT_LOCALE says en or zh-Hant."""

import os

_SOURCE = "zh-CN"


def _(msgid: str) -> str:
    """A Chinese sentence in the terminal's language.

    A catalog is only loaded for another language: a Chinese terminal pays nothing for it.
    """
    locale = os.environ.get("CONSULT_LOCALE", _SOURCE)
    if locale == _SOURCE:
        return msgid
    from consult.i18n import translate

    return translate(locale)(msgid)


def say(msgid: str, /, **values: object) -> str:
    """`msgid` in the terminal's language with its {placeholders} filled."""
    return _(msgid).format(**values)
