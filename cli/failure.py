"""What went wrong, as one plain sentence and an exit status."""

import click
from click.exceptions import NoArgsIsHelpError

from cli.text import _, retold, say
from consult.errors import ConsultError
from drafts.formats.file_reading import Unreadable

FAILED = 1
MISUSED = 2


class Misused(click.UsageError):
    """A command asked in a way that makes no sense; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, click.get_current_context())


def explain(error: BaseException) -> tuple[int, str]:
    """The exit status and the sentence for `error`.

    An error nobody foresaw is raised again: its traceback is what a bug report needs.
    """
    match error:
        case NoArgsIsHelpError():
            return MISUSED, error.message
        case click.UsageError():
            return MISUSED, _usage(error) + _hint(error)
        case ConsultError():
            return FAILED, say(error.message, **error.values)
        case Unreadable():
            return FAILED, retold(str(error))
        case click.Abort() | KeyboardInterrupt():
            return FAILED, _("已中止，没有完成。")
        case OSError():
            return FAILED, say(
                "读写 {name} 时系统报错：{reason}。请检查路径、权限和磁盘空间。",
                name=error.filename or "",
                reason=error.strerror or error,
            )
    raise error


def _usage(error: click.UsageError) -> str:
    """What was asked wrongly. The parameter goes first: it is what the reader looks for."""
    if isinstance(error, click.MissingParameter):
        return say("缺少 {name}。", name=_name(error))
    if isinstance(error, click.NoSuchOption):
        return say("没有 {name} 这个选项。", name=error.option_name)
    if isinstance(error, click.NoSuchCommand):
        return say("没有 {name} 这个命令。", name=error.command_name)
    if isinstance(error, click.BadParameter):
        return say("{name} 的值不对：{reason}", name=_name(error), reason=error.message)
    if isinstance(error, Misused):
        return error.message
    return say("命令写得不对（{reason}）。", reason=error.format_message().rstrip("."))


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return (
        error.param.opts[0]
        if isinstance(error.param, click.Option)
        else (error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name)
    )


def _hint(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "consult"
    return say("用法见 {command} --help。", command=path)
