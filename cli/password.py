"""A new password: asked for on a terminal, made where there is none."""

import secrets
import sys

import click

from cli.text import say


def new(login: str) -> tuple[str, bool]:
    """A password for `login`, and whether it was made here and must be shown."""
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(12), True
    question = say("{login} 的新密码（至少 12 个字符）", login=login)
    return click.prompt(question, hide_input=True, confirmation_prompt=True, err=True), False


def show(password: str) -> None:
    """Print a made password, the only time it can be seen."""
    click.echo(say("密码：{password}（只显示这一次，请记下）", password=password))
