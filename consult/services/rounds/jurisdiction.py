"""How many days a round lasts at least, by the rules of the place its body belongs to."""

import asyncio

import msgspec

from consult.config import Settings
from consult.office import folder as office
from consult.office.consultation import Rule
from reports.office import Office


class Jurisdiction(msgspec.Struct, frozen=True):
    """The rule for a body, whether the office chose it, and what the office says about itself."""

    rule: Rule
    chosen: bool
    office: Office


async def of(settings: Settings, body: str) -> Jurisdiction:
    """What the office's folder says for a body's bills; where nothing, 立法法 (2023) art. 40."""
    folder = await asyncio.to_thread(office.read, office.place(settings))
    known = folder.consultation
    return Jurisdiction(
        rule=known.of(body),
        chosen=known.chosen or body in known.bodies,
        office=folder.office,
    )
