"""Charts of what a round is made of: kinds of comments, texts sent by many, regions.

Shares of one whole lie in one bar, each piece with a pattern of its own and, in words, its number
and percentage; nothing is told by colour alone. Pure: same figures, same characters.
"""

from collections.abc import Iterator, Sequence

from reports.chinese import percent
from reports.drawing import BLUE, MUTED, SHADES, WIDTH, Chart, rect, segment, svg, text
from reports.review import Figures, Share

_BAR = 13.0
_LINE = 14.0
_LABEL = 84.0
_WORDS = 88.0
_GAP = 14.0
_ROW = 15.0
_LONGEST = 8


def kind_bar(figures: Figures) -> Chart | None:
    """Comments by kind (修改、增加 …) as shares of all."""
    return _whole("意见类型", figures.kinds, figures.comments)


def letter_bar(figures: Figures) -> Chart | None:
    """How many comments are copies of a text sent by many, word for word or changed, and how many
    are not; None where no text was."""
    letters = figures.letters
    if not letters.texts:
        return None
    edited = letters.comments - letters.exact
    shares = (
        Share("exact", "逐字相同", letters.exact),
        Share("edited", "略有改动", edited),
        Share("others", "其他意见", figures.comments - letters.comments),
    )
    name = f"由多人分别提交的{letters.texts}种基本相同的来件在全部意见中的份额"
    return _whole(name, tuple(share for share in shares if share.comments), figures.comments)


def region_bars(figures: Figures) -> Chart | None:
    """Comments by region in two columns, as `reports.figures.regions` names them."""
    shares = figures.regions
    if not shares:
        return None
    largest = max(share.comments for share in shares)
    rows = -(-len(shares) // 2)
    wide = (WIDTH - _GAP) / 2
    parts: list[str] = []
    for at, share in enumerate(shares):
        column, row = divmod(at, rows)
        left, y = column * (wide + _GAP), row * _ROW
        width = (wide - _LABEL - _WORDS) * share.comments / largest
        words = f"{share.comments}条（{percent(share.comments, figures.comments)}）"
        label = share.label if len(share.label) <= _LONGEST else f"{share.label[: _LONGEST - 1]}…"
        parts.append(text(left + _LABEL - 5, y + 10.5, label, "end"))
        parts.append(rect(left + _LABEL, y + 2, width, 11, fill=BLUE))
        parts.append(text(left + _LABEL + width + 4, y + 10.5, words, colour=MUTED))
    height = rows * _ROW + 4
    return Chart(
        svg(height, parts), WIDTH, height, _told("意见来自的地区", shares, figures.comments)
    )


def _whole(name: str, shares: Sequence[Share], of: int) -> Chart | None:
    if not shares:
        return None
    parts: list[str] = []
    x = 0.0
    for share, shade in zip(shares, SHADES, strict=False):
        width = WIDTH * share.comments / of
        parts.append(segment(x, 1, width, _BAR, shade, str(share.comments)))
        x += width
    legend = list(_legend(shares, of))
    lines = 1 + max(line for line, _ in legend)
    parts += [part for _, part in legend]
    height = _BAR + 4 + lines * _LINE
    return Chart(svg(height, parts), WIDTH, height, _told(name, shares, of))


def _legend(shares: Sequence[Share], of: int) -> Iterator[tuple[int, str]]:
    """What each fill means, line by line."""
    x, line = 0.0, 0
    for share, shade in zip(shares, SHADES, strict=False):
        words = f"{share.label} {share.comments}条（{percent(share.comments, of)}）"
        width = 26 + sum(5.2 if character.isascii() else 9 for character in words)
        if x and x + width > WIDTH:
            x, line = 0.0, line + 1
        y = _BAR + 5 + line * _LINE
        yield line, segment(x, y, 14, 8, shade, "") + text(x + 18, y + 7.5, words)
        x += width


def _told(name: str, shares: Sequence[Share], of: int) -> str:
    counts = "，".join(f"{share.label}{share.comments}条" for share in shares)
    return f"{name}，共{of}条：{counts}。"
