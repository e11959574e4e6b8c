"""docs/roles.md, written from the table of rights: `python -m tests.roles_page > docs/roles.md`."""

from consult.permissions import ACCOUNT_ROLES, PERMISSIONS, ROLE_NAMES

_HEAD = """# 角色和权限

一行是一件事，一列是一种角色。账号可以属于一个机关：只看、只办本机关的法规案，别的机关的页面对它不存在（404）；
没有机关的账号管全站。标“全站”的事只有后一种账号能做。网站上 `/staff/roles` 是同一张表。

- 工作人员（`staff`）一个人做收件员、审核员、整理员、决定人的事，给只有一个人的办公室。
- 审计员（`auditor`）看得到工作台的每一页和操作记录，什么也改不了。审计员的账号没有人能一个人改：
  一位管理员提出，另一位同意以后才生效；只有一位管理员时在机关的机器上用命令行办。
  每一步都在操作记录里，审计员在工作台首页看得到。
- 属于机关的管理员只管本机关的账号和部门。
- 部门联系人（`department`）只看、只答本部门收到的征询。

本页由 `consult/permissions.py` 生成：`python -m tests.roles_page > docs/roles.md`。

"""


def page() -> str:
    """The whole page."""
    roles = [f"{ROLE_NAMES[role]} `{role.value}`" for role in ACCOUNT_ROLES]
    lines = [
        f"| 权限 | | {' | '.join(roles)} |",
        f"|---|---|{'---|' * len(roles)}",
    ]
    for action, right in PERMISSIONS.items():
        words = right.words + ("（全站）" if right.whole else "")
        ticks = " | ".join("✓" if role in right.roles else "" for role in ACCOUNT_ROLES)
        lines.append(f"| {words} | `{action}` | {ticks} |")
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - its output is the page
