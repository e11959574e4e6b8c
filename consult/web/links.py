"""Addresses of pages, made in one place: every segment is quoted, each language has its prefix."""

from functools import lru_cache
from urllib.parse import quote, urlencode

from consult.web.language import PREFIXES, split

_MOST_QUERY = 300


def link(locale: str, *segments: object, **query: object) -> str:
    """The path of a page: link("en", "bills", "dogs", at="art_1") is /en/bills/dogs?at=art_1.

    Query values that are None are left out.
    """
    path = "/" + "/".join(map(_quoted, segments))
    prefix = PREFIXES.get(locale, "")
    whole = (prefix + path) if segments or not prefix else prefix
    given = {name: value for name, value in query.items() if value is not None}
    return f"{whole}?{urlencode(given)}" if given else whole


@lru_cache(maxsize=4096)
def _quoted(segment: object) -> str:
    return quote(str(segment), safe="")


def same_page(locale: str, path: str, query: str) -> str:
    """The page at `path` (without language prefix) in another language, with its query."""
    kept = query if len(query) <= _MOST_QUERY else ""
    shown = quote(path, safe="/")
    prefix = PREFIXES.get(locale, "")
    whole = prefix + ("" if prefix and shown == "/" else shown)
    return f"{whole}?{kept}" if kept else whole


def safe_next(target: str) -> str:
    """A place on this site that a sign-in may lead to; anything else becomes the desk.

    Only paths of the signed-in part are let through, so a crafted link cannot send a person who
    has just signed in to another site.
    """
    inside = split(target)[1]
    plain = target.isascii() and target.isprintable() and "\\" not in target
    if plain and (inside.split("?")[0].split("/")[1:2] in (["staff"], ["reports"], ["room"])):
        return target if "//" not in target else "/staff"
    return "/staff"
