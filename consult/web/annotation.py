"""The comments of a reading as W3C Web Annotations."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from consult.services.intake import annotation
from consult.web.guards import PUBLIC
from consult.web.pages import asked, public_data, recall
from consult.web.request import Req, site_of
from reports.annotating.writing import MEDIA, encoded

_DIGITS = 9


class AnnotationController(Controller):
    """/bills/{slug}/{reading}/annotations.json"""

    @get(
        "/bills/{slug:str}/{reading:int}/annotations.json",
        access=PUBLIC,
        before_request=recall,
        name="annotation:index",
    )
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The collection; `?after=` gives the page of it behind that place, from 0."""
        home = site_of(request).settings.base_url.rstrip("/")
        after = asked(request, "after", _DIGITS)
        if after and after.isascii() and after.isdigit():
            found = await annotation.page(slug, reading, home, int(after))
        else:
            found = await annotation.collection(slug, reading, home)
        return public_data(request, encoded(found).decode(), MEDIA)
