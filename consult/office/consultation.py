"""`[consultation]` of office.toml: how many days the rules of the place ask for, by body."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from consult.office.flaws import Flaw
from consult.office.lines import line_of

SECTION = "consultation"
MOST_DAYS = 366
_FILE = "office.toml"
_KEYS = ("jurisdiction", "days", "source", "bodies")


class Rule(msgspec.Struct, frozen=True):
    """A round lasts `days` days or more, as `source` says."""

    days: int
    source: str


USUAL = "全国"
OTHER = "其他"
RULES: dict[str, Rule] = {
    USUAL: Rule(30, "《中华人民共和国立法法》（2023年修正）第四十条：一般不少于三十日"),
    "北京": Rule(30, "《北京市制定地方性法规条例》（2023年修正）第三十七条：一般不少于三十日"),
    "山东": Rule(30, "《山东省地方立法条例》（2017年）第四十条：一般不少于三十日"),
    "重庆": Rule(30, "《重庆市地方立法条例》：一般不少于三十日"),
    "浙江": Rule(20, "《浙江省地方立法条例》（2016年修正）第四十条：一般不少于二十日"),
    "上海": Rule(
        15,
        "《上海市制定地方性法规条例》：不少于十五日（所据文本没有注明日期，请对照现行文本）",
    ),
}
"""The rules read in the statutes themselves; a city with an ordinance of its own is 其他."""


class Consultation(msgspec.Struct, frozen=True):
    """The rule of the site, and of the bodies that have another one. `chosen` is whether anybody
    chose the site's."""

    rule: Rule = RULES[USUAL]
    chosen: bool = False
    bodies: dict[str, Rule] = msgspec.field(default_factory=dict)

    def of(self, body: str) -> Rule:
        """The rule for the bills of a body."""
        return self.bodies.get(body, self.rule)


def read(told: object, source: str) -> tuple[Consultation, list[Flaw]]:
    """The section as TOML gave it (None: it is not there), and what is wrong with it."""
    if told is None:
        return Consultation(), []
    if not isinstance(told, dict):
        plain = Flaw("{file} 第 {line} 行：“{key}”要写成一节，以 [{key}] 开头。", key=SECTION)
        return Consultation(), [_at(source, SECTION, plain)]
    rule, wrong = _rule(told, SECTION, source)
    bodies, others = _bodies(told.get("bodies", {}), source)
    found = Consultation(rule or RULES[USUAL], chosen=rule is not None, bodies=bodies)
    return found, [*_strange(told, SECTION, source), *wrong, *others]


def _bodies(told: object, source: str) -> tuple[dict[str, Rule], list[Flaw]]:
    path = f"{SECTION}.bodies"
    if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
        strange = Flaw(
            '{file} 第 {line} 行：每个机关写一节，以 [consultation.bodies."机关名称"] 开头。'
        )
        return {}, [_at(source, path, strange)]
    rules: dict[str, Rule] = {}
    flaws: list[Flaw] = []
    for name, one in told.items():
        here = f"{path}.{name}"
        rule, wrong = _rule(one, here, source)
        flaws += [*_strange(one, here, source), *wrong]
        if rule:
            rules[name] = rule
    return rules, flaws


def _rule(told: Mapping[str, Any], path: str, source: str) -> tuple[Rule | None, list[Flaw]]:
    """The rule a section names; one of a place may be made longer, never without a source."""
    place, days, said = told.get("jurisdiction"), told.get("days"), told.get("source", "")
    if place is None and days is None:
        return None, []
    known = RULES.get(place) if isinstance(place, str) else None
    if place is not None and known is None and place != OTHER:
        unknown = Flaw(
            "{file} 第 {line} 行：没有“{place}”的规定可用，请写 {known}。",
            place=place,
            known="、".join((*RULES, OTHER)),
        )
        return None, [_at(source, f"{path}.jurisdiction", unknown)]
    if days is None and known:
        return known, []
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MOST_DAYS:
        uncounted = Flaw(
            "{file} 第 {line} 行：“days”要写成 1 到 {most} 的整数，不加引号。", most=MOST_DAYS
        )
        return None, [_at(source, f"{path}.days", uncounted)]
    if not isinstance(said, str) or not said.strip():
        unsaid = Flaw("{file} 第 {line} 行：写了天数，也要在“source”里写明依据哪一条规定。")
        return None, [_at(source, f"{path}.days", unsaid)]
    return Rule(days, said.strip()), []


def _strange(told: Mapping[str, Any], path: str, source: str) -> Iterator[Flaw]:
    allowed = _KEYS if path == SECTION else _KEYS[:-1]
    for key in told:
        if key not in allowed:
            unknown = Flaw(
                "{file} 第 {line} 行：没有“{key}”这一项。可以写的有：{known}。",
                key=key,
                known="、".join(allowed),
            )
            yield _at(source, f"{path}.{key}", unknown)


def _at(source: str, path: str, flaw: Flaw) -> Flaw:
    """The flaw with where it stands."""
    flaw.values |= {"file": _FILE, "line": line_of(source, path)}
    return flaw
