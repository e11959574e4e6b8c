"""What `consult doctor` looks at. One function a check."""

import asyncio
import ctypes
import platform
import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from cli.text import _, say
from consult.config import load
from consult.errors import ConsultError

# What WeasyPrint opens, with the Debian package that brings it and the symbol that tells its age.
LIBRARIES = (
    ("Pango", "pango-1.0", "libpango-1.0-0", "pango_version_string"),
    ("PangoFT2", "pangoft2-1.0", "libpangoft2-1.0-0", "pango_version_string"),
    ("HarfBuzz subset", "harfbuzz-subset", "libharfbuzz-subset0", "hb_version_string"),
)
PACKAGES = ("cli", "consult", "drafts", "reports")
ENOUGH_DISK = 1 << 30


class Check(msgspec.Struct, frozen=True):
    """One thing looked at: was it fine, what was found, what to do when it was not."""

    name: str
    fine: bool
    found: str
    remedy: str = ""


def examine() -> list[Check]:
    """Every check, in the order a person would put things right."""
    looks: list[Callable[[], list[Check]]] = [
        python,
        libraries,
        fonts,
        packages,
        disk,
        office,
        database,
    ]
    return [check for look in looks for check in look()]


def python() -> list[Check]:
    """Python 3.11 or newer."""
    fine = sys.version_info >= (3, 11)
    remedy = "" if fine else _install("python3", "python@3.13")
    return [Check("Python", fine, platform.python_version(), remedy)]


def libraries() -> list[Check]:
    """The libraries the PDF is laid out with, opened by the names WeasyPrint opens."""
    return [_library(*names) for names in LIBRARIES]


def _library(name: str, stem: str, package: str, symbol: str) -> Check:
    file = f"lib{stem}.dylib" if sys.platform == "darwin" else f"lib{stem}.so.0"
    try:
        ask = ctypes.CDLL(file)[symbol]
    except (OSError, AttributeError):
        return Check(name, False, say("缺少 {file}", file=file), _install(package, "pango"))
    ask.restype = ctypes.c_char_p
    return Check(name, True, ask().decode())


def fonts() -> list[Check]:
    """The fonts the report is set in."""
    from reports.fonts import CHAIN, PACKAGES, installed

    found = installed()
    return [
        Check(family, True, say("{n} 个字符", n=len(found[family])))
        if family in found
        else Check(family, False, _("缺少字体"), _install(*PACKAGES[family], cask=True))
        for family in CHAIN
    ]


def packages() -> list[Check]:
    """The four packages lie side by side; a foreign package of the same name would hide one."""
    home = _folder("consult").parent
    strangers = [name for name in PACKAGES if _folder(name).parent != home]
    if not strangers:
        return [Check(_("程序包"), True, str(home))]
    found = say("{names} 不在 {home}：被别的软件包覆盖了", names="、".join(strangers), home=home)
    remedy = f"{sys.executable} -m pip install --force-reinstall --no-deps sandu-consult"
    return [Check(_("程序包"), False, found, remedy)]


def _folder(package: str) -> Path:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else Path("/", package)


def disk() -> list[Check]:
    """Room for the database and the reports."""
    folder = load().data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    fine = free >= ENOUGH_DISK
    remedy = "" if fine else say("在 {folder} 所在的磁盘上腾出至少 1 GB", folder=folder)
    return [Check(_("磁盘空间"), fine, f"{free / (1 << 30):.1f} GB", remedy)]


def office() -> list[Check]:
    """The office's own folder, if there is one, has nothing wrong in it."""
    from consult.office import folder

    found = folder.read(folder.place(load()))
    if not found.found:
        return [Check(_("机关文件夹"), True, _("没有，照系统原来的样子"))]
    if not found.flaws:
        return [Check(_("机关文件夹"), True, str(found.path))]
    said = " ".join(say(flaw.message, **flaw.values) for flaw in found.flaws)
    return [Check(_("机关文件夹"), False, said, "consult office check")]


def database() -> list[Check]:
    """The database answers and has every table."""
    try:
        lacking = asyncio.run(_pending(load().database_url))
    except (ConsultError, OSError) as error:
        return [Check(_("数据库"), False, str(error), "consult init")]
    if lacking:
        return [Check(_("数据库"), False, say("差 {n} 项变更", n=lacking), "consult migrate")]
    return [Check(_("数据库"), True, _("表是最新的"))]


async def _pending(url: str) -> int:
    """How many migrations the database at `url` lacks. A SQLite file that is not there yet is
    not made: looking must not change anything."""
    from consult.services.records import schema

    scheme, _slashes, path = url.partition(":///")
    if scheme == "sqlite" and not Path(path).exists():
        raise ConsultError("还没有数据库文件 {path}", path=path)
    async with schema.database(url):
        return await schema.pending()


def _install(apt: str, brew: str, *, cask: bool = False) -> str:
    """The exact line that installs a package on this machine."""
    if sys.platform == "darwin":
        return f"brew install {'--cask ' if cask else ''}{brew}"
    return f"sudo apt-get install -y {apt}"
