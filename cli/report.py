"""`consult report`: the papers of a round, as files."""

import shutil
from typing import TYPE_CHECKING

import click

from cli.application import actor, now, run
from cli.argument import Word, bill_argument, reading_argument
from cli.command import command, json_option
from cli.progress import progress
from cli.text import _, say
from reports.papers.kinds import NAMES, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from consult.services.papers.report import BuiltReport
    from reports.papers.formats import Format

EDITION = Word(["public", "internal"])
ALL = "all"
KIND = Word([*Kind, ALL])
LANGUAGE = Word(["zh-CN", "en"])


@command(
    "report",
    help=_(
        "生成一轮征求意见的材料：征求意见情况报告，或者用 --kind 指定的其他材料。"
        "公开版隐去个人信息，内部版保留。文件格式由文件名的后缀决定。"
    ),
    example=_(
        "consult report yunchuan-dogs 1 --out 报告.pdf\n"
        "consult report yunchuan-dogs 1 --out 内部.pdf --edition internal\n"
        "consult report yunchuan-dogs 1 --kind adoption --out 采纳情况.xlsx\n"
        "consult report yunchuan-dogs 1 --kind all --out 材料"
    ),
)
@bill_argument()
@reading_argument()
@click.option("--out", required=True, metavar=_("文件").upper(), help=_("写到哪里"))
@click.option(
    "--edition",
    type=EDITION,
    default="public",
    metavar=_("版本").upper(),
    help=_("public 公开版（默认）或 internal 内部版"),
)
@click.option(
    "--kind",
    type=KIND,
    default=Kind.REVIEW.value,
    metavar=_("材料").upper(),
    help=_("哪种材料：{kinds}；all 把能出的都写到一个文件夹").format(
        kinds=_("、").join(f"{kind} {_(NAMES[kind])}" for kind in Kind)
    ),
)
@click.option(
    "--language",
    type=LANGUAGE,
    default="zh-CN",
    metavar=_("语言").upper(),
    help=_("zh-CN 中文（默认）或 en 英文；只有征求意见情况报告有英文版"),
)
@json_option()
def report(
    slug: str, reading: int, out: str, edition: str, kind: str, language: str, as_json: bool
) -> None:
    """Build a paper of round `reading` of `slug` and copy it to `out`."""
    from pathlib import Path

    from cli.output import emit_json

    target = Path(out)
    if kind == ALL:
        built = _all(slug, reading, target, edition)
        if as_json:
            emit_json(built)
        return
    made = _build(slug, reading, Kind(kind), edition, target.suffix, language)
    written = _written(made, target)
    if as_json:
        emit_json(made)
        return
    for path, file in zip(written, made.files, strict=True):
        _tell(path, file.pages, made)


def _build(
    slug: str, reading: int, kind: Kind, edition: str, suffix: str, language: str = "zh-CN"
) -> "BuiltReport":
    from consult.config import with_secret
    from consult.services.papers import report as reports
    from reports.model import Edition

    form = _format(kind, suffix)
    with progress(_("生成{paper}").format(paper=_(NAMES[kind]))) as advance:
        return run(
            lambda settings: reports.build_report(
                actor(),
                now(),
                with_secret(settings),
                slug=slug,
                reading=reading,
                edition=Edition(edition),
                kind=kind,
                form=form,
                language=language,
                progress=advance,
            )
        )


def _all(slug: str, reading: int, folder: "Path", edition: str) -> "list[BuiltReport]":
    """Every paper in the format it comes in first; says why one is not there."""
    from consult.errors import ConsultError
    from consult.services.papers.report import OFFERED
    from reports.papers.formats import FORMATS

    built = []
    for kind in OFFERED:
        form = FORMATS[kind][0]
        try:
            made = _build(slug, reading, kind, edition, f".{form}")
        except ConsultError as error:
            click.echo(f"{NAMES[kind]}：{say(error.message, **error.values)}", err=True)
            continue
        written = _written(made, folder / f"{NAMES[kind]}.{form}")
        for path, file in zip(written, made.files, strict=True):
            _tell(path, file.pages, made)
        built.append(made)
    return built


def _format(kind: Kind, suffix: str) -> "Format":
    from reports.papers.formats import FORMATS, Format

    return next((one for one in Format if suffix.lower() == f".{one}"), FORMATS[kind][0])


def _written(made: "BuiltReport", target: "Path") -> "list[Path]":
    """Copies of every volume; several bear a number before the suffix."""
    target.parent.mkdir(parents=True, exist_ok=True)
    several = len(made.files) > 1
    paths = []
    for number, file in enumerate(made.files, start=1):
        path = target.with_stem(f"{target.stem}-{number}") if several else target
        shutil.copyfile(file.path, path)
        paths.append(path)
    return paths


def _tell(path: "Path", pages: int, made: "BuiltReport") -> None:
    counts = say(
        "条文 {articles} 条，意见 {comments} 条 {clusters} 类，处理 {n}。",
        articles=made.articles,
        comments=made.comments,
        clusters=made.clusters,
        n=made.dispositions,
    )
    length = say("{n} 页。", n=pages) if pages else ""
    click.echo(f"{path}：{length}{counts}")
