"""What a paper was made from, so that anyone can check it: hashes of the text, of every comment,
of how they were gathered and what was decided, and the versions it was made with."""

import datetime as dt
import hashlib
from collections.abc import Mapping

import msgspec

from reports.model import Edition, Material

NAME = "manifest.json"
"""The file inside the PDF."""

DATA = {
    "draft": "征求意见文本",
    "following": "下一审次文本",
    "comments": "全部意见",
    "clusters": "同类意见的归并",
    "dispositions": "处理情况",
    "advice": "部门答复",
    "changes": "两稿条文的对应",
    "audit_head": "操作记录",
    "office": "版式（机关自定义）",
}
"""What is hashed, in the order it is printed, in words."""


class Manifest(msgspec.Struct, frozen=True):
    """SHA-256 hashes (hexadecimal) of what a report says; "" for what the round does not
    have. `paper` and `volume` name the one it is in; `office` is there where an office's own
    folder has a part in how it looks, `language` where it is not Chinese, `advice` where the
    edition says what departments answered."""

    slug: str
    reading: int
    edition: Edition
    made_on: dt.date
    draft: str
    following: str
    comments: str
    clusters: str
    dispositions: str
    changes: str
    audit_head: str
    versions: dict[str, str]
    paper: str = "review"
    volume: int = 1
    office: str | msgspec.UnsetType = msgspec.UNSET
    language: str | msgspec.UnsetType = msgspec.UNSET
    advice: str | msgspec.UnsetType = msgspec.UNSET

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Every hash with its name in words, as the paper prints them."""
        return tuple((name, value) for key, name in DATA.items() if (value := getattr(self, key)))


def manifest(
    material: Material,
    *,
    edition: Edition,
    made_on: dt.date,
    versions: Mapping[str, str],
    office: str = "",
) -> Manifest:
    """The manifest of a report of this material. The order of comments and clusters is no part of
    it; `office` is the digest of an office's folder, "" without one."""
    told = edition is Edition.INTERNAL
    return Manifest(
        slug=material.facts.slug,
        reading=material.facts.reading,
        edition=edition,
        made_on=made_on,
        draft=material.draft.sha256,
        following=material.next_draft.sha256 if material.next_draft else "",
        comments=_digest(sorted(material.comments, key=lambda comment: comment.id)),
        clusters=_digest(sorted(material.clusters, key=lambda cluster: cluster.id)),
        dispositions=_digest(_decided(material)),
        changes=_digest(material.changes) if material.changes else "",
        audit_head=material.audit_head,
        versions=dict(sorted(versions.items())),
        office=office or msgspec.UNSET,
        advice=_digest(material.advice) if told and material.advice else msgspec.UNSET,
    )


def differences(one: Manifest, other: Manifest) -> tuple[str, ...]:
    """What two papers were not both made from, in words; empty when their data is the same."""
    return tuple(name for key, name in DATA.items() if getattr(one, key) != getattr(other, key))


def encoded(made: Manifest) -> bytes:
    """The manifest as the JSON that the PDF carries."""
    return msgspec.json.format(msgspec.json.encode(made, order="deterministic"), indent=1) + b"\n"


def decoded(data: bytes) -> Manifest:
    """The manifest a PDF carries. Raises ValueError when it is none."""
    return msgspec.json.decode(data, type=Manifest)


def _decided(material: Material) -> object:
    """What was decided; own decisions of comments only where there are any."""
    if not material.exceptions:
        return material.dispositions
    return [material.dispositions, material.exceptions]


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
