"""Amendment decisions (关于修改…的决定, 修正案): read them, and apply them to a law.

    instructions = read(decision)
    applied = apply(split(law), decision)

What cannot be carried out is a row of `failed` with its reason; nothing is guessed.
"""

from typing import Any

from drafts.amending.consolidate import apply
from drafts.amending.doubts import doubts
from drafts.amending.entries import read
from drafts.amending.model import AmendRow, Applied, Failed, Instruction, Place, Verb

__all__ = [
    "AmendRow",
    "Applied",
    "Failed",
    "Instruction",
    "Place",
    "Verb",
    "apply",
    "doubts",
    "read",
    "to_json",
]


def to_json(applied: Applied) -> dict[str, Any]:
    """What `consult apply --json` prints."""
    return {
        "text": applied.text,
        "rows": [
            {
                "old": row.old,
                "new": row.new,
                "instruction": row.instruction,
                "old_address": row.old_address,
                "new_address": row.new_address,
                "note": row.note,
            }
            for row in applied.rows
        ],
        "failed": [
            {"instruction": one.instruction, "reason": one.reason} for one in applied.failed
        ],
    }
