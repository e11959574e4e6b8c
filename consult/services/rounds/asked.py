"""What a round asks of those who comment, and what for (PIPL arts. 6 and 17: no more than its
purpose needs, and the purpose said). Nothing of it has to be answered."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from consult.errors import Invalid

LONGEST = 200


class Field(StrEnum):
    """What can be asked."""

    NAME = "name"
    CONTACT = "contact"
    REGION = "region"
    OCCUPATION = "occupation"


Asks = dict[Field, str]
"""What is asked, and what for."""

PURPOSES: Asks = {
    Field.NAME: "登记来件。默认不公开。",
    Field.CONTACT: "需要核实或回复时联系您。任何时候都不公开。",
    Field.REGION: "统计意见来自哪里，写到县（市、区）即可。",
    Field.OCCUPATION: "了解不同行业的人怎么看，写行业或职业即可。",
}
"""What each is asked for where an office says nothing else."""
USUAL: Asks = {field: PURPOSES[field] for field in (Field.NAME, Field.CONTACT, Field.REGION)}
"""What a round asks for which nobody chose."""


def asks_of(stored: str) -> Asks:
    """What a round asks, from the text its row holds."""
    return msgspec.json.decode(stored, type=Asks) if stored else dict(USUAL)


def pack(asks: Mapping[Field, str]) -> str:
    """The text a row holds. Raises Invalid for a purpose that is too long."""
    said = {field: asks[field].strip() or PURPOSES[field] for field in Field if field in asks}
    for purpose in said.values():
        if len(purpose) > LONGEST:
            raise Invalid("用途最多 {most} 字，请写短一些。", field="asks", most=LONGEST)
    return msgspec.json.encode(said).decode()


def read(words: Sequence[str]) -> Asks:
    """What is asked by words such as `name` or `occupation:了解从业者的意见`; `none`: nothing.

    Raises Invalid for a word that can not be asked.
    """
    asks: Asks = {}
    for word in words:
        name, _, purpose = word.replace("：", ":", 1).partition(":")
        if name.strip() == "none":
            continue
        try:
            asks[Field(name.strip())] = purpose
        except ValueError:
            raise Invalid(
                "不能询问“{name}”。可以询问的是 {all}，都不问写 none。",
                field="asks",
                name=name,
                all="、".join(Field),
            ) from None
    return asks


def withheld(asks: Mapping[Field, str]) -> dict[str, object]:
    """The fields of a form a round does not ask for, as they are when nobody fills them in."""
    empty: dict[str, object] = {field.value: "" for field in Field if field not in asks}
    return {**empty, "name_public": False} if Field.NAME not in asks else empty
