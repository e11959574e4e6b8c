"""What can be asked for as long work: each a struct that says all a worker has to know.

Kept in the job's row as JSON under its tag, so a job begun today is understood by the program of
tomorrow: fields are only ever added, with a default.
"""

import msgspec

from reports.model import Edition
from reports.papers.kinds import Kind


class ClustersRequest(msgspec.Struct, frozen=True, tag="clusters"):
    """Group the comments of a round anew."""


class PaperRequest(msgspec.Struct, frozen=True, tag="paper"):
    """Make one paper of a round; `format` is the ending of its file."""

    kind: Kind = Kind.REVIEW
    edition: Edition = Edition.PUBLIC
    format: str = "pdf"
    language: str = "zh-CN"


class NoticeRequest(msgspec.Struct, frozen=True, tag="notice"):
    """Make the notice of a round's results, to be looked at before it is published."""


Errand = ClustersRequest | PaperRequest | NoticeRequest


def packed(errand: Errand) -> str:
    """The JSON of an errand; equal errands have equal texts."""
    return msgspec.json.encode(errand, order="deterministic").decode()


def unpacked(text: str) -> Errand:
    """The errand behind `packed`. Raises msgspec.DecodeError for what this program cannot do."""
    return msgspec.json.decode(text, type=ClustersRequest | PaperRequest | NoticeRequest)
