"""Who reads what: every person's share of the unique texts, article by article, and who else is
at work on an article just now."""

import datetime as dt
from collections import defaultdict

import msgspec

from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.clusters import progress, unread
from consult.services.clusters.progress import BenchArticle
from consult.services.records import find
from consult.tables import Arrangement, Comment, Disposition, ReadMark

LATELY = dt.timedelta(minutes=15)
_LOOKED_AT = 200


class ArticleRead(msgspec.Struct, frozen=True):
    """Of the unique `texts` of an article, `unread` by anybody; `by` says how many each person of
    the table has read, in its order."""

    article: BenchArticle
    texts: int
    unread: int
    by: tuple[int, ...]


class Reading(msgspec.Struct, frozen=True):
    """The table of a round: the people who read, the articles that have unique texts, the sums."""

    bill: BillCard
    view: ReadingView
    people: tuple[str, ...]
    rows: tuple[ArticleRead, ...]
    texts: int
    unread: int
    by: tuple[int, ...]


_TEXTS = (
    "SELECT article, COUNT(*) AS times FROM (SELECT DISTINCT c.article, u.cluster, u.unique_key "
    "FROM comment u JOIN cluster c ON c.id = u.cluster "
    "WHERE u.round = {} AND u.unique_key <> '') said GROUP BY article"
)
_READ = (
    "SELECT article, reader, COUNT(*) AS times FROM ("
    "SELECT DISTINCT c.article, u.cluster, u.unique_key, k.reader FROM comment u "
    "JOIN cluster c ON c.id = u.cluster "
    "JOIN read_mark k ON k.round = u.round AND k.words_key = u.unique_key "
    "WHERE u.round = {} AND u.unique_key <> '') done GROUP BY article, reader"
)


async def table(actor: Actor, slug: str, reading: int, now: dt.datetime) -> Reading:
    """Who has read how much of which article of a round. Raises NotFound."""
    require(actor, "cluster.read")
    bill = await show_bill(slug, now)
    draft, round_ = await find.round_row(slug, reading)
    standing = await unread.standing_of(round_["id"])
    articles = await progress.articles_of(draft, round_["id"], standing)
    texts = {row["article"]: row["times"] for row in await Comment.raw(_TEXTS, round_["id"])}
    read: dict[str, dict[str | None, int]] = defaultdict(dict)
    for row in await Comment.raw(_READ, round_["id"]):
        read[row["reader"]][row["article"]] = row["times"]
    people = sorted(read, key=lambda name: (-sum(read[name].values()), name))
    rows = tuple(
        ArticleRead(
            one,
            texts[one.address],
            one.unread,
            tuple(read[name].get(one.address, 0) for name in people),
        )
        for one in articles
        if texts.get(one.address)
    )
    view = next(view for view in bill.readings if view.reading == reading)
    return Reading(
        bill=bill,
        view=view,
        people=tuple(people),
        rows=rows,
        texts=sum(row.texts for row in rows),
        unread=sum(row.unread for row in rows),
        by=tuple(sum(row.by[n] for row in rows) for n in range(len(people))),
    )


async def others_at(
    actor: Actor, round_id: int, article: str | None, now: dt.datetime
) -> tuple[str, ...]:
    """Who else arranged, read or decided at an article within `LATELY`: told when a page is
    opened, so that two people need not be surprised."""
    doings = (
        (Arrangement, Arrangement.cluster, Arrangement.made_by, Arrangement.made_at),
        (ReadMark, ReadMark.comment, ReadMark.reader, ReadMark.read_at),
        (Disposition, Disposition.cluster, Disposition.decided_by, Disposition.decided_at),
    )
    names: set[str] = set()
    for doing, about, person, time in doings:
        place: find.Where = about
        here = place.article.is_null() if article is None else place.article == article
        rows = (
            await doing.select(person)
            .where((place.round == round_id) & here & (time > now - LATELY))
            .where(person != actor.name)
            .limit(_LOOKED_AT)
        )
        names |= {str(next(iter(row.values()))) for row in rows}
    return tuple(sorted(names))
