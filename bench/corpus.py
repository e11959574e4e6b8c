"""A seeded round of any size: invented bill, invented people, comments of every awkward kind.

For benchmarks and for tests that need a whole report; the demo has its own, hand-written one.
The pieces an invented round is put together from (`FACTS`, `article`, `digest`, `gathered`) are
the tests' too.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Sequence

from drafts.model import Change, Draft, Kind, LinkStatus, Op, Row, Unit
from reports.label import label
from reports.model import (
    Channel,
    Cluster,
    Comment,
    CommentKind,
    Disposition,
    Material,
    Member,
    Outcome,
    RoundFacts,
)

ZONE = dt.timezone(dt.timedelta(hours=8))
FACTS = RoundFacts(
    bill="云川市养犬管理条例（草案）",
    draft="一审稿",
    reading=1,
    body="云川市人大常委会法制工作委员会",
    opens=dt.datetime(2026, 3, 2, tzinfo=ZONE),
    closes=dt.datetime(2026, 4, 2, tzinfo=ZONE),
)
CAPTIONS = [
    "立法目的",
    "适用范围",
    "管理原则",
    "政府职责",
    "部门职责",
    "基层职责",
    "行业自律",
    "宣传教育",
    "免疫义务",
    "登记条件",
    "登记材料",
    "登记期限",
    "变更登记",
    "犬牌发放",
    "携犬出户",
    "禁入区域",
    "乘坐电梯",
    "犬吠扰民",
    "粪便清理",
    "伤人处置",
    "收容场所",
    "领养条件",
    "经营备案",
    "诊疗许可",
    "投诉举报",
    "监督检查",
    "信用管理",
    "法律责任",
    "罚则衔接",
    "施行日期",
]
_CHAPTERS = ("第一章　总则", "第二章　免疫与登记", "第三章　养犬行为规范", "第四章　管理与责任")
_TEXTS = (
    "本市行政区域内{caption}及其相关管理活动，适用本条规定；法律、行政法规另有规定的，从其规定。",
    "市、县（区）人民政府应当加强对{caption}工作的领导，将所需经费列入本级财政预算。",
    "养犬人应当自取得犬只之日起{days}日内办理{caption}手续；逾期未办理的，由公安机关责令限期改正。",
    "任何单位和个人有权对违反{caption}规定的行为进行投诉、举报，接到投诉、举报的部门应当在{days}日内处理并答复。",
)
_WHO = (
    "我家住在老旧小区六楼",
    "作为养了两只狗的上班族",
    "我是带两个孩子的全职妈妈",
    "我们小区业委会讨论过",
    "我在物业干了十二年",
    "本人从事宠物诊疗多年",
    "村里情况和城里不一样",
    "我不养狗，但也不讨厌狗",
)
_ASK = (
    "建议把{caption}的期限由{days}日改为三十日，给上班的人留出时间",
    "希望{caption}能够网上办理，不要再让老人跑好几趟窗口",
    "{caption}这一条应当写明由哪个部门负责，现在看不出该找谁",
    "请问{caption}的规定对登记前已经饲养的犬只是否适用",
    "同意{caption}的规定，希望真正执行到位，不要又是一阵风",
    "{caption}的处罚太轻，起不到震慑作用，建议提高罚款数额",
    "建议删去{caption}中关于信用记录的内容，养狗和信用没有关系",
    "应当增加一款，{caption}涉及导盲犬、扶助犬的，不受限制",
)
_WHY = (
    "去年我们楼里就发生过孩子被咬的事。",
    "窗口只在工作日上班，请假一次扣一天工资。",
    "外地城市已经这样做了，效果不错。",
    "不然最后又变成没人管。",
    "请认真考虑普通居民的感受！",
    "",
)
_REGIONS = ("东湖区", "西岭区", "南浦县", "北屏市", "高新区", "")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_REASONS = {
    Outcome.ADOPTED: "",
    Outcome.PARTLY: "便民办理的内容已经吸收；期限的具体天数，考虑到免疫有效期，未作修改。",
    Outcome.NOT_ADOPTED: "《中华人民共和国动物防疫法》第三十条已有规定，不宜作出不同规定。",
    Outcome.ALREADY: "草案第二十五条第一款已有规定，不再重复。",
    Outcome.STUDY: "涉及多个部门职责，需要进一步调研论证，留待下一次审议前研究提出意见。",
}
_FORM_LETTER = (
    "我们强烈要求保留本条关于{caption}的规定，任何放宽都将损害居民的安全和安宁，"
    "请立法机关坚持原有方向，切勿退让。"
)
_ADDED = (
    "另外，我还建议在小学门口二百米内设立明显的禁犬标志。",
    "同时请为独居老人养犬设立减免登记费的规定。",
    "",
)


def material(comments: int = 240, articles: int = 30, seed: int = 7) -> Material:
    """A decided round on a bill of `articles` articles with about `comments` comments."""
    rng = random.Random(seed)
    draft = _draft("一审稿", articles, days=15)
    following, changes = _revise(draft, rng)
    said = _comments(draft, comments, rng)
    clusters = tuple(_cluster(number, group) for number, group in enumerate(said, start=1))
    outcomes = list(Outcome)
    decided = {
        cluster.id: Disposition(outcome, _REASONS[outcome])
        for cluster in clusters
        if (outcome := rng.choice([*outcomes, *outcomes, Outcome.ADOPTED, None]))
    }
    return Material(
        facts=FACTS,
        draft=draft,
        comments=tuple(comment for group in said for comment in group),
        clusters=clusters,
        dispositions=decided,
        next_draft=following,
        changes=changes,
        audit_head="5f" * 32,
    )


def article(number: int, start: int, printed: str, text: str, caption: str | None = None) -> Unit:
    """The unit of an article printed at `start` of a draft's source."""
    return Unit(
        kind=Kind.ARTICLE,
        address=f"art_{number}",
        start=start,
        end=start + len(printed),
        label=article_label(number),
        number=(number, 0),
        caption=caption,
        text=text,
    )


def digest(source: str) -> str:
    """The hash a draft carries of its source."""
    return hashlib.sha256(source.encode()).hexdigest()


def gathered(name: str, label: str, comments: Sequence[Comment]) -> Cluster:
    """A cluster of these comments, the first of which leads and represents it."""
    first = comments[0]
    return Cluster(
        id=name,
        article=first.article,
        leader=first.id,
        representative=first.id,
        label=label,
        members=tuple(Member(comment.id, 100.0) for comment in comments),
    )


def _draft(name: str, articles: int, days: int) -> Draft:
    texts = [
        _TEXTS[n % len(_TEXTS)].format(caption=CAPTIONS[n % len(CAPTIONS)], days=days)
        for n in range(articles)
    ]
    return _compose(name, list(zip(_captions(articles), texts, strict=True)))


def _captions(articles: int) -> list[str]:
    return [CAPTIONS[n % len(CAPTIONS)] for n in range(articles)]


def _compose(name: str, bodies: list[tuple[str, str]]) -> Draft:
    """A draft of four chapters whose units lie exactly over its source."""
    source, chapters, size = "", [], -(-len(bodies) // len(_CHAPTERS))
    for at, heading in enumerate(_CHAPTERS):
        start = len(source)
        source += heading + "\n"
        children: list[Unit] = []
        for n in range(at * size, min((at + 1) * size, len(bodies))):
            caption, text = bodies[n]
            printed = f"　　{article_label(n + 1)}（{caption}）　{text}\n"
            children.append(article(n + 1, len(source), printed, text, caption))
            source += printed
        label, title = heading.split("　")
        chapters.append(
            Unit(
                kind=Kind.CHAPTER,
                address=f"chp_{at + 1}",
                start=start,
                end=len(source),
                label=label,
                number=(at + 1, 0),
                heading=title,
                children=tuple(children),
            )
        )
    return Draft(
        title=f"云川市养犬管理条例（草案）{name}",
        source=source,
        sha256=digest(source),
        units=tuple(chapters),
    )


def article_label(number: int) -> str:
    """第十二条, for numbers below a hundred."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return f"第{head}{digits[ones] if ones else ''}条"


def _revise(draft: Draft, rng: random.Random) -> tuple[Draft, tuple[Row, ...]]:
    """The next text: the third article removed, one added after the sixth, some reworded."""
    old = list(draft.articles())
    bodies: list[tuple[str, str]] = []
    rows: list[tuple[str | None, tuple[tuple[Op, str], ...], Change]] = []
    for at, unit in enumerate(old):
        if at == 2:
            rows.append((unit.address, ((Op.DELETE, unit.text),), Change.REMOVED))
            continue
        ops: tuple[tuple[Op, str], ...] = ((Op.KEEP, unit.text),)
        if rng.random() < 0.4:
            cut = len(unit.text) // 2
            ops = (
                (Op.KEEP, unit.text[:cut]),
                (Op.DELETE, unit.text[cut : cut + 4]),
                (Op.INSERT, "并应当提供网上办理渠道，"),
                (Op.KEEP, unit.text[cut + 4 :]),
            )
        text = "".join(words for op, words in ops if op is not Op.DELETE)
        bodies.append((unit.caption or "", text))
        same = Change.SAME if len(bodies) == at + 1 else Change.RENUMBERED
        rows.append((unit.address, ops, Change.CHANGED if len(ops) > 1 else same))
        if at == 6:
            added = "导盲犬、扶助犬进入公共场所、乘坐公共交通工具，任何单位和个人不得拒绝。"
            bodies.append(("导盲犬", added))
            rows.append((None, ((Op.INSERT, added),), Change.ADDED))
    new = iter(range(1, len(bodies) + 1))
    return _compose("二审稿", bodies), tuple(
        Row(
            old=address,
            new=None if change is Change.REMOVED else f"art_{next(new)}",
            change=change,
            score=0.9,
            status=LinkStatus.AUTOMATIC,
            ops=ops,
        )
        for address, ops, change in rows
    )


def _comments(draft: Draft, count: int, rng: random.Random) -> list[list[Comment]]:
    """Groups that say the same: single voices, copies, and form letters with a sentence added."""
    articles = list(draft.articles())
    weights = [1 / (1 + rng.random() * 8) for _ in articles]
    groups: list[list[Comment]] = []
    number = 0
    while number < count:
        unit = None if rng.random() < 0.04 else rng.choices(articles, weights)[0]
        size = min(rng.choice((1, 1, 1, 1, 2, 2, 3, 5, 14)), count - number)
        words = _words(unit, rng, campaign=size > 5)
        group: list[Comment] = []
        for n in range(size):
            number += 1
            text = words + (rng.choice(_ADDED) if size > 5 and n else "")
            group.append(_comment(number, text, unit, rng))
        groups.append(group)
    return groups


def _words(unit: Unit | None, rng: random.Random, *, campaign: bool) -> str:
    caption = (unit.caption if unit else None) or "整部条例"
    if campaign:
        return _FORM_LETTER.format(caption=caption)
    ask = rng.choice(_ASK).format(caption=caption, days=15)
    text = f"{rng.choice(_WHO)}，{ask}。{rng.choice(_WHY)}"
    noise = rng.random()
    if noise < 0.02:
        return text + "👍👍 联系电话13800138000。"
    if noise < 0.04:
        return text.replace("建议", "建\u200b议") + "<script>alert(1)</script>"
    if noise < 0.06:
        return "臺灣同胞養犬，請問登記規定如何適用？" + text
    return text


def _comment(number: int, text: str, unit: Unit | None, rng: random.Random) -> Comment:
    minutes = int(rng.triangular(0, 31 * 24 * 60, 2 * 24 * 60))
    address = unit.address if unit else None
    return Comment(
        id=f"c{number:05d}",
        number=f"1-{number:04d}",
        text=text,
        article=address,
        address=address,
        kind=rng.choice(list(CommentKind)),
        proposed="养犬人应当自取得犬只之日起三十日内办理登记。" if rng.random() < 0.1 else "",
        reason="现行期限过短。" if rng.random() < 0.1 else "",
        channel=rng.choices(list(Channel), (60, 12, 9, 8, 3, 4, 3, 1))[0],
        received=dt.datetime(2026, 3, 2, tzinfo=ZONE) + dt.timedelta(minutes=minutes),
        submission=f"s{number * 2 // 3:05d}",
        person=f"p{number * 3 // 5:05d}",
        author=rng.choice(_SURNAMES) + "某某",
        author_public=rng.random() < 0.2,
        region=rng.choice(_REGIONS),
    )


def _cluster(number: int, group: list[Comment]) -> Cluster:
    return gathered(f"k{number:04d}", label(group[0].text), group)
