"""Looking for words in what the public can read."""

from typing import Any

from litestar import Controller, Response, get

from consult.services import search
from consult.services.search import Filter
from consult.services.search_index import Rank
from consult.services.search_words import LONGEST_QUERY
from consult.web.guards import PUBLIC
from consult.web.pages import asked, public
from consult.web.request import Req

KINDS = {rank.name.lower(): rank for rank in Rank}


class SearchController(Controller):
    """/search"""

    @get("/search", access=PUBLIC, name="search:index")
    async def index(self, request: Req) -> Response[Any]:
        """Drafts, articles, opinions and answers that hold every word of `q`; `bill`, `reading`
        and `kind` narrow it, `after` is where the page before ended. Not kept on the shelf: there
        are more questions than pages."""
        query = (asked(request, "q", 1000) or "").strip()[:LONGEST_QUERY]
        slug, kind = asked(request, "bill"), asked(request, "kind")
        reading = asked(request, "reading", 3)
        number = int(reading) if reading and reading.isascii() and reading.isdigit() else None
        offered = await search.choices(slug)
        where = Filter(
            slug=slug,
            reading=number if number in offered.readings else None,
            kind=KINDS.get(kind or ""),
        )
        found = await search.search(query, where, asked(request, "after") or "")
        return public(
            request,
            "search/index.html",
            query=query,
            found=found,
            where=where,
            choices=offered,
            kind=kind if kind in KINDS else None,
            further=bool(asked(request, "after")),
        )
