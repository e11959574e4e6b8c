"""The real laws the benches read, from the folder of fixtures."""

import json
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from drafts.model import Draft
from drafts.reader import read
from drafts.splitter import split

ROOT = Path(__file__).resolve().parent.parent


def fixtures() -> Path:
    """The folder of fixtures: `CONSULT_FIXTURES`, or the one beside the checkout."""
    return Path(os.environ.get("CONSULT_FIXTURES", ROOT.parent / "shared" / "fixtures"))


def load(path: Path) -> Draft:
    """Read and split one file."""
    return split(read(path.read_bytes(), path.name))


def local_laws(least: int = 15) -> tuple[Path, list[list[str]]]:
    """The folder, and the article texts of every local regulation of at least that many."""
    folder = fixtures()
    paths = sorted((folder / "zh" / "local-regulations").glob("*/*.md"))
    laws = [[unit.text for unit in load(path).articles()] for path in paths]
    return folder, [law for law in laws if len(law) >= least]


def version_pairs(folder: Path) -> Iterator[tuple[str, Draft, Draft]]:
    """Every real law with two neighbouring editions of it."""
    versions = folder / "zh" / "versions"
    for law, names in json.loads((versions / "pairs.json").read_text("utf-8")).items():
        for old, new in pairwise([load(versions / law / name) for name in names]):
            yield law, old, new
