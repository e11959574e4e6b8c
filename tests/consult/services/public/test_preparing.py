"""A large notice is made by a job, kept, shown while it holds, and never published otherwise."""

from pathlib import Path
from typing import Any

import pytest

from consult.config import Settings
from consult.errors import Conflict, NotAllowed
from consult.permissions import terminal
from consult.services.moderating import moderation
from consult.services.moderating.shown import State
from consult.services.public import preparing, publishing
from consult.services.work import claiming, dispatch, job
from consult.services.work.errand import NoticeRequest
from consult.services.work.job import Cancelled
from consult.services.work.worker import silent
from consult.tables import AuditEntry, Comment, Results
from tests.consult.cast import AFTER, COMMITTEE, STAFF
from tests.consult.services.public.test_publishing import decide_all, spoken

__all__ = ["spoken"]
pytestmark = pytest.mark.anyio
HERE: dict[str, Any] = {"slug": "dogs", "reading": 1}


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every round is a large one."""
    monkeypatch.setattr(preparing, "LARGE", 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


async def hide() -> None:
    row = await Comment.select(Comment.id).first()
    assert row is not None
    await moderation.rule(
        STAFF, AFTER, row["id"], state=State.HIDDEN, reason="谩骂。", seen=State.SHOWN
    )


def kept(settings: Settings) -> list[Path]:
    return sorted((settings.data_dir / "notices").glob("*"))


async def test_r32_what_was_made_is_shown_and_published_until_something_changes(
    spoken: list[object], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await preparing.look(STAFF, settings, AFTER, **HERE) is None
    with pytest.raises(Conflict, match="又有变化"):
        await publishing.publish(STAFF, settings, AFTER, **HERE, seen="0" * 64)
    undecided = await preparing.make(STAFF, settings, AFTER, **HERE)
    assert undecided.missing
    await decide_all()
    assert await preparing.look(STAFF, settings, AFTER, **HERE) is None
    made = await preparing.make(STAFF, settings, AFTER, **HERE)
    assert await preparing.look(STAFF, settings, AFTER, **HERE) == made
    assert len(kept(settings)) == 1
    assert (await AuditEntry.count().where(AuditEntry.action == "results.prepare")) == 2
    monkeypatch.setattr(preparing, "LARGE", 1000)
    assert await preparing.look(STAFF, settings, AFTER, **HERE) == made
    monkeypatch.setattr(preparing, "LARGE", 1)
    done = await publishing.publish(STAFF, settings, AFTER, **HERE, seen=made.digest)
    assert (done.version, done.comments) == (1, 4)
    again = await preparing.look(STAFF, settings, AFTER, **HERE)
    assert again is not None
    assert "第 1 版一样" in str(again.missing[0])


async def test_it_does_not_hold_for_another_day_nor_for_a_hidden_comment(
    spoken: list[object], settings: Settings
) -> None:
    made = await preparing.make(STAFF, settings, AFTER, **HERE)
    assert made.notice is not None
    tomorrow = AFTER.replace(day=AFTER.day + 1)
    assert await preparing.look(STAFF, settings, tomorrow, **HERE) is None
    await hide()
    assert await preparing.look(STAFF, settings, AFTER, **HERE) is None


async def test_a_file_another_hand_touched_is_not_shown(
    spoken: list[object], settings: Settings
) -> None:
    await preparing.make(STAFF, settings, AFTER, **HERE)
    [path] = kept(settings)
    path.write_bytes(path.read_bytes().replace("理".encode(), "里".encode()) + b"x")
    assert await preparing.look(STAFF, settings, AFTER, **HERE) is None


async def test_a_change_between_making_and_publishing_is_told(
    spoken: list[object], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await decide_all()
    made = await preparing.make(STAFF, settings, AFTER, **HERE)
    looked = preparing.look

    async def slow(*told: object, **where: object) -> object:
        found = await looked(*told, **where)  # type: ignore[arg-type]
        await hide()
        return found

    monkeypatch.setattr(preparing, "look", slow)
    with pytest.raises(Conflict, match="刚刚有人改了数据"):
        await publishing.publish(STAFF, settings, AFTER, **HERE, seen=made.digest)
    assert await Results.count() == 0


async def test_r30_the_job_makes_it_and_one_called_off_keeps_nothing(
    spoken: list[object], settings: Settings
) -> None:
    with pytest.raises(NotAllowed):
        await job.start(COMMITTEE, AFTER, errand=NoticeRequest(), **HERE)
    for called_off in (True, False):
        person = terminal("周敏")
        await job.start(person, AFTER, errand=NoticeRequest(), **HERE)
        task = await claiming.take(AFTER, "here")
        assert task is not None
        token = job.CURRENT.set(task.claim)
        try:
            if called_off:
                await job.cancel(person, AFTER, task.claim.job)
                with pytest.raises(Cancelled):
                    await dispatch.do(task, AFTER, settings, silent)
                assert kept(settings) == []
            else:
                await dispatch.do(task, AFTER, settings, silent)
        finally:
            job.CURRENT.reset(token)
    assert await preparing.look(STAFF, settings, AFTER, **HERE) is not None
