"""What went wrong → a status and a page in the reader's language. The only such mapping."""

import logging
from collections.abc import Callable
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException

from consult import errors
from consult.services.papers.making import Unbuildable
from consult.services.records.schema import Unreachable
from consult.tongue import filled
from consult.web.csrf import FIELD
from consult.web.forms import Form
from consult.web.guards import SignInNeeded
from consult.web.pages import go, private
from consult.web.request import Req, locale_of

log = logging.getLogger("consult.web")

STATUS: dict[type[errors.ConsultError], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.Invalid: 400,
    errors.Conflict: 409,
    errors.RoundClosed: 409,
    errors.TooManyTries: 429,
    errors.ProofNeeded: 429,
    Unbuildable: 409,
    Unreachable: 503,
}

WAIT = {"retry-after": "60"}

SENTENCES = {
    400: "发来的内容读不出来。请返回上一页，检查后再提交一次。",
    401: "没有登录，或者太久没有操作，已经退出。写的还在上一页：请返回复制下来，登录以后再提交。",
    403: "这个页面放得太久，或者浏览器没有保存 Cookie，所以没有提交。请返回上一页刷新后再试。",
    404: "没有这个页面。链接可能写错了，也可能已经移走。",
    405: "这个网址不接受这种请求。请从首页进入。",
    408: "等了太久没有收到内容。请检查网络后再提交一次。",
    413: "发来的内容太大。意见请控制在五千字以内，文件请控制在 20 MB 以内。",
    415: "不接受这种格式的内容。请使用网页上的表单提交。",
    500: "系统出错了，不是您的问题。请过几分钟再试；您的内容没有被记录。",
}

AGAIN = {
    403: (
        "页面放得太久，或者浏览器没有保存 Cookie，所以还没有提交。"
        "您写的内容都在，核对后再点一次就好。"
    ),
    500: "系统出错了，不是您的问题。您写的内容都在，请过几分钟再点一次提交，不会重复。",
}


def status_of(error: errors.ConsultError) -> int:
    """The HTTP status of a service's error."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def sentence_of(request: Req, error: errors.ConsultError) -> str:
    """A service's error as one sentence in the language of the request, for a template."""
    return filled(locale_of(request), error.message, **error.values)


def on_consult_error(request: Req, error: errors.ConsultError) -> Response[Any]:
    """The page of an error no handler has dealt with more kindly."""
    response = _page(request, status_of(error), sentence_of(request, error))
    if isinstance(error, errors.TooManyTries):
        response.headers.update(WAIT)
    return response


def on_sign_in_needed(request: Req, error: SignInNeeded) -> Response[Any]:  # noqa: ARG001  # Litestar's signature
    """Reading: on to the sign-in page and back. Writing: say so, nothing is done."""
    if request.method == "GET":
        return go(request, "staff", "sign-in", next=request.scope["path"])
    return _page(request, 401, _say(request, 401))


def on_http_error(request: Req, error: HTTPException) -> Response[Any]:
    """What Litestar and the form reader refuse."""
    status = error.status_code
    form = request.scope["state"].get("form")
    if status == 403 and isinstance(form, Form) and request.route_handler.opt.get("hand_back"):
        return _hand_back(request, form, 403)
    return _page(request, status, _say(request, status))


def on_bug(request: Req, error: Exception) -> Response[Any]:
    """Anything else is ours: logged with its trace and without the request's content."""
    log.error("unexpected error", exc_info=error)
    form = request.scope["state"].get("form")
    if isinstance(form, Form) and request.route_handler.opt.get("hand_back"):
        return _hand_back(request, form, 500)
    return _page(request, 500, _say(request, 500))


def _say(request: Req, status: int) -> str:
    nearest = status if status in SENTENCES else (500 if status >= 500 else 400)
    return filled(locale_of(request), SENTENCES[nearest])


def _page(request: Req, status: int, sentence: str) -> Response[Any]:
    return private(request, "error/show.html", status=status, sentence=sentence, code=status)


def _hand_back(request: Req, form: Form, status: int) -> Response[Any]:
    """A comment that could not be taken comes back whole; one more press sends it, and its key
    sees to it that it is taken once."""
    fields = {name: value for name, value in form.fields.items() if name != FIELD}
    query = request.scope["query_string"].decode("ascii", "replace")
    sentence = filled(locale_of(request), AGAIN[status])
    return private(
        request,
        "error/again.html",
        status=status,
        sentence=sentence,
        fields=fields,
        query=query,
    )


HANDLERS: dict[int | type[Exception], Callable[..., Response[Any]]] = {
    errors.ConsultError: on_consult_error,
    SignInNeeded: on_sign_in_needed,
    HTTPException: on_http_error,
    Exception: on_bug,
}
