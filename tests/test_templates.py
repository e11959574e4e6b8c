"""Templates: each parses, uses what it imports, has its handler, and says nothing untranslated."""

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta, nodes

from consult.templating import environment, template_dir
from tests.conftest import ROOT

WEB = ROOT / "consult" / "web"
PAGES = sorted(
    path.relative_to(template_dir()).as_posix()
    for path in template_dir().rglob("*.html")
    if "print" not in path.relative_to(template_dir()).parts
)
HAN = re.compile(r"[\u3400-\u9fff，。；：？！“”（）]")
SCRIPT = re.compile(r"""<script src="\{\{ static\('js/[a-z]+\.js'\) \}\}" defer></script>""")
"""The only way a script comes into a page: a file of ours, by its hash."""
ALLOWED = {"（", "）", "中文", "］", "［"}
"""Round brackets belong to the law's own captions; 中文 names the other language."""


def tree(name: str) -> nodes.Template:
    return environment().parse((template_dir() / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_it_parses_and_uses_everything_it_imports(name: str) -> None:
    root = tree(name)
    imported = {
        entry if isinstance(entry, str) else entry[1]
        for node in root.find_all(nodes.FromImport)
        for entry in node.names
    }
    used = {node.name for node in root.find_all(nodes.Name)}
    assert imported <= used, f"imported and not used: {imported - used}"


@pytest.mark.parametrize("name", PAGES)
def test_what_it_refers_to_exists(name: str) -> None:
    for other in meta.find_referenced_templates(tree(name)):
        assert other in PAGES


@pytest.mark.parametrize("name", PAGES)
def test_it_says_nothing_outside_the_catalog(name: str) -> None:
    for node in tree(name).find_all(nodes.TemplateData):
        assert not set(HAN.findall(node.data)) - ALLOWED, node.data.strip()


@pytest.mark.parametrize("name", PAGES)
def test_it_keeps_scripts_and_styles_out_and_escaping_on(name: str) -> None:
    source = SCRIPT.sub("", (template_dir() / name).read_text(encoding="utf-8"))
    for forbidden in (
        "|safe",
        "| safe",
        "<script",
        "<style",
        " style=",
        "xmlattr",
        "urlize",
        "autoescape",
    ):
        assert forbidden not in source
    assert not re.search(r"\son[a-z]+=", source)
    assert len(source.splitlines()) <= 120


def test_every_template_is_somebodys_page_and_every_page_has_its_template() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("*.py")))
    rendered = set(re.findall(r'"([a-z]+/[a-z]+\.html)"', code))
    shown = {name for name in PAGES if not Path(name).name.startswith("_")}
    shown -= {name for name in PAGES if name == "base.html" or name.startswith("macros/")}
    assert rendered == shown


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string("{{ nobody }}").render()
