"""The whole chain once, on the sample bill: what `make demo` runs and the site then shows.

Every step is the service a person would use; nothing is written to a table from here.
"""

import datetime as dt
import secrets
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from consult.config import Settings
from consult.lifecycle import last_day
from consult.permissions import Role, terminal
from consult.sample import comments as sample
from consult.services.bills import draft
from consult.services.clusters import cluster, unread
from consult.services.decisions import department, disposition, question
from consult.services.intake import intake
from consult.services.papers import report
from consult.services.people import account
from consult.services.public import publishing
from consult.services.records import find, schema
from consult.services.rounds import round as rounds
from consult.services.submissions import comment
from consult.services.submissions.comment import CommentInput
from consult.tables import Comment
from reports.model import Channel, CommentKind, Edition
from reports.papers.formats import Format
from reports.papers.kinds import Kind

SLUG = "yunchuan-dogs"
READINGS = (1, 2, 3)
_DECIDED = (1, 2)
_STILL_OPEN = 9
_SHOWN = "art_22__para_2"
"""The receipt of a comment on this provision is shown: it was adopted, the next draft answers."""
_PAPERS = {
    1: (
        (Kind.REVIEW, Edition.PUBLIC, Format.PDF),
        (Kind.REVIEW, Edition.INTERNAL, Format.PDF),
        (Kind.ANNEX, Edition.PUBLIC, Format.PDF),
        (Kind.RESULTS, Edition.PUBLIC, Format.PDF),
        (Kind.READER, Edition.PUBLIC, Format.PDF),
        (Kind.ADOPTION, Edition.PUBLIC, Format.XLSX),
        (Kind.COMPARISON, Edition.PUBLIC, Format.DOCX),
    ),
    2: ((Kind.REVIEW, Edition.PUBLIC, Format.PDF),),
    3: (
        (Kind.REVIEW, Edition.PUBLIC, Format.PDF),
        (Kind.READINGS, Edition.PUBLIC, Format.PDF),
    ),
}
_PEOPLE = (
    ("zhou", "周敏", Role.STAFF, "工作人员"),
    ("chen", "陈委员", Role.COMMITTEE, "委员"),
    ("admin", "管理员", Role.ADMINISTRATOR, "管理员"),
)


class DemoAccount(msgspec.Struct, frozen=True):
    """A sample account; its password is made anew by every run."""

    login: str
    password: str
    name: str
    role: str


class DemoSummary(msgspec.Struct, frozen=True):
    """What the run made: papers with their `pages`, and `tables` for Excel and Word. Counts are
    over all three readings. `receipt` is the address of one comment's receipt on the site."""

    database: Path
    pdfs: tuple[Path, ...]
    pages: tuple[int, ...]
    tables: tuple[Path, ...]
    articles: int
    comments: int
    clusters: int
    dispositions: int
    accounts: tuple[DemoAccount, ...]
    receipt: str


async def run_demo(
    settings: Settings, now: dt.datetime, out: Path, progress: Callable[[str], None]
) -> DemoSummary:
    """Start afresh in `out` and walk three readings from draft to report.

    `settings` name the database inside `out`. Raises what the services raise.
    """
    _start_afresh(out)
    async with schema.database(settings.database_url):
        await schema.migrate()
        accounts = await _accounts(now, out)
        made: list[tuple[Path, int]] = []
        totals: Counter[str] = Counter()
        receipt = ""
        for reading in READINGS:
            progress(f"第{reading}次审议：载入草案，征求意见")
            totals["articles"] += await _load(reading, now)
            if reading - 1 in _DECIDED:
                progress(f"第{reading - 1}次审议：生成报告")
                made += await _reports(settings, reading - 1, out)
                progress(f"第{reading - 1}次审议：答复疑问，发布通报")
                await _tell(settings, reading - 1)
            count, shown = await _collect(settings, reading)
            totals["comments"] += count
            receipt = receipt or shown
            progress(f"第{reading}次审议：归类，处理")
            totals.update(await _decide(reading))
        progress(f"第{READINGS[-1]}次审议：生成报告")
        made += await _reports(settings, READINGS[-1], out)
    with (out / "accounts.txt").open("a", encoding="utf-8") as kept:
        kept.write(f"示例回执　{receipt}\n")
    return DemoSummary(
        database=out / "consult.db",
        pdfs=tuple(path for path, pages in made if pages),
        pages=tuple(pages for _, pages in made if pages),
        tables=tuple(path for path, pages in made if not pages),
        articles=totals["articles"],
        comments=totals["comments"],
        clusters=totals["clusters"],
        dispositions=totals["dispositions"],
        accounts=accounts,
        receipt=receipt,
    )


def _start_afresh(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for path in (*out.glob("consult.db*"), *out.glob("*审稿）*.*")):
        path.unlink()
    shutil.rmtree(out / "reports", ignore_errors=True)


async def _accounts(now: dt.datetime, out: Path) -> tuple[DemoAccount, ...]:
    made = []
    for login, name, role, called in _PEOPLE:
        password = secrets.token_urlsafe(12)
        await account.add_account(
            terminal("示例"), now, login=login, name=name, role=role, password=password
        )
        made.append(DemoAccount(login, password, name, called))
    kept = out / "accounts.txt"
    kept.touch(mode=0o600)
    kept.write_text(
        "示例账号（登录页 /staff/sign-in）\n"
        + "".join(f"  {a.role}　{a.login}　{a.password}\n" for a in made),
        encoding="utf-8",
    )
    return tuple(made)


async def _load(reading: int, now: dt.datetime) -> int:
    """Load a reading and open its round; the last one stays open for whoever looks at it."""
    window = sample.WINDOWS[reading]
    when = window.opens - dt.timedelta(days=2)
    last = last_day(window.closes)
    if reading == READINGS[-1]:
        last = max(last, now.date() + dt.timedelta(days=_STILL_OPEN))
    loaded = await draft.load_draft(
        terminal("示例"),
        when,
        slug=SLUG,
        reading=reading,
        filename=f"{reading}.txt",
        data=sample.reading_text(reading).encode(),
        body=sample.BODY,
    )
    await rounds.open_round(
        terminal("示例"),
        when,
        slug=SLUG,
        reading=reading,
        first_day=window.opens.date(),
        last_day=last,
    )
    if reading == READINGS[0]:
        await department.assign(
            terminal("示例"),
            when,
            slug=SLUG,
            reading=reading,
            filename="责任清单.csv",
            data=sample.duties(),
        )
    return loaded.articles


async def _collect(settings: Settings, reading: int) -> tuple[int, str]:
    """The web's comments one by one as people sent them, the others as a clerk's tables; how many,
    and the address of the receipt that is shown."""
    count, shown = 0, ""
    for place, said in enumerate(sample.comments(reading)):
        if said.channel is Channel.WEB:
            receipt = await comment.submit(
                said.received,
                settings.secret_key,
                slug=SLUG,
                reading=reading,
                address=said.address,
                form=CommentInput(
                    text=said.text,
                    kind=said.kind,
                    proposed=said.proposed,
                    reason=said.reason,
                    name=said.name,
                    contact=said.contact,
                    region=said.region,
                    name_public=said.name_public,
                ),
                key=f"sample-{reading}-{place:08d}",
            )
            if said.address == _SHOWN and not shown:
                shown = f"/receipts/{receipt.number}/{receipt.code}"
            count += 1
    for sheet in sample.spreadsheets(reading):
        got = await intake.collect(
            terminal("示例"),
            sample.UNTIL[reading] + dt.timedelta(hours=10),
            slug=SLUG,
            reading=reading,
            channel=sheet.channel,
            filename=sheet.name,
            data=sheet.data,
        )
        count += got.added
    return count, shown


async def _decide(reading: int) -> dict[str, int]:
    """Cluster, then give each cluster the decision of the opinion most of its members voice."""
    when = sample.UNTIL[reading] + dt.timedelta(hours=10 + 24 * 20 * (reading in _DECIDED))
    made = await cluster.rebuild(terminal("示例"), when, slug=SLUG, reading=reading)
    decided = 0
    if reading in _DECIDED:
        verdicts = sample.dispositions(reading)
        for cluster_id, opinion in (await _opinions(reading)).items():
            outcome, reason = verdicts[opinion]
            await unread.mark_shown(terminal("周敏"), when, cluster_id)
            await disposition.decide(
                terminal("周敏"),
                when,
                cluster_id=cluster_id,
                outcome=outcome,
                reason=reason,
                version=0,
            )
            decided += 1
    return {"clusters": made.clusters, "dispositions": decided}


async def _opinions(reading: int) -> dict[int, str]:
    """For each cluster of a round, the opinion that most of its members voice."""
    voiced = {(said.text.strip(), said.address): said.opinion for said in sample.comments(reading)}
    rows = await Comment.select(Comment.text, Comment.address, Comment.cluster).where(
        Comment.round.draft.reading == reading  # type: ignore[union-attr]
    )
    votes: dict[int, Counter[str]] = {}
    for row in rows:
        opinion = voiced[row["text"].strip(), row["address"]]
        votes.setdefault(row["cluster"], Counter())[opinion] += 1
    return {
        cluster_id: min(counted, key=lambda o: (-counted[o], o))
        for cluster_id, counted in sorted(votes.items())
    }


async def _tell(settings: Settings, reading: int) -> None:
    """Answer the questions that have an answer, each opinion's together; publish the results."""
    asked: dict[str, list[find.Row]] = {}
    voiced = {(said.text.strip(), said.address): said.opinion for said in sample.comments(reading)}
    rows = await Comment.select(
        *(Comment.id, Comment.text, Comment.address, Comment.submission.received_at)
    ).where(
        (Comment.round.draft.reading == reading)  # type: ignore[union-attr]
        & (Comment.kind == CommentKind.QUESTION.value)
    )
    for row in rows:
        asked.setdefault(voiced[row["text"].strip(), row["address"]], []).append(row)
    for opinion, reply in sample.replies(reading).items():
        group = asked.get(opinion, [])
        if group:
            last = max(row["submission.received_at"] for row in group)
            await question.answer(
                *(terminal("周敏"), last + dt.timedelta(days=reply.days)),
                slug=SLUG,
                reading=reading,
                comments=[row["id"] for row in group],
                text=reply.text,
            )
    await publishing.publish(
        terminal("周敏"), settings, _written(reading), slug=SLUG, reading=reading
    )


def _written(reading: int) -> dt.datetime:
    """When the papers of a reading are made."""
    return sample.UNTIL[reading] + dt.timedelta(hours=12 + 24 * 40 * (reading in _DECIDED))


async def _reports(settings: Settings, reading: int, out: Path) -> list[tuple[Path, int]]:
    when = _written(reading)
    made = []
    for kind, edition, form in _PAPERS[reading]:
        built = await report.build_report(
            terminal("示例"),
            when,
            settings,
            slug=SLUG,
            reading=reading,
            edition=edition,
            kind=kind,
            form=form,
        )
        for file in built.files:
            shutil.copyfile(file.path, out / file.filename)
            made.append((out / file.filename, file.pages))
    return made
