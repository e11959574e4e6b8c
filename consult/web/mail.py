"""The link at the end of a mail: no more of them about this submission."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.services.mailing import mail
from consult.web.guards import PUBLIC
from consult.web.pages import private
from consult.web.receipt import secret
from consult.web.request import Req, now_of, site_of


class MailController(Controller):
    """/mail/stop/{number}/{token}"""

    path = "/mail/stop/{number:str}/{token:str}"

    @get("/", access=PUBLIC, name="mail:ask")
    async def ask(self, request: Req, number: FromPath[str], token: FromPath[str]) -> Response[Any]:
        """A button: mail programs open links by themselves, so a link alone must stop nothing."""
        page = private(request, "receipt/stop.html", number=number, token=token, done=False)
        return secret(page)

    @post("/", access=PUBLIC, name="mail:stop")
    async def stop(
        self, request: Req, number: FromPath[str], token: FromPath[str]
    ) -> Response[Any]:
        """Stop the mails."""
        await mail.stop(now_of(request), site_of(request).settings.secret_key, number, token)
        page = private(request, "receipt/stop.html", number=number, token=token, done=True)
        return secret(page)
