"""S11: the same law in every format gives the identical tree."""

from pathlib import Path

import pytest

from bench.formats import FORMATS, rows_of, tree
from bench.laws import load
from drafts.formats import sandbox
from drafts.formats.file_reading import Changes
from drafts.model import Draft
from drafts.reader import PARSED, read_draft
from drafts.splitter import split
from tests.conftest import ROOT

READINGS = ROOT / "consult" / "sample" / "readings"
CHEAP = sorted(set(FORMATS) - {"pdf"})


def here(data: bytes, name: str) -> Draft:
    """As `read_draft`, but without a child process for each of the many files."""
    kind = PARSED.get(Path(name).suffix)
    if kind is None:
        return read_draft(data, name)
    parser = sandbox.parser(kind)
    return split(parser(data, Changes.ACCEPT).text)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_sample_bill_is_the_same_in_every_format(form: str) -> None:
    name, write = FORMATS[form]
    rows = rows_of(load(READINGS / "2.txt"))
    truth = tree(read_draft(FORMATS["txt"][1](rows), "law.txt"))
    assert len(truth) > 200
    assert tree(read_draft(write(rows), name)) == truth


@pytest.mark.parametrize("form", CHEAP)
def test_forty_real_laws_are_the_same_in_every_format(corpus: Path, form: str) -> None:
    name, write = FORMATS[form]
    paths = [
        *sorted((corpus / "zh" / "statutes-raw").glob("*.txt"))[::9],
        *sorted((corpus / "zh" / "local-regulations").glob("*/*.md"))[::6],
    ]
    assert len(paths) >= 40
    for path in paths:
        rows = rows_of(load(path))
        truth = tree(read_draft(FORMATS["txt"][1](rows), "law.txt"))
        assert tree(here(write(rows), name)) == truth, path.name


def test_real_laws_printed_as_pdf_are_the_same(corpus: Path) -> None:
    name, write = FORMATS["pdf"]
    for path in sorted((corpus / "zh" / "local-regulations").glob("*/*.md"))[5::40]:
        rows = rows_of(load(path))
        truth = tree(read_draft(FORMATS["txt"][1](rows), "law.txt"))
        draft = read_draft(write(rows), name)
        assert tree(draft) == truth, path.name
        rules = {one.rule for one in draft.findings}
        assert {"page-number", "running-head", "rejoined"} <= rules
