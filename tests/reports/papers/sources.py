"""What the tests of notices and sheets are written from."""

import datetime as dt

from reports.assemble import assemble
from reports.model import Edition, Material
from reports.office import ContactPoint, Office
from reports.papers.kinds import Source
from tests.reports.rounds import MADE_ON

OFFICE = Office(
    name="云川市人大常委会法制工作委员会",
    address="云川市锦溪区人民路1号",
    postcode="999000",
    email="fgw@example.com",
    phone="0000-0000000",
    contact_points=(ContactPoint("橘园社区基层立法联系点", "橘园路8号"),),
)


def source(
    material: Material,
    edition: Edition = Edition.PUBLIC,
    made_on: dt.date = MADE_ON,
    office: Office = OFFICE,
    base_url: str = "https://yunchuan.example",
) -> Source:
    """The source of a paper of a round."""
    return Source(material, assemble(material, edition=edition, made_on=made_on), office, base_url)
