"""The terminal's language: Chinese unless CONSULT_LOCALE says en."""

import os


def _(msgid: str) -> str:
    """A Chinese sentence in the terminal's language.

    The catalog is only loaded for English: a Chinese terminal pays nothing for it.
    """
    if os.environ.get("CONSULT_LOCALE") != "en":
        return msgid
    from consult.i18n import translate

    return translate("en")(msgid)


def say(msgid: str, /, **values: object) -> str:
    """`msgid` in the terminal's language with its {placeholders} filled."""
    return _(msgid).format(**values)
