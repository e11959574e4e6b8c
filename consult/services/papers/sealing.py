"""Is this paper what the records say? A report is recomputed and held against itself."""

import hashlib

import msgspec

from consult.config import Settings
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.papers.making import Wanted, make, office_folder, versions
from consult.services.papers.material import gather
from consult.services.papers.readings import gather_chain
from consult.services.papers.report import ReportCard, list_reports
from consult.services.records import audit
from consult.services.work.worker import Say, silent
from reports.manifest import NAME, Manifest, decoded, differences, manifest
from reports.merging.comparing import NoPdf, carried, parted
from reports.papers.kinds import Kind
from reports.withheld import for_edition


class Verdict(msgspec.Struct, frozen=True):
    """What checking a report found.

    `same` when a report made of today's records would be these very bytes. Otherwise `data` names
    the records that are not those it was made from, `pages` where the file itself differs from
    the one its data gives, `programs` the versions that differ. `kept` is the entry in the list
    of reports with this file's hash, if it was made here.
    """

    same: bool
    manifest: Manifest
    data: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    kept: ReportCard | None = None


async def verify_report(
    actor: Actor, settings: Settings, data: bytes, *, progress: Say | None = None
) -> Verdict:
    """Recompute a report from the records of its round and compare. Writes nothing.

    Raises Invalid when the file is no report of this system, NotFound when its round is not here.
    """
    require(actor, "report.read")
    say = progress or silent
    told = _manifest_of(data)
    cards = await list_reports(actor, told.slug)
    wanted = Wanted(
        Kind(told.paper),
        told.edition,
        told.made_on,
        base_url=settings.base_url,
        language=told.language or "zh-CN",
    )
    digest = hashlib.sha256(data).hexdigest()
    kept = next((card for card in cards if card.sha256 == digest), None)
    say("读取数据")
    material, _ = await gather(told.slug, told.reading)
    if await audit.holds(told.audit_head):
        # What other rounds have recorded since is no change of this one.
        material = msgspec.structs.replace(material, audit_head=told.audit_head)
    now = manifest(
        for_edition(material, told.edition),
        edition=told.edition,
        made_on=told.made_on,
        versions=versions(),
        office=(await office_folder(settings)).digest,
    )
    changed = differences(told, now)
    if changed:
        return Verdict(same=False, manifest=told, data=changed, kept=kept)
    chain = wanted.kind is Kind.READINGS
    matter = await gather_chain(told.slug) if chain else material
    made = await make(settings, matter, wanted, say=say)
    pages = parted(data, made.files[min(told.volume, len(made.files)) - 1])
    programs = tuple(
        f"{name} {told.versions.get(name, '')} → {used}"
        for name, used in now.versions.items()
        if told.versions.get(name) != used
    )
    return Verdict(same=not pages, manifest=told, pages=pages, programs=programs, kept=kept)


def _manifest_of(data: bytes) -> Manifest:
    try:
        return decoded(carried(data)[NAME])
    except (NoPdf, KeyError, msgspec.DecodeError) as error:
        raise Invalid(
            "这个文件不是本系统生成的报告，或者内附的校验清单已经没有了，无法核对。"
        ) from error
