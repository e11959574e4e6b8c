"""The papers of a round by name, and what each is made from."""

import datetime as dt
from enum import StrEnum

import msgspec

from reports.model import Edition, Material
from reports.office import Office
from reports.review import ReviewReport


class Kind(StrEnum):
    """What an office produces (立法法 (2023) arts. 36, 40, 41, 58; 重大行政决策程序暂行条例 arts.
    18, 32, 33). REVIEW and ANNEX are laid out by `reports.parts`, the others are documents."""

    REVIEW = "review"
    ANNEX = "annex"
    SUMMARY = "summary"
    ADOPTION = "adoption"
    COMPARISON = "comparison"
    LEDGER = "ledger"
    RESULTS = "results"
    ANNOUNCEMENT = "announcement"
    READER = "reader"
    DEPARTMENTS = "departments"
    CONTACT_POINTS = "contact-points"
    CATALOGUE = "catalogue"
    READINGS = "readings"


NAMES: dict[Kind, str] = {
    Kind.REVIEW: "征求意见情况报告",
    Kind.ANNEX: "全部意见（附册）",
    Kind.SUMMARY: "意见汇总表",
    Kind.ADOPTION: "意见采纳情况表",
    Kind.COMPARISON: "修改前后对照表",
    Kind.LEDGER: "意见登记台账",
    Kind.RESULTS: "征求意见情况通报",
    Kind.ANNOUNCEMENT: "公开征求意见公告",
    Kind.READER: "委员审议参阅",
    Kind.DEPARTMENTS: "部门意见反馈单",
    Kind.CONTACT_POINTS: "基层立法联系点意见反馈单",
    Kind.CATALOGUE: "归档目录",
    Kind.READINGS: "各审次意见办理情况",
}
"""Each paper as its title and its file name call it."""


class Kept(msgspec.Struct, frozen=True):
    """A paper of the round as it was made and is kept. `size` is in bytes, `pages` 0 for a file
    that has none."""

    kind: Kind
    title: str
    filename: str
    sha256: str
    size: int
    made_at: dt.datetime
    pages: int = 0
    edition: Edition | None = None


class Source(msgspec.Struct, frozen=True):
    """What a paper of one round is written from: the frozen material, the report assembled from it
    for one edition (masked and signed accordingly), the office, the public address of the site.
    `kept` are the papers of the round that were made so far; the catalogue alone reads them."""

    material: Material
    report: ReviewReport
    office: Office = Office()
    base_url: str = ""
    kept: tuple[Kept, ...] = ()
