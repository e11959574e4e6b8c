"""Every Chinese sentence people can meet, gathered from templates and code."""

import ast
import re
from collections.abc import Iterator

from consult import errors
from consult.permissions import PERMISSIONS, ROLE_NAMES
from consult.services.people.organ import LEVEL_NAMES
from consult.services.records import words as audit_words
from consult.services.records.sentences import ACTIONS, KINDS
from consult.templating import environment, template_dir
from consult.web.errors import AGAIN, SENTENCES
from consult.web.job import RUNNING, STEPS
from reports.model import Outcome
from reports.papers.kinds import NAMES
from reports.review import CHANNEL_NAMES, KIND_NAMES, verdict_of
from tests.conftest import ROOT

HAN = re.compile(r"[\u3400-\u9fff]")
PAPER = "print"
"""The report is a Chinese document: its templates are not translated."""


def raised_names() -> set[str]:
    """The names of the error classes a service may raise, also those defined in services."""
    names = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    for path in (ROOT / "consult").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                names |= {node.name} if bases & names else set()
    return names


def from_code() -> Iterator[tuple[str, str]]:
    """(where, msgid) of every error sentence in consult/, and of the pages' own sentences."""
    names = raised_names()
    for path in sorted((ROOT / "consult").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = dict(_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in names and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield path.name, first.value
                elif isinstance(first, ast.Name) and first.id in constants:
                    yield path.name, constants[first.id]


def from_templates() -> Iterator[tuple[str, str]]:
    """(where, msgid) of every sentence in the page templates."""
    env = environment()
    for path in sorted(template_dir().rglob("*.html")):
        name = path.relative_to(template_dir()).as_posix()
        if not name.startswith(PAPER):
            for _, _, message in env.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
                if message:  # a word that comes from a table in the code has no text here
                    yield name, message if isinstance(message, str) else message[0]


def from_words() -> Iterator[tuple[str, str]]:
    """(where, msgid) of the words for outcomes, channels, kinds and papers."""
    words = [verdict_of(outcome).word for outcome in (*Outcome, None)]
    for word in (*words, *CHANNEL_NAMES.values(), *KIND_NAMES.values()):
        yield "reports/review.py", word
    for name in NAMES.values():
        yield "reports/papers/kinds.py", name
    said = (
        *audit_words.TABLES.values(),
        *audit_words.GROUPS.values(),
        *audit_words.SENTENCES.values(),
    )
    for word in (*said, *ACTIONS.values(), *(name for name, _ in KINDS.values())):
        yield "services/records", word


def from_pages() -> Iterator[tuple[str, str]]:
    """(where, msgid) of the sentences consult.web.errors has for plain HTTP errors."""
    for sentence in (*SENTENCES.values(), *AGAIN.values()):
        yield "web/errors.py", sentence


def from_steps() -> Iterator[tuple[str, str]]:
    """(where, msgid) of the steps of long work that have an English name."""
    for step in (RUNNING, *STEPS):
        yield "web/job.py", step


def from_rights() -> Iterator[tuple[str, str]]:
    """(where, msgid) of the words for roles, rights and the levels of organs."""
    for words in (*ROLE_NAMES.values(), *(right.words for right in PERMISSIONS.values())):
        yield "permissions.py", words
    for level in LEVEL_NAMES.values():
        yield "organ.py", level


def from_marked() -> Iterator[tuple[str, str]]:
    """(where, msgid) of every sentence marked in Python with `_` or `say`."""
    files = [*(ROOT / "cli").glob("*.py"), *(ROOT / "consult").rglob("*.py")]
    for path in sorted(files):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            marked = isinstance(node, ast.Call) and _called(node) in ("_", "say", "ngettext")
            if marked and node.args and isinstance(node.args[0], ast.Constant):
                yield path.name, str(node.args[0].value)


def constants() -> set[str]:
    """Every text in the code, also those that reach the catalog through a table of words."""
    return {
        node.value
        for folder in ("cli", "consult", "reports")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def all_messages() -> dict[str, set[str]]:
    """msgid → where it is used."""
    found: dict[str, set[str]] = {}
    sources = (from_code(), from_templates(), from_words(), from_pages())
    for source in (*sources, from_steps(), from_rights(), from_marked()):
        for where, message in source:
            found.setdefault(message, set()).add(where)
    return found


def simplified_only(text: str) -> set[str]:
    """The Han characters of a text that Big5 does not have."""
    return {char for char in text if HAN.match(char) and not _in_big5(char)}


def _in_big5(char: str) -> bool:
    try:
        return bool(char.encode("cp950"))
    except UnicodeEncodeError:
        return False


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value
