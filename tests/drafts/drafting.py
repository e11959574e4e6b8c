"""Small drafts built by hand, for tests of what comes after the splitter."""

from drafts.model import Draft, Kind, Unit


def draft(*articles: str) -> Draft:
    """A draft of these articles, numbered from 1. `标题｜正文` gives an article its caption."""
    units = []
    for number, article in enumerate(articles, start=1):
        caption, _, text = article.rpartition("｜")
        units.append(
            Unit(
                kind=Kind.ARTICLE,
                address=f"art_{number}",
                start=0,
                end=0,
                number=(number, 0),
                caption=caption or None,
                text=text,
            )
        )
    return Draft(title="某市养犬管理条例", source="", sha256="", units=tuple(units))
