"""The `consult` command. Each command is one file; what it needs it imports when it runs."""

import sys
from collections.abc import Sequence

import click

from cli.agenda import agenda
from cli.annotations import annotations
from cli.apply import apply
from cli.audit import audit
from cli.body import body
from cli.cite import cite
from cli.close import close
from cli.cluster import cluster
from cli.collect import collect
from cli.command import Group
from cli.decide import decide
from cli.demo import demo
from cli.departments import departments
from cli.diff import diff
from cli.doctor import doctor
from cli.due import calendar
from cli.export import export
from cli.extend import extend
from cli.failure import explain
from cli.group import group
from cli.init import init
from cli.letter import letter
from cli.load import load
from cli.mail import mail
from cli.migrate import migrate
from cli.office import office
from cli.open import open_
from cli.report import report
from cli.results import results
from cli.search import search
from cli.serve import serve
from cli.split import split
from cli.staff import staff
from cli.text import _
from cli.verify import verify
from cli.worker import worker
from consult import __version__

SECTIONS: dict[str, list[click.Command]] = {
    _("只看文件，不需要数据库"): [split, diff, apply, cite, group],
    _("一部草案的全程"): [
        load,
        open_,
        extend,
        close,
        collect,
        letter,
        annotations,
        departments,
        cluster,
        decide,
        agenda,
        calendar,
        report,
        results,
        export,
    ],
    _("安装与管理"): [
        demo,
        init,
        migrate,
        serve,
        worker,
        mail,
        staff,
        body,
        office,
        search,
        verify,
        audit,
        doctor,
    ],
}


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(__version__)
        ctx.exit()


@click.group(
    cls=Group,
    help=_("Sandu 三读：逐条公开法规草案，征求、归并、处理意见，生成每一审次的征求意见情况报告。"),
    example=_("consult demo --out var/demo\nconsult split 草案.md"),
    sections={title: [str(item.name) for item in items] for title, items in SECTIONS.items()},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    help=_("显示版本"),
    callback=_show_version,
)
def consult() -> None:
    """The group; see its help."""


for items in SECTIONS.values():
    for item in items:
        consult.add_command(item)


def run(args: Sequence[str] | None = None) -> int:
    """Run one command line; what goes wrong is one sentence on standard error.

    Returns the exit status: 0, or 1 when it could not be done, or 2 when it was asked wrongly.
    """
    try:
        done = consult.main(args=args, prog_name="consult", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        status, sentence = explain(error)
        click.echo(sentence, err=True)
        return status
    return done if isinstance(done, int) else 0


def main() -> None:
    """The entry point of the installed command."""
    sys.exit(run())


if __name__ == "__main__":
    main()
