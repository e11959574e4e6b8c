"""Every bill, by body, by subject and by name."""

from typing import Any

from litestar import Controller, Response, get

from consult.services.bills import directory
from consult.services.bills.directory import Order
from consult.web.guards import PUBLIC
from consult.web.pages import asked, public, recall
from consult.web.request import Req, now_of


class DirectoryController(Controller):
    """/directory"""

    @get("/directory", access=PUBLIC, before_request=recall, name="directory:index")
    async def index(self, request: Req) -> Response[Any]:
        """All bills; `by` is body (as without it), subject or name."""
        by = asked(request, "by")
        order = Order(by) if by in list(Order) else Order.BODY
        groups = await directory.directory(order, now_of(request))
        return public(request, "directory/index.html", groups=groups, order=order.value)
