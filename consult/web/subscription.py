"""Hearing by mail of a bill or of everything a body opens, where mail can be sent.

Mail programs open links by themselves, so a link alone neither begins nor ends anything: a button
does. A mail program's own button sends the POST of RFC 8058, without cookie and form; the link's
token is then all the proof there is.
"""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import Invalid, NotFound, TooManyTries
from consult.services.mailing import subscription
from consult.services.mailing.subscription import Topic
from consult.web import csrf
from consult.web.buckets import Sender
from consult.web.errors import WAIT, sentence_of, status_of
from consult.web.forms import Form
from consult.web.guards import PUBLIC
from consult.web.pages import asked, private
from consult.web.receipt import secret
from consult.web.request import Req, address_of, locale_of, now_of, site_of

EMPTY = Form({})
PLACE = "/{key:str}/{token:str}"


class SubscriptionController(Controller):
    """/subscriptions"""

    path = "/subscriptions"

    @get("/", access=PUBLIC, name="subscription:new")
    async def new(self, request: Req) -> Response[Any]:
        """The form, for the bill `bill` or the body `body`."""
        return _form(request, await _topic(request), EMPTY)

    @post("/", access=PUBLIC, name="subscription:create")
    async def create(self, request: Req) -> Response[Any]:
        """Have the address asked. The answer is the same whether or not it is known."""
        form: Form = request.scope["state"]["form"]
        topic = await _topic(request)
        now = now_of(request)
        sender = Sender(csrf.form_session(request), address_of(request), "")
        try:
            address = subscription.plain(form.line("address"))
            site_of(request).subscription_limits.check(sender, now)
            await subscription.ask(
                now, address, locale_of(request), slug=topic.slug, body=topic.body
            )
        except (Invalid, TooManyTries) as error:
            return _form(request, topic, form, error)
        return private(request, "subscription/sent.html", topic=topic, address=address)

    @get(PLACE, access=PUBLIC, name="subscription:confirm")
    async def confirm(
        self, request: Req, key: FromPath[str], token: FromPath[str]
    ) -> Response[Any]:
        """The button that begins it."""
        topic = await _about(request, subscription.CONFIRM, key, token)
        if topic is None:
            raise NotFound(subscription.BROKEN)
        return _page(request, "subscription/confirm.html", topic, key, token, done=False)

    @post(PLACE, access=PUBLIC, name="subscription:begin")
    async def begin(self, request: Req, key: FromPath[str], token: FromPath[str]) -> Response[Any]:
        """Begin to tell."""
        secret_key = site_of(request).settings.secret_key
        topic = await subscription.confirm(now_of(request), secret_key, key, token)
        return _page(request, "subscription/confirm.html", topic, key, token, done=True)

    @get(f"{PLACE}/stop", access=PUBLIC, name="subscription:leave")
    async def leave(self, request: Req, key: FromPath[str], token: FromPath[str]) -> Response[Any]:
        """The button that ends it."""
        topic = await _about(request, subscription.LEAVE, key, token)
        return _page(request, "subscription/stop.html", topic, key, token, done=topic is None)

    @post(f"{PLACE}/stop", access=PUBLIC, one_click=True, name="subscription:stop")
    async def stop(self, request: Req, key: FromPath[str], token: FromPath[str]) -> Response[Any]:
        """End it, for the page's button and for the mail program's own."""
        await subscription.stop(now_of(request), site_of(request).settings.secret_key, key, token)
        return _page(request, "subscription/stop.html", None, key, token, done=True)


async def _topic(request: Req) -> Topic:
    """What the query names. Raises NotFound, also where no mail can be sent."""
    if not site_of(request).settings.sends_mail:
        raise NotFound("这个网站不发邮件。可以用阅读器订阅（Atom）。")
    body = asked(request, "body", 9)
    number = int(body) if body and body.isascii() and body.isdigit() else None
    return await subscription.topic(asked(request, "bill"), number)


async def _about(request: Req, purpose: str, key: str, token: str) -> Topic | None:
    secret_key = site_of(request).settings.secret_key
    return await subscription.peek(now_of(request), secret_key, purpose, key, token)


def _form(
    request: Req, topic: Topic, form: Form, error: Invalid | TooManyTries | None = None
) -> Response[Any]:
    sentence = sentence_of(request, error) if error else ""
    response = private(
        request,
        "subscription/new.html",
        status=status_of(error) if error else 200,
        topic=topic,
        form=form,
        wrong={"address": sentence} if error else {},
    )
    if isinstance(error, TooManyTries):
        response.headers.update(WAIT)
    return response


def _page(
    request: Req, template: str, topic: Topic | None, key: str, token: str, *, done: bool
) -> Response[Any]:
    page = private(request, template, topic=topic, key=key, token=token, done=done)
    return secret(page)
