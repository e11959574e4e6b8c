"""Seeded comments of the mix real rounds have, any number of them, for the clustering benches.

15 % exact copies of a campaign's letter, 25 % copies with edited head, tail or name, 30 % looser
rewordings (clauses dropped, swapped, characters changed), 30 % on their own; 4 % in English; one
text in two hundred is a long letter. Campaign sizes follow Zipf over √N/4 letters. Sentences are
those of the statutes and of the English opinions in the fixtures folder, and everyday ones put
together here; without the folder the everyday ones alone.
"""

import csv
import random
import re
from pathlib import Path

_OPENINGS = "我觉得|我认为|建议|希望|请|说实话|作为居民，|我们小区都说|家里有老人，|个人看法是"
_WHERE = "在老城区|在农村|在学校门口|在电梯里|在公园|在高层住宅|对上班族|对老人|对商户|在城中村"
_WHAT = (
    "登记期限|年检费用|牵绳长度|充电桩|停车位|物业收费|噪音|垃圾分类|流动摊贩|外卖车|罚款数额|"
    "投诉电话|公示内容|听证程序|补贴标准|路灯|排水|绿地|广场舞|装修时间"
)
_SAY = (
    "应该写得再细一点|太笼统了|跟上位法对不上|最好交给社区|要留过渡期|根本执行不了|谁来管说清楚|"
    "罚得太轻|罚得太重|不要一刀切|早就该管了|得有人巡查|先试点再推开|能不能网上办|别再让群众跑腿"
)
_WHY = (
    "去年楼下就出过事|窗口只在工作日开|外地早这样做了|邻居为这个天天吵|孩子都不敢出门|打电话没人接|"
    "老人不会用手机|写了也没人查|收了钱不办事|报警也没用"
)
_PARTS = [part.split("|") for part in (_OPENINGS, _WHERE, _WHAT, _SAY)]
_WHYS = _WHY.split("|")
_SENTENCE = re.compile(r"(?<=[。；\n\u3000])[\u4e00-\u9fff][^*。；\n]{6,120}[。；]")
_NAMES = "赵钱孙李周吴郑王冯陈"
_HEADS = (
    "尊敬的领导：",
    "你们好，",
    "人大的同志们，",
    "各位委员：",
    "我是{name}家的，",
    "居民{name}来信：",
)
_TAILS = (
    "谢谢！{name}",
    "请采纳。{name}",
    "{name}敬上",
    "望考虑。",
    "以上是{name}的意见。",
    "此致敬礼 {name}",
)


class Mix:
    """The pieces, and one comment after another out of them."""

    def __init__(self, size: int, seed: int = 7, fixtures: Path | None = None) -> None:
        self.dice = random.Random(seed)
        self._written = _sentences(fixtures) if fixtures else []
        self._english = _english(fixtures) if fixtures else []
        letters = max(4, int(size**0.5) // 4)
        self._campaigns = [self._everyday() + self._body(0, 5) for _ in range(letters)]
        self._weights = [1 / rank for rank in range(1, letters + 1)]
        self._families = [self._everyday() + self._body(0, 4) for _ in range(max(4, size // 20))]

    def comment(self) -> str:
        """The next comment."""
        chance = self.dice.random()
        if chance < 0.15:
            return self._campaign()
        if chance < 0.40:
            return self._with_new_ends(self._campaign())
        if chance < 0.70:
            return self._reworded(self.dice.choice(self._families))
        return self._everyday() + self._body(0, 4)

    def _campaign(self) -> str:
        return self.dice.choices(self._campaigns, self._weights)[0]

    def _body(self, least: int, most: int) -> str:
        chance = self.dice.random()
        if chance < 0.04 and self._english:
            return self.dice.choice(self._english)
        if chance < 0.045:
            least, most = 40, 80
        count = least + int((most + 1 - least) * self.dice.random() ** 2)
        return "".join(self._sentence() for _ in range(count))

    def _sentence(self) -> str:
        if self._written and self.dice.random() < 0.5:
            return self.dice.choice(self._written)
        return self._everyday()

    def _everyday(self) -> str:
        said = "".join(map(self.dice.choice, _PARTS))
        odd = "".join(
            chr(self.dice.randrange(0x4E00, 0x5A00)) for _ in range(self.dice.randint(0, 4))
        )
        return (
            f"{said}，{odd}{self.dice.choice(_WHYS)}。"
            if self.dice.random() < 0.6
            else f"{said}{odd}。"
        )

    def _with_new_ends(self, text: str) -> str:
        name = self.dice.choice(_NAMES) + chr(self.dice.randrange(0x4E00, 0x5A00))
        head, tail = self.dice.choice(_HEADS), self.dice.choice(_TAILS)
        return head.format(name=name) + text + tail.format(name=name)

    def _reworded(self, text: str) -> str:
        clauses = re.split(r"(?<=[，。；])", text)
        if len(clauses) > 2 and self.dice.random() < 0.5:
            clauses.pop(self.dice.randrange(len(clauses)))
        if self.dice.random() < 0.3:
            self.dice.shuffle(clauses)
        chars = list("".join(clauses))
        for _ in range(int(len(chars) * self.dice.random() * 0.25)):
            at = self.dice.randrange(len(chars))
            chars[at] = self.dice.choice(
                ("", chars[at] * 2, chr(self.dice.randrange(0x4E00, 0x5A00)))
            )
        return "".join(chars)


def comments(size: int, seed: int = 7, fixtures: Path | None = None) -> list[str]:
    """`size` comments; the same for the same seed and the same fixtures folder."""
    mix = Mix(size, seed, fixtures)
    return [mix.comment() for _ in range(size)]


def _sentences(fixtures: Path) -> list[str]:
    """The sentences of the Chinese statutes and of PAWS-X, each once, in a fixed order."""
    found: dict[str, None] = {}
    for folder in ("local-regulations", "statutes-markdown", "statutes-raw"):
        for path in sorted((fixtures / "zh" / folder).rglob("*.*")):
            if path.suffix in {".md", ".txt"}:
                found |= dict.fromkeys(_SENTENCE.findall(path.read_text("utf-8", "replace")))
    with (fixtures / "pairs" / "paws-x-zh-dev.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found |= dict.fromkeys([row["sentence1"]])
    return list(found)


def _english(fixtures: Path) -> list[str]:
    found: dict[str, None] = {}
    for path in sorted((fixtures / "comments" / "polis").glob("*.comments.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= dict.fromkeys(row["comment-body"] for row in csv.DictReader(file))
    return [text for text in found if text]
