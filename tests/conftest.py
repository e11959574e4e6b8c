"""What every test may ask for."""

import gc
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end: the collector need not look at them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real statutes, revisions and comments; tests that ask for it skip without it.

    In CI a missing folder is a failure: a green run must mean that the real texts were read.
    """
    folder = Path(os.environ.get("CONSULT_FIXTURES", ROOT.parent / "shared" / "fixtures"))
    if not folder.is_dir():
        message = f"real texts not found at {folder}; set CONSULT_FIXTURES to their folder"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
