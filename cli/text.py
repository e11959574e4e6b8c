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
    told = {name: retold(one) if isinstance(one, str) else one for name, one in values.items()}
    return _(msgid).format(**told)


def retold(sentence: str) -> str:
    """A sentence that `drafts` wrote, such as a finding, in the terminal's language."""
    locale = os.environ.get("CONSULT_LOCALE", _SOURCE)
    if locale == _SOURCE:
        return sentence
    from consult import written

    return written.retold(locale, sentence)
