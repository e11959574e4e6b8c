"""Looking for words in what the public can read."""

from typing import Any

from litestar import Controller, Response, get

from consult.services.search import advice as search_advice
from consult.services.search import search
from consult.services.search.advice import Advice
from consult.services.search.index import Rank
from consult.services.search.search import Filter
from consult.services.search.words import LONGEST_QUERY
from consult.web.guards import PUBLIC
from consult.web.pages import asked, public
from consult.web.request import Req, address_of, now_of, site_of

NO_ADVICE = Advice()
KINDS = {rank.name.lower(): rank for rank in Rank}


class SearchController(Controller):
    """/search"""

    @get("/search", access=PUBLIC, name="search:index")
    async def index(self, request: Req) -> Response[Any]:
        """Drafts, articles, opinions and answers that hold every word of `q`; `bill`, `reading`,
        `body` and `kind` narrow it, `after` is where the page before ended. Not kept on the shelf:
        there are more questions than pages."""
        query = (asked(request, "q", 1000) or "").strip()[:LONGEST_QUERY]
        slug, kind = asked(request, "bill"), asked(request, "kind")
        reading = _number(asked(request, "reading", 3))
        body = _number(asked(request, "body", 9))
        offered = await search.choices(slug, body)
        if slug and slug not in dict(offered.bills):  # of another body: the body was chosen last
            slug = None if body in dict(offered.bodies) else slug
        where = Filter(
            slug=slug,
            reading=reading if reading in offered.readings else None,
            kind=KINDS.get(kind or ""),
            body=body if body in dict(offered.bodies) else None,
        )
        if query:
            site_of(request).search_limits.check(
                address_of(request), _browser(request), now_of(request)
            )
        after = asked(request, "after") or ""
        found = await search.search(query, where, after)
        nothing = not (found.hits or found.after or after)
        return public(
            request,
            "search/index.html",
            query=query,
            found=found,
            where=where,
            choices=offered,
            kind=kind if kind in KINDS else None,
            further=bool(after),
            advice=await search_advice.advise(query, where) if nothing else NO_ADVICE,
        )


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() else None


def _browser(request: Req) -> str:
    return f"{request.headers.get('user-agent')}\n{request.headers.get('accept-language')}"
