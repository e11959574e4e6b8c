"""The sample's first reading with its opinions, taken through the house for a bench."""

import csv
import datetime as dt
import io
import tomllib
from pathlib import Path

from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.clusters import cluster, unread
from consult.services.decisions import disposition
from consult.services.intake import intake
from consult.services.records import schema
from consult.services.rounds import round as rounds
from reports.model import Channel, Outcome

SAMPLE = Path(__file__).resolve().parent.parent / "consult" / "sample"
SLUG, READING = "bench", 1
NOW = dt.datetime(2026, 3, 20, 4, tzinfo=dt.UTC)


def opinions() -> bytes:
    """Every sentence of the sample's first round as a table an office would import."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["意见", "条款"])
    for file in sorted((SAMPLE / "opinions" / "1").glob("*.toml")):
        for opinion in tomllib.loads(file.read_text("utf-8")).get("opinion", []):
            table.writerows([said, opinion.get("on", "")] for said in opinion["says"])
    return out.getvalue().encode()


async def fill() -> None:
    """Take the sample's first reading through the house up to decided clusters."""
    actor, at = terminal(), {"slug": SLUG, "reading": READING}
    data = (SAMPLE / "readings" / "1.txt").read_bytes()
    await schema.migrate()
    await draft.load_draft(actor, NOW, **at, filename="1.txt", data=data)
    days = {"first_day": dt.date(2026, 3, 20), "last_day": dt.date(2026, 4, 19)}
    await rounds.open_round(actor, NOW, **at, **days)
    await intake.collect(actor, NOW, **at, channel=Channel.EMAIL, filename="1.csv", data=opinions())
    await cluster.rebuild(actor, NOW, **at)
    page = await draft.show_draft(SLUG, READING, NOW)
    for address in (one for one in page.counts if one):
        for card in (await cluster.bench(actor, SLUG, READING, address, NOW)).clusters[::2]:
            await unread.mark_shown(actor, NOW, card.id)
            await disposition.decide(
                actor,
                NOW,
                cluster_id=card.id,
                outcome=Outcome.PARTLY,
                reason="修改稿有关条款已经吸收，其余另行研究。",
                version=card.version,
            )
