"""Accounts, organs and what each role may do, for those who keep them."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.errors import Conflict, ConsultError, Invalid
from consult.permissions import ACCOUNT_ROLES, PERMISSIONS, ROLE_NAMES, Role
from consult.services.people import account, consent, organ
from consult.services.people.account import AccountView
from consult.web.errors import sentence_of, status_of
from consult.web.forms import Form
from consult.web.pages import asked, follow, go, private
from consult.web.request import Req, actor_of, now_of

_HOME = ("staff", "people")
_BODIES = ("staff", "bodies")


class PeopleController(Controller):
    """/staff/people, /staff/bodies and /staff/roles"""

    path = "/staff"

    @get("/people", access="staff.read", name="people:index")
    async def index(self, request: Req) -> Response[Any]:
        """The accounts, what waits for another administrator, and the form for a new one."""
        return await _index(request)

    @post("/people", access="staff.manage", name="people:create")
    async def create(self, request: Req) -> Response[Any]:
        """Make an account."""
        form: Form = request.scope["state"]["form"]
        try:
            role, body, department = _place(form)
            made = await account.add_account(
                *(actor_of(request), now_of(request)),
                login=form.line("login"),
                name=form.line("name"),
                role=role,
                password=form.fields.get("password", ""),
                body=body,
                department=department,
            )
        except (Invalid, Conflict) as error:
            return await _index(request, form=form, error=error)
        return _done(request, made, "added")

    @get("/people/{account_id:int}", access="staff.read", name="people:show")
    async def show(self, request: Req, account_id: FromPath[int]) -> Response[Any]:
        """One account, and the forms that change it."""
        return await _show(request, account_id)

    @post("/people/{account_id:int}", access="staff.manage", name="people:change")
    async def change(self, request: Req, account_id: FromPath[int]) -> Response[Any]:
        """Another name, role, organ or department; or shut it; or a new password."""
        form: Form = request.scope["state"]["form"]
        one = await account.show_account(actor_of(request), account_id)
        try:
            done = await _carry_out(request, form, one)
        except (Invalid, Conflict) as error:
            return await _show(request, account_id, form=form, error=error)
        return _done(request, done, form.line("deed"))

    @post("/people/deeds/{wish_id:int}", access="staff.manage", name="people:settle")
    async def settle(self, request: Req, wish_id: FromPath[int]) -> Redirect:
        """Agree to what another administrator asked for, or refuse it."""
        form: Form = request.scope["state"]["form"]
        agree = form.line("verdict") == "agree"
        await consent.settle(actor_of(request), now_of(request), wish_id, agree=agree)
        return go(request, *_HOME, done="agreed" if agree else "refused")

    @get("/bodies", access="staff.read", name="people:bodies")
    async def bodies(self, request: Req) -> Response[Any]:
        """The organs with their departments."""
        return await _bodies(request)

    @post("/bodies", access="body.manage", name="people:found")
    async def found(self, request: Req) -> Response[Any]:
        """Make an organ."""
        form: Form = request.scope["state"]["form"]
        try:
            await organ.add_body(
                *(actor_of(request), now_of(request)),
                name=form.line("name"),
                level=form.line("level"),
                parent=_id(form, "parent"),
            )
        except (Invalid, Conflict) as error:
            return await _bodies(request, form=form, error=error)
        return go(request, *_BODIES, done="added")

    @post("/bodies/{body_id:int}", access="body.manage", name="people:rename")
    async def rename(self, request: Req, body_id: FromPath[int]) -> Response[Any]:
        """Rename an organ, say its level and the one above."""
        form: Form = request.scope["state"]["form"]
        try:
            await organ.change_body(
                *(actor_of(request), now_of(request), body_id),
                name=form.line("name"),
                level=form.line("level"),
                parent=_id(form, "parent"),
            )
        except (Invalid, Conflict) as error:
            return await _bodies(request, error=error, at=body_id)
        return go(request, *_BODIES, done="changed")

    @post("/bodies/{body_id:int}/departments", access="body.manage", name="people:departments")
    async def departments(self, request: Req, body_id: FromPath[int]) -> Response[Any]:
        """Make a department of an organ, or rename one."""
        form: Form = request.scope["state"]["form"]
        person, now, name = actor_of(request), now_of(request), form.line("name")
        known = _id(form, "department")
        try:
            if known is None:
                await organ.add_department(person, now, body_id, name=name)
            else:
                await organ.rename_department(person, now, known, name=name)
        except (Invalid, Conflict) as error:
            return await _bodies(request, error=error, at=body_id)
        return go(request, *_BODIES, done="changed")

    @get("/roles", access="desk.read", name="people:roles")
    async def roles(self, request: Req) -> Response[Any]:
        """Which role may do what: the table of consult.permissions in words."""
        return private(request, "people/roles.html", rights=PERMISSIONS, **_words())


async def _carry_out(request: Req, form: Form, one: AccountView) -> AccountView:
    person, now = actor_of(request), now_of(request)
    match form.line("deed"):
        case "change":
            role, body, department = _place(form)
            return await account.change_account(
                *(person, now, one.login),
                name=form.line("name"),
                role=role,
                body=body,
                department=department,
            )
        case "disable":
            return await account.disable_account(person, now, one.login)
        case "totp":
            return await account.reset_factor(person, now, one.login)
        case "reset":
            word = form.fields.get("password", "")
            return await account.reset_password(person, now, one.login, word)
    raise Invalid("请选择要做什么。", field="deed")


def _done(request: Req, made: AccountView, what: str) -> Redirect:
    return go(request, *_HOME, done="waits" if made.waits else what, login=made.login)


async def _index(
    request: Req, *, form: Form | None = None, error: ConsultError | None = None
) -> Response[Any]:
    person = actor_of(request)
    return private(
        request,
        "people/index.html",
        status=status_of(error) if error else 200,
        page=follow(request, await account.list_accounts(person), lambda one: (one.login,)),
        waiting=await consent.waiting(person),
        bodies=await organ.list_bodies(person),
        form=form or Form({}),
        wrong=_wrong(request, error, "login"),
        done=asked(request, "done"),
        login=asked(request, "login", 60) or "",
        own=person.id,
        **_words(),
    )


async def _show(
    request: Req, account_id: int, *, form: Form | None = None, error: ConsultError | None = None
) -> Response[Any]:
    person = actor_of(request)
    one = await account.show_account(person, account_id)
    kept = {"name": one.name, "role": one.role.value, "department": str(one.department or "")}
    return private(
        request,
        "people/show.html",
        status=status_of(error) if error else 200,
        one=one,
        bodies=await organ.list_bodies(person),
        form=form if form and form.line("deed") == "change" else Form(_with_body(kept, one)),
        wrong=_wrong(request, error, "name"),
        own=person.id == one.id,
        **_words(),
    )


async def _bodies(
    request: Req,
    *,
    form: Form | None = None,
    error: ConsultError | None = None,
    at: int | None = None,
) -> Response[Any]:
    person = actor_of(request)
    return private(
        request,
        "people/bodies.html",
        status=status_of(error) if error else 200,
        bodies=await organ.list_bodies(person),
        levels=organ.LEVEL_NAMES,
        whole=person.body is None,
        form=form or Form({}),
        wrong=_wrong(request, error, "name"),
        at=at,
        done=asked(request, "done"),
    )


def _words() -> dict[str, Any]:
    return {"roles": ACCOUNT_ROLES, "names": ROLE_NAMES}


def _with_body(kept: dict[str, str], one: AccountView) -> dict[str, str]:
    return {**kept, "body": str(one.body or "")}


def _wrong(request: Req, error: ConsultError | None, field: str) -> dict[str, str]:
    if error is None:
        return {}
    where = error.field if isinstance(error, Invalid) and error.field else field
    return {where: sentence_of(request, error)}


def _id(form: Form, name: str) -> int | None:
    number = form.number(name)
    return number if number > 0 else None


def _place(form: Form) -> tuple[Role, int | None, int | None]:
    """The role, organ and department a form chose. Raises Invalid."""
    role = form.line("role")
    if role not in {one.value for one in ACCOUNT_ROLES}:
        raise Invalid("请选一个角色。", field="role")
    return Role(role), _id(form, "body"), _id(form, "department")
