"""How high a block stands on a portrait page of a paper, reckoned from its text: enough to hold a
page to what it holds. The measures are those of templates/print/document.css, in points."""

from reports.document import Block, Heading, Paragraph, Picture, Style

PAGE = 637.0
"""Twenty-two lines of the type area (GB/T 9704-2012, 5.2.3)."""
_LINE = 28.99
_CHART_AROUND = 12.0
# For each style: characters of a line, one less than fit because of 避头尾, and its height.
_STYLES = {
    Style.LAW: (29, 24.0),
    Style.QUOTE: (28, 24.0),
    Style.SMALL: (41, 18.0),
}
_BODY = (27, _LINE)


def height(block: Block) -> float:
    """The height of a heading, a paragraph or a picture in points. Raises TypeError for a table:
    nobody holds one to a page."""
    match block:
        case Heading():
            return _LINE * lines(block.text, _BODY[0] - 2)
        case Paragraph():
            across, high = _STYLES.get(block.style, _BODY)
            return high * lines("".join(run.text for run in block.runs), across)
        case Picture():
            return float(block.svg.split('height="', 1)[1].split("pt", 1)[0]) + _CHART_AROUND
    raise TypeError(type(block).__name__)


def lines(text: str, across: int) -> int:
    """How many lines a text takes, its first indented by two characters."""
    width = 2 + sum(0.55 if character.isascii() else 1.0 for character in text)
    return max(1, -int(-width // across))


def room_of(points: float, style: Style) -> int:
    """About how many characters of one paragraph fit in a height."""
    across, high = _STYLES.get(style, _BODY)
    return max(0, int(points // high) * across - 2)
