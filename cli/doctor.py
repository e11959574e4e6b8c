"""`consult doctor`: can this machine run the application, and if not, what to type."""

import click

from cli.command import command, json_option
from cli.text import _


@command(
    "doctor",
    help=_(
        "检查运行条件：Python、排版库、字体、数据库、磁盘空间、程序包是否完整，并给出补救的命令。"
        "有一项不合格，退出状态就是 1。"
    ),
    example="consult doctor\nconsult doctor --json",
)
@json_option()
def doctor(as_json: bool) -> None:
    """Examine the machine and print one line a check."""
    from cli.examination import examine
    from cli.output import emit_json

    checks = examine()
    if as_json:
        emit_json(checks)
    else:
        for check in checks:
            mark = click.style("✓", fg="green") if check.fine else click.style("✗", fg="red")
            click.echo(f"{mark} {check.name}  {check.found}")
            if check.remedy:
                click.echo(f"    {_('请执行')} {check.remedy}")
    click.get_current_context().exit(0 if all(check.fine for check in checks) else 1)
