"""Our own structural checker: rules of PDF/UA-1, PDF/A-3 and PDF that can be told from the file.

Written after the numbered tests of the veraPDF profiles, whose full validator is not to be had
from the registries this project installs from. What is left out needs eyes or a colour engine:
whether a figure's words are good, contrast, the order of reading, colours against the profile.
docs/pdf-rules.md lists the rules; a test breaks a small document for each.
"""

import io

import msgspec
import pikepdf

from reports.merging import content_rules, document_rules, font_rules, link_rules, tree_rules
from reports.merging.reading import Inspected
from reports.merging.rule import Rule

RULES: tuple[Rule, ...] = (
    *document_rules.RULES,
    *content_rules.RULES,
    *tree_rules.RULES,
    *link_rules.RULES,
    *font_rules.RULES,
)


class Finding(msgspec.Struct, frozen=True):
    """One place where a rule does not hold: the rule's id, its clause, and what is wrong."""

    rule: str
    clause: str
    message: str


class Unreadable(Exception):
    """Bytes that are no PDF, or one that cannot be opened without a password."""


def findings(data: bytes) -> tuple[Finding, ...]:
    """Where a PDF breaks the rules, rule by rule; empty where it keeps them all.

    An encrypted document that opens without a password is read like any other. Raises
    `Unreadable`.
    """
    try:
        pikepdf.open(io.BytesIO(data)).close()
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise Unreadable(str(error)) from error
    seen = Inspected(data)
    return tuple(
        Finding(rule.id, rule.clause, message) for rule in RULES for message in rule.check(seen)
    )
