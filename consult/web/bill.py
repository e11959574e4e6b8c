"""The list of consultations, and one bill."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.bills import bill, directory
from consult.services.rounds import bulletin
from consult.web.guards import PUBLIC
from consult.web.pages import paginate, public, recall
from consult.web.request import Req, now_of


class BillController(Controller):
    """/ and /bills/{slug}"""

    @get("/", access=PUBLIC, before_request=recall, name="bill:index")
    async def index(self, request: Req) -> Response[Any]:
        """Everything that is or was open to the public: what takes comments now, what closes
        first, first."""
        bills = await directory.home(now_of(request))
        return public(request, "bill/index.html", page=paginate(request, bills, 20))

    @get("/bills/{slug:str}", access=PUBLIC, before_request=recall, name="bill:show")
    async def show(self, request: Req, slug: FromPath[str]) -> Response[Any]:
        """A bill's readings, dates, and what happens next."""
        card = await bill.show_bill(slug, now_of(request))
        bulletins = await bulletin.of_bill(slug)
        return public(request, "bill/show.html", bill=card, bulletins=bulletins)
