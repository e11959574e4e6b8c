"""What an office says about itself on its papers, and where it says it in its own words."""

import msgspec


class ContactPoint(msgspec.Struct, frozen=True):
    """基层立法联系点: where the public can also hand in opinions."""

    name: str
    address: str = ""
    phone: str = ""


class Letterhead(msgspec.Struct, frozen=True):
    """版头: lines of text, or one picture (a `data:` address) with what it says in words."""

    lines: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.picture)


class Office(msgspec.Struct, frozen=True):
    """The office of a body: how it is reached, and its own wording of fixed sentences.

    `texts` replaces fixed sentences of papers by name (docs/office.md lists them); a sentence
    that is not named stays as it is. `footing` stands at the foot of notices (主办单位 …),
    `letterhead` above the title of the review report and of notices.
    """

    name: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    phone: str = ""
    fax: str = ""
    website: str = ""
    wechat: str = ""
    contact_points: tuple[ContactPoint, ...] = ()
    footing: str = ""
    texts: dict[str, str] = msgspec.field(default_factory=dict)
    letterhead: Letterhead = Letterhead()
