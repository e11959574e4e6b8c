"""What went wrong, as one sentence."""

import click
import pytest

from cli.failure import explain
from consult.errors import NotFound


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotFound("没有法规案“{slug}”。", slug="x"), "没有法规案“x”。"),
        (KeyboardInterrupt(), "已中止，没有完成。"),
        (click.Abort(), "已中止，没有完成。"),
        (
            PermissionError(13, "Permission denied", "/x/y"),
            "读写 /x/y 时系统报错：Permission denied。请检查路径、权限和磁盘空间。",
        ),
    ],
)
def test_a_foreseen_error_is_a_sentence_and_1(error: BaseException, sentence: str) -> None:
    assert explain(error) == (1, sentence)


def test_an_unforeseen_error_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        explain(ZeroDivisionError())
