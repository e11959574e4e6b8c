"""Who may do what, as one table a lawyer can read. docs/roles.md and /staff/roles show it."""

from enum import StrEnum

import msgspec

from consult.errors import NotAllowed


class Role(StrEnum):
    """The readers, and those who work at the desk; an office of one person has one `staff`."""

    NETIZEN = "netizen"
    CLERK = "clerk"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    DECIDER = "decider"
    STAFF = "staff"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.NETIZEN: "公众",
    Role.CLERK: "收件员",
    Role.MODERATOR: "审核员",
    Role.ANALYST: "整理员",
    Role.DECIDER: "决定人",
    Role.STAFF: "工作人员",
    Role.DEPARTMENT: "部门联系人",
    Role.COMMITTEE: "委员",
    Role.AUDITOR: "审计员",
    Role.ADMINISTRATOR: "管理员",
}
ACCOUNT_ROLES = tuple(role for role in Role if role is not Role.NETIZEN)
"""The roles an account can have."""


class Actor(msgspec.Struct, frozen=True):
    """The person behind a request or a command. `id` is the account's, None without one; `body`
    is the organ whose bills are theirs, None for those of the whole site."""

    id: int | None
    name: str
    role: Role
    body: int | None = None
    department: int | None = None
    organ: str = ""
    """The name of the body, with the department's, "" for the whole site."""


NETIZEN = Actor(None, "公众", Role.NETIZEN)


def terminal(name: str = "命令行") -> Actor:
    """The person at the office machine's own keyboard: may do everything, is named in the audit."""
    return Actor(None, name, Role.ADMINISTRATOR)


class Right(msgspec.Struct, frozen=True):
    """What an action is in words, and whose it is. `whole` is of nobody bound to one body."""

    words: str
    roles: frozenset[Role]
    whole: bool = False


def _office(*roles: Role) -> frozenset[Role]:
    return frozenset({*roles, Role.STAFF, Role.ADMINISTRATOR})


_DESK = _office(Role.CLERK, Role.MODERATOR, Role.ANALYST, Role.DECIDER, Role.AUDITOR)
_CLERKS = _office(Role.CLERK)
_MODERATORS = _office(Role.MODERATOR)
_ANALYSTS = _office(Role.ANALYST)
_DECIDERS = _office(Role.DECIDER)
_OPENERS = _office(Role.MODERATOR, Role.DECIDER, Role.AUDITOR)
"""Who covers words has to see them to uncover them, who decides has to know all of an opinion, who
checks reads everything. Each look is in the audit chain."""
_BOTH = _office(Role.ANALYST, Role.DECIDER)
_PAPERS = _office(Role.ANALYST, Role.DECIDER, Role.COMMITTEE, Role.AUDITOR)
_SIT = frozenset({Role.COMMITTEE})
_ASKED = frozenset({Role.DEPARTMENT})
_KEEP = frozenset({Role.ADMINISTRATOR})
_WATCH = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})

PERMISSIONS: dict[str, Right] = {
    "desk.read": Right("看工作台、待办、进度", _DESK),
    "calendar.follow": Right("建立自己的日历订阅网址", _DESK - {Role.AUDITOR}),
    "intake.read": Right("看收件台", _DESK),
    "draft.read": Right("看草案的拆分", _DESK),
    "alignment.read": Right("看条文对应", _DESK),
    "note.read": Right("看通俗说明", _DESK),
    "cluster.read": Right("看归类和处理情况", _DESK),
    "attachment.read": Right("看附件", _DESK),
    "question.read": Right("看公众提问", _DESK),
    "results.read": Right("看将要发布的通报", _DESK),
    "report.preview": Right("预览报告", _DESK),
    "room.questions": Right("看委员提问", _DESK),
    "department.read": Right("看责任清单", _DESK),
    "moderation.read": Right("看审核台", _office(Role.MODERATOR, Role.AUDITOR)),
    "comment.export": Right("导出意见", _office(Role.ANALYST, Role.DECIDER, Role.AUDITOR)),
    "report.read": Right("看报告和审阅室", _PAPERS),
    "comment.collect": Right("收录来件", _CLERKS),
    "comment.unmask": Right("写明理由，看遮盖的原文", _OPENERS),
    "comment.moderate": Right("审核、隐去、恢复意见", _MODERATORS),
    "draft.load": Right("载入草案", _ANALYSTS),
    "draft.rule": Right("改拆分", _ANALYSTS),
    "alignment.decide": Right("确认条文对应", _ANALYSTS),
    "note.write": Right("写通俗说明", _ANALYSTS),
    "cluster.rebuild": Right("归类", _ANALYSTS),
    "cluster.arrange": Right("合并、拆分、移动、改名", _ANALYSTS),
    "cluster.mark": Right("标记已阅", _BOTH),
    "job.cancel": Right("取消进行中的工作", _BOTH),
    "department.assign": Right("定责任清单", _BOTH),
    "report.build": Right("生成报告", _BOTH),
    "room.answer": Right("回答委员提问", _BOTH),
    "disposition.decide": Right("写处理情况", _DECIDERS),
    "question.answer": Right("回答公众提问", _DECIDERS),
    "round.open": Right("开始征求意见", _DECIDERS),
    "round.extend": Right("延长征求意见", _DECIDERS),
    "round.close": Right("提前截止", _DECIDERS),
    "results.publish": Right("发布通报", _DECIDERS),
    "department.answer": Right("看并回答本部门收到的征询", _ASKED),
    "room.note": Right("在审阅室记笔记", _SIT),
    "room.ask": Right("在审阅室提问", _SIT),
    "account.own": Right("管理自己的密码、两步验证和登录", frozenset(ACCOUNT_ROLES)),
    "staff.read": Right("看账号和权限", _WATCH),
    "staff.manage": Right("管理账号", _KEEP),
    "body.manage": Right("管理机关和部门", _KEEP),
    "audit.read": Right("看操作记录", _WATCH, whole=True),
    "mail.send": Right("发邮件", _KEEP, whole=True),
    "search.rebuild": Right("重建搜索", _KEEP, whole=True),
}


def may(actor: Actor, action: str) -> bool:
    """Whether `actor` may do `action`; an action that is not in the table is nobody's."""
    right = PERMISSIONS.get(action)
    if right is None or actor.role not in right.roles:
        return False
    return actor.body is None or not right.whole


def require(actor: Actor, action: str) -> None:
    """Raise NotAllowed unless `actor` may do `action`."""
    if not may(actor, action):
        raise NotAllowed("您的账号没有这项权限。如需办理，请联系管理员。")
