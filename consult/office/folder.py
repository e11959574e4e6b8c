"""The office's folder read as a whole: what papers take from it, and what is wrong with it."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from consult import templating
from consult.config import Settings
from consult.office import sheet, statement
from consult.office.consultation import Consultation
from consult.office.flaws import Flaw, OfficeFlawed, bytes_of, text_of
from consult.office.lines import line_of
from reports import faces
from reports.faces import Faces, OwnFace
from reports.office import Office

FONTS = "fonts"
TEMPLATES = "templates/print"
_FONT_FILES = {".ttf", ".otf", ".ttc"}


class Folder(msgspec.Struct, frozen=True):
    """What an office's folder holds; all of it empty where there is no folder.

    `templates` are sources by the name of the print template they stand for, `available` the
    names of the fonts found; `consultation` is what papers do not take from it.
    """

    path: Path
    found: bool = False
    office: Office = Office()
    css: str = ""
    templates: dict[str, str] = msgspec.field(default_factory=dict)
    faces: Faces = Faces()
    available: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    consultation: Consultation = Consultation()

    @property
    def digest(self) -> str:
        """SHA-256 of what papers take from it; "" when that is nothing."""
        said = [self.office, self.css, sorted(self.templates.items()), self.faces.digest]
        if said == [Office(), "", [], ""]:
            return ""
        return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()

    def dressed(self, css: str) -> str:
        """A style sheet of ours with the office's fonts in it and the office's rules after it."""
        mine = faces.dressed(css, self.faces.roles)
        return f"{mine}\n{self.css}" if self.css else mine


def place(settings: Settings) -> Path:
    """Where the folder is: CONSULT_OFFICE, or `office` in the data folder."""
    return Path(settings.office) if settings.office else settings.data_dir / "office"


def read(path: Path) -> Folder:
    """The folder with all that is wrong with it. Raises nothing."""
    if not path.is_dir():
        return Folder(path)
    said = statement.read(path)
    css, wrong_css = sheet.read(path)
    templates, wrong_templates = _templates(path)
    fonts, wrong_fonts = _fonts(path)
    chosen, wrong_roles = _chosen(said, fonts)
    return Folder(
        path,
        found=True,
        office=said.office,
        css=css,
        templates=templates,
        faces=chosen,
        available=tuple(dict.fromkeys(face.names[0] for face in fonts)),
        flaws=(*said.flaws, *wrong_css, *wrong_templates, *wrong_fonts, *wrong_roles),
        consultation=said.consultation,
    )


def sound(path: Path) -> Folder:
    """The folder, for making a paper. Raises OfficeFlawed when anything is wrong with it: a paper
    that looks otherwise than the office means is not handed out."""
    folder = read(path)
    if folder.flaws:
        raise OfficeFlawed(
            "机关文件夹有 {n} 处要改，材料没有生成：{flaws} 全部问题见 consult office check。",
            n=len(folder.flaws),
            flaws=" ".join(str(flaw) for flaw in folder.flaws[:3]),
        )
    return folder


def _templates(path: Path) -> tuple[dict[str, str], list[Flaw]]:
    found: dict[str, str] = {}
    flaws: list[Flaw] = []
    ours = templating.print_templates()
    for file in sorted((path / TEMPLATES).glob("*.html")):
        name = f"{TEMPLATES}/{file.name}"
        try:
            if file.name not in ours and not file.name.startswith("_"):
                raise Flaw(
                    "{file}：没有这个模板可以替换。可以替换的有：{known}。"
                    "自己另加的，名称以 _ 开头。",
                    file=name,
                    known="、".join(sorted(ours)),
                )
            source = text_of(file, name)
            wrong = templating.misspelt(source)
            if wrong:
                raise Flaw(
                    "{file} 第 {line} 行：模板写法不对（{reason}）。",
                    file=name,
                    line=wrong[0],
                    reason=wrong[1],
                )
            found[f"print/{file.name}"] = source
        except Flaw as flaw:
            flaws.append(flaw)
    return found, flaws


def _fonts(path: Path) -> tuple[list[OwnFace], list[Flaw]]:
    found: list[OwnFace] = []
    flaws: list[Flaw] = []
    for file in _font_files(path / FONTS):
        name = f"{FONTS}/{file.name}"
        try:
            state = file.stat()
            found += _faces(file, name, state.st_mtime_ns, state.st_size)
        except faces.Unembeddable as error:
            flaws.append(Flaw("{file}：{reason}。", file=name, reason=error))
        except Flaw as flaw:
            flaws.append(flaw)
    return found, flaws


@lru_cache(maxsize=8)
def _faces(file: Path, name: str, _changed: int, _size: int) -> tuple[OwnFace, ...]:
    """The faces of a file as it is since it was changed; they are large, and read at every look."""
    return faces.read(bytes_of(file, name))


def _font_files(folder: Path) -> Iterator[Path]:
    yield from sorted(one for one in folder.glob("*") if one.suffix.lower() in _FONT_FILES)


def _chosen(said: statement.Statement, fonts: list[OwnFace]) -> tuple[Faces, list[Flaw]]:
    roles: dict[str, str] = {}
    used: dict[str, OwnFace] = {}
    flaws: list[Flaw] = []
    for role, name in said.fonts.items():
        family = faces.picked(fonts, name)
        if family:
            roles[role] = family[0].alias
            used |= {face.digest: face for face in family}
            continue
        flaws.append(
            Flaw(
                "{file} 第 {line} 行：fonts 文件夹里没有字体“{name}”，有的是：{known}。",
                file=statement.NAME,
                line=line_of(said.source, f"fonts.{role}"),
                name=name,
                known="、".join(dict.fromkeys(face.names[0] for face in fonts)) or "—",
            )
        )
    return Faces(tuple(used.values()), roles), flaws
