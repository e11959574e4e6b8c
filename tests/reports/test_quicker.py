"""Remembering answers changes none: the same bytes with and without."""

import gc
import hashlib
import os
import subprocess
import sys
import types
from collections import Counter

import pytest

from bench.corpus import material
from reports import fonts, parts, pdf, quicker
from reports.assemble import assemble
from reports.model import Edition
from tests.reports.rounds import CSS, MADE_ON, ROOT, environment

ODD = """<html lang="zh-CN"><title>试</title><body>
<div style="width:50%;padding:1%"><p style="margin:2% 0">甲<u>乙</u><del>丙</del></p></div>
<div style="height:40pt"><div style="height:50%;min-height:3pt">丁</div></div>
<div style="width:60pt;box-sizing:border-box;padding:5pt;border:1pt solid">戊</div>
<ol style="columns:2;column-gap:8mm"><li>己</li><li>庚</li><li>辛</li></ol>
<div style="display:flex;gap:5pt"><p>壬</p><table style="border-collapse:collapse;width:40%">
<tr><td style="border:1pt solid;padding:2%">癸</td><td>子</td></tr></table></div>
<p style="float:right;width:30%">丑</p><p style="font-feature-settings:'halt'">“寅”，</p>
<p style="position:absolute;top:10%;left:5%" lang="en">hyphens</p></body></html>"""


def digests() -> list[str]:
    """Of a report's parts and of a page with all that depends on its surroundings."""
    report = assemble(material(comments=30, articles=8), edition=Edition.PUBLIC, made_on=MADE_ON)
    report, env = fonts.printable(report, fonts.coverage()), environment()
    laid = [parts.overview(report, env), *parts.articles(report, env)]
    laid += [*parts.appendix(report, env), parts.comparison(report, env, whole=True)]
    press = pdf.Press(CSS)
    pages = [*(part.html for part in laid), ODD]
    return [hashlib.sha256(press.sheets(page)).hexdigest() for page in pages]


_WITHOUT = """
import weasyprint
from reports import pdf, quicker
quicker.install = lambda *_: False
pdf._reader = lambda css: weasyprint.HTML
from tests.reports.test_quicker import digests
print(*digests())
"""


def test_the_pages_are_the_same_to_the_byte() -> None:
    plain = subprocess.run(
        [sys.executable, "-c", _WITHOUT],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    here = digests()
    assert _installed()
    assert here == plain.stdout.split()


def _installed() -> bool:
    from weasyprint.layout import block, percent

    return block.resolve_percentages is percent.resolve_percentages and hasattr(
        percent.resolve_percentages, "remembers"
    )


@pytest.mark.parametrize("version", ["71.0", "69.2"])
def test_an_untried_version_is_left_alone(version: str) -> None:
    percent, nothing = types.ModuleType("percent"), types.ModuleType("nothing")
    percent.resolve_percentages = len  # type: ignore[attr-defined]
    assert quicker.install(version, percent, nothing, nothing, ()) is False
    assert percent.resolve_percentages is len


def test_a_part_leaves_no_waste_behind() -> None:
    """Nor does it look through the whole process for it."""
    press = pdf.Press(CSS)
    gc.collect()
    gc.disable()
    try:
        before = _waste()
        press.sheets(ODD)
        assert _waste() - before == Counter()
    finally:
        gc.enable()


def _waste() -> Counter[str]:
    """What laying out makes and should let go, in this process; other tests may hold some."""
    made = {"PageBox", "BlockBox", "ComputedStyle", "Document"}
    return Counter(name for one in gc.get_objects() if (name := type(one).__name__) in made)
