"""Click's commands in the terminal's language, each with an example under its help."""

import re
from collections.abc import Callable
from typing import Any

import click

from cli.text import _


class Command(click.Command):
    """A command whose help ends with an example one can copy."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", _("[选项]"))
        super().__init__(*args, **kwargs)
        self.example = example

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line, with its first word translated."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, under a translated heading."""
        _options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in the terminal's language."""
        return _translated(super().get_help_option(ctx))

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example, one command a line."""
        _example(self.example, formatter)


class Group(click.Group):
    """A group that lists its commands in named sections."""

    command_class = Command

    def __init__(
        self, *args: Any, example: str = "", sections: dict[str, list[str]], **kwargs: Any
    ) -> None:
        kwargs.setdefault("options_metavar", _("[选项]"))
        kwargs.setdefault("subcommand_metavar", _("命令 [参数]…"))
        super().__init__(*args, **kwargs)
        self.example = example
        self.sections = sections

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line, with its first word translated."""
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands section by section."""
        _options(self, ctx, formatter)
        for title, names in self.sections.items():
            rows = [(name, _first_sentence(self.commands[name].help or "")) for name in names]
            with formatter.section(title):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, explained in the terminal's language."""
        return _translated(super().get_help_option(ctx))

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example, one command a line."""
        _example(self.example, formatter)


def command(
    name: str,
    help: str,  # noqa: A002 - click's own word for it
    example: str,
) -> Callable[[Callable[..., None]], Command]:
    """A decorator that makes a function the command `name`."""
    return click.command(name, cls=Command, help=help, example=example)


def json_option() -> Callable[[Any], Any]:
    """The `--json` switch: data and nothing else on standard output."""
    return click.option("--json", "as_json", is_flag=True, help=_("只输出 JSON 数据"))


def _usage(self: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(self.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=_("用法：") + " ")


def _options(self: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
    with formatter.section(_("选项")):
        formatter.write_dl([_explained(item, ctx) for item in options])


def _explained(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    """An option as it is typed, and what it does; click's own English remarks are left out."""
    typed, _help = option.get_help_record(ctx) or ("", "")
    must = _("（必写）") if option.required else ""
    return typed, (option.help or "") + must


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=。)|(?<=\.) ", text, maxsplit=1)[0]


def _translated(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = _("显示这段说明")
    return option


def _example(example: str, formatter: click.HelpFormatter) -> None:
    with formatter.section(_("例")):
        for line in example.splitlines():
            formatter.write(f"{' ' * formatter.current_indent}{line}\n")
