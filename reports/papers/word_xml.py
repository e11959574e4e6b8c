"""WordprocessingML as text (ECMA-376, part 1, 17): a paper of a hundred thousand rows is written
as it is read, never held as a tree."""

from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SPECIAL = {"\t": "tab", "\n": "br"}


def made(tag: str, *children: str, **attributes: object) -> str:
    """An element of Word's namespace, its attributes in the same, with children in order."""
    given = "".join(f" w:{name}={quoteattr(str(value))}" for name, value in attributes.items())
    return f"<w:{tag}{given}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{given}/>"


def text(words: str, properties: str = "") -> str:
    """A run of words; tabs and line breaks are Word's own."""
    held: list[str] = []
    start = 0
    for at, character in enumerate(words):
        if character in _SPECIAL:
            held += [_words(words[start:at]), made(_SPECIAL[character])]
            start = at + 1
    return made("r", properties, *held, _words(words[start:]))


def _words(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>' if words else ""
