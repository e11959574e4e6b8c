"""Clustering one article: the product beside brute force on the same comments in the same run.

    python -m bench.bench_cluster [COMMENTS ...]

Writes bench/results/cluster.json. Brute force is rapidfuzz's `process.cdist` (numpy needed) in
blocks of rows, then the same leader rule over its distances; the two must agree exactly. The
leader rule alone is what brute force does; bare and default add folding, medoids, unique texts.
"""

import random
import sys
import time
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from bench.record import record
from reports import clusterer
from reports.comparing.encoding import Entry
from reports.comparing.leaders import assign
from reports.model import Comment
from reports.normalize import fold
from reports.similarity import Threshold

SEED = 7
THRESHOLD = 80
BLOCK = 256
_OPENINGS = ("我认为", "建议", "希望", "请考虑", "我们小区都认为", "家里有老人，")
_SUBJECTS = ("登记期限", "年检费用", "牵绳长度", "大型犬名录", "遛犬时间", "犬吠扰民", "粪便清理")
_PLACES = ("在老城区", "在农村", "对上班族", "对老年人", "在公园里", "在电梯里", "在物业小区")
_DEMANDS = ("应当写清楚", "过于笼统", "与上位法不一致", "可以交给社区", "要有过渡期", "很难执行")
_REASONS = ("去年楼下就出过事", "窗口只在工作日开门", "外地已经这样做了", "邻里常为此吵架")


def sentence(dice: random.Random) -> str:
    """One invented sentence; the long tail of unlike texts comes from its random words."""
    words = "".join(chr(dice.randrange(0x4E00, 0x5A00)) for _ in range(dice.randint(2, 12)))
    first = "".join(map(dice.choice, (_OPENINGS, _PLACES, _SUBJECTS, _DEMANDS)))
    return f"{first}，{dice.choice(_REASONS)}{words}。"


def letter(dice: random.Random) -> str:
    """One to five sentences, one in two hundred with forty and more."""
    count = dice.randint(40, 80) if dice.random() < 0.005 else dice.randint(1, 5)
    return "".join(sentence(dice) for _ in range(count))


def edited(text: str, dice: random.Random, share: float) -> str:
    """The text with some of its characters changed, dropped or doubled."""
    chars = list(text)
    for _ in range(int(len(chars) * share) + 1):
        chars[dice.randrange(len(chars))] = dice.choice(("", "的", "了", "甲", "乙"))
    return "".join(chars)


def comments(size: int) -> list[Comment]:
    """15 % copies and 40 % edits of Zipf-sized campaigns, the rest unlike; seeded."""
    dice = random.Random(SEED)
    templates = [letter(dice) for _ in range(max(4, int(size**0.5) // 4))]
    weights = [1 / rank for rank in range(1, len(templates) + 1)]
    texts = []
    for _ in range(size):
        kind = dice.random()
        campaign = dice.choices(templates, weights)[0]
        if kind < 0.15:
            texts.append(campaign)
        elif kind < 0.55:
            texts.append(edited(campaign, dice, dice.choice((0.01, 0.05, 0.15))))
        else:
            texts.append(letter(dice))
    return [Comment(str(number), text) for number, text in enumerate(texts)]


def brute_force(texts: list[str]) -> list[int]:
    """The leader rule over every distance, `process.cdist` a block of rows at a time."""
    lengths = np.array([len(text) for text in texts])
    leaders: list[int] = []
    found: list[int] = []
    for start in range(0, len(texts), BLOCK):
        rows = texts[start : start + BLOCK]
        known = texts[: start + len(rows)]
        gaps = process.cdist(rows, known, scorer=Indel.distance, dtype=np.int32, workers=-1)
        for row in range(len(rows)):
            own = start + row
            totals = lengths[leaders] + lengths[own]
            distances = gaps[row, leaders]
            near = distances <= totals * (100 - THRESHOLD) // 100
            if near.any():
                found.append(leaders[int(np.argmin(np.where(near, distances / totals, 2.0)))])
            else:
                found.append(own)
                leaders.append(own)
    return found


def measure(size: int) -> dict[str, Any]:
    """Seconds of both on `size` comments, and whether they agree."""
    rows = comments(size)
    started = time.perf_counter()
    bare = clusterer.group(rows, THRESHOLD, keep_boilerplate=True, ignore_stance=True)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    default = clusterer.group(rows, THRESHOLD)
    seconds_default = time.perf_counter() - started
    folded = {row.id: fold(row.text) for row in rows}
    exact = clusterer.group(rows, 100, keep_boilerplate=True, ignore_stance=True).clusters
    order = sorted(exact, key=lambda one: (-one.size, len(folded[one.leader]), one.id))
    texts = [folded[one.leader] for one in order]
    started = time.perf_counter()
    assign([Entry(text, text) for text in texts], Threshold(THRESHOLD))
    seconds_rule = time.perf_counter() - started
    started = time.perf_counter()
    brute = brute_force(texts)
    seconds_brute = time.perf_counter() - started
    wanted = {texts[own]: texts[leader] for own, leader in enumerate(brute)}
    assigned = {
        folded[member.id]: folded[cluster.leader]
        for cluster in bare.clusters
        for member in cluster.members
    }
    return {
        "distinct": len(texts),
        "clusters": len(bare.clusters),
        "clusters_default": len(default.clusters),
        "pairs_verified": bare.pairs_verified,
        "differing_assignments": sum(assigned[text] != wanted[text] for text in wanted),
        "seconds_bare": round(seconds, 2),
        "seconds_default": round(seconds_default, 2),
        "seconds_leader_rule": round(seconds_rule, 2),
        "seconds_brute_force": round(seconds_brute, 2),
        "leader_rule_times_faster": round(seconds_brute / seconds_rule, 1),
        "whole_bare_times_faster": round(seconds_brute / seconds, 1),
    }


def main() -> None:
    """Run the sizes named (2,000 and 8,000 otherwise) and write the figures."""
    sizes = [int(size) for size in sys.argv[1:]] or [2000, 8000]
    record("cluster", {f"comments_{size}": measure(size) for size in sizes})


if __name__ == "__main__":
    main()
