"""Who may do what, as one table a lawyer can read."""

from enum import StrEnum

import msgspec

from consult.errors import NotAllowed


class Role(StrEnum):
    """The three readers and the one who keeps the machine."""

    NETIZEN = "netizen"
    STAFF = "staff"
    COMMITTEE = "committee"
    ADMINISTRATOR = "administrator"


class Actor(msgspec.Struct, frozen=True):
    """The person behind a request or a command. `id` is the account's, None without one."""

    id: int | None
    name: str
    role: Role


NETIZEN = Actor(None, "公众", Role.NETIZEN)


def terminal(name: str = "命令行") -> Actor:
    """The person at the office machine's own keyboard: may do everything, is named in the audit."""
    return Actor(None, name, Role.ADMINISTRATOR)


_WORK = frozenset({Role.STAFF, Role.ADMINISTRATOR})
_READ = frozenset({Role.STAFF, Role.COMMITTEE, Role.ADMINISTRATOR})
_KEEP = frozenset({Role.ADMINISTRATOR})
_SIT = frozenset({Role.COMMITTEE})

PERMISSIONS: dict[str, frozenset[Role]] = {
    "draft.load": _WORK,
    "draft.rule": _WORK,
    "note.write": _WORK,
    "alignment.decide": _WORK,
    "round.open": _WORK,
    "round.close": _WORK,
    "round.extend": _WORK,
    "comment.collect": _WORK,
    "comment.export": _WORK,
    "attachment.read": _WORK,
    "comment.moderate": _WORK,
    "cluster.rebuild": _WORK,
    "cluster.read": _WORK,
    "cluster.arrange": _WORK,
    "cluster.mark": _WORK,
    "disposition.decide": _WORK,
    "department.assign": _WORK,
    "question.answer": _WORK,
    "results.publish": _WORK,
    "report.build": _WORK,
    "report.read": _READ,
    "room.note": _SIT,
    "room.ask": _SIT,
    "room.answer": _WORK,
    "mail.send": _KEEP,
    "staff.manage": _KEEP,
    "search.rebuild": _KEEP,
    "audit.read": _KEEP,
}


def may(actor: Actor, action: str) -> bool:
    """Whether `actor` may do `action`; an action that is not in the table is nobody's."""
    return actor.role in PERMISSIONS.get(action, frozenset())


def require(actor: Actor, action: str) -> None:
    """Raise NotAllowed unless `actor` may do `action`."""
    if not may(actor, action):
        raise NotAllowed("您的账号没有这项权限。如需办理，请联系管理员。")
