"""Every kind of page, for everybody who may see it, in English and in traditional Chinese: what is
in another language says so, and that can only be the law, comments, names and places of the law."""

import asyncio
import html
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from consult.services.clusters import unread
from consult.services.decisions import disposition
from consult.services.decisions.reasons import BUILT_IN
from consult.services.public import publishing
from consult.services.records import schema
from consult.tables import Cluster, Disposition
from reports.model import Outcome
from tests.accessibility.states import PUBLIC, STAFF
from tests.catalogs import simplified_only
from tests.conftest import ROOT
from tests.consult import cast
from tests.consult.cast import STAFF as STAFF_MEMBER
from tests.consult.rooms import Furnished, furnished
from tests.site import NOW, Visitor, settings_for, visiting
from tests.tongues import MARK, chinese_in_english, simplified_in_traditional

__all__ = ["furnished"]

PLACES = [
    line.split()[1]
    for line in (ROOT / "tests" / "golden" / "routes.txt").read_text(encoding="utf-8").splitlines()
    if line.startswith("GET")
]
LINK = re.compile(r'href="(/[^"#]*)')
LEADS_OUT = ("/preview/pdf", "/sign-out", "/events", "/static/")
SEALED = ("/room/reports/",)
"""Pages that show a report, a Chinese document."""
PAPER = re.compile(r'<article class="paper".*?</article>', re.DOTALL)
"""A document on a page, in the language it says it is in."""
RESULTS = "/bills/dogs/1/results"
UNTRANSLATED = "not translated"
QUOTED = re.compile("「[^」]*」|“[^”]*”")
NUMBERED = re.compile(r"([第（]?[〇零一二三四五六七八九十百千]+[条款项章节目稿审）、]+)+")
THIRD = cast.SECOND.replace("二次", "三次").replace("二百元", "三百元")
WRITTEN = (
    *(cast.FIRST, cast.SECOND, THIRD, "一审稿二审稿三审稿", "云川市人大常委会", "周敏林委员"),
    *("没有的词", "没有的字", "征求意见情况报告", "公开版", "内部版"),
    *(
        "合租的人也有固定住所，建议删去独户居住！",
        "合租的人也有固定住所，建议删去独户居住。请尽快。",
    ),
    *(
        "犬绳一点五米太短。电话",
        "总体赞成，希望早日施行。",
        "有固定住所；",
        "留待研究",
        "手机号已隐去",
    ),
    "中华人民共和国立法法》年修正）第四十条：一般不少于三十日",
    *("公众命令行", "二维码", "全文", "第三条至第五条"),
    *BUILT_IN.values(),
)
"""What people wrote: the drafts, their comments, decisions and names."""


def kind_of(path: str) -> str:
    """The route a path belongs to; the path itself when it has none."""
    bare = path.split("?", maxsplit=1)[0]
    for place in PLACES:
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", place), bare):
            return place
    return bare


def walk(visitor: Visitor, prefix: str, starts: list[str]) -> Iterator[tuple[str, str]]:
    """(path, page) of the starts, and of one page more of each kind that they lead to."""
    queue, seen, kinds = list(starts), set(starts), {kind_of(path) for path in starts}
    while queue:
        path = queue.pop(0)
        answer = visitor.get(prefix + ("" if path == "/" else path))
        if "html" not in answer.headers.get("content-type", ""):
            continue
        yield path, answer.text
        for href in LINK.findall(answer.text):
            there = html.unescape(href).removeprefix(prefix) or "/"
            new = href.startswith(prefix) and kind_of(there) not in kinds
            if new and there not in seen and not any(out in there for out in LEADS_OUT):
                kinds.add(kind_of(there))
                seen.add(there)
                queue.append(there)


def pages(visitor: Visitor, furnished: Furnished, prefix: str) -> Iterator[tuple[str, str]]:
    """(path, page) of every kind, as the public, the staff, a member and the administrator."""
    receipt = f"/receipts/{furnished.seeded.number}/{furnished.seeded.code}"
    version = f"/room/reports/{furnished.versions[0]}"
    rooms = ["/room", "/room/notes", version, f"{version}/search?q=独"]
    sides = {
        None: [*PUBLIC, receipt, RESULTS, f"{RESULTS}/opinions"],
        "zhoumin": list(STAFF),
        "lin": rooms,
        "root": ["/staff"],
    }
    for login, starts in sides.items():
        if login:
            visitor.sign_in(login)
        else:
            visitor.sign_off()
        yield from walk(visitor, prefix, starts)


def crawl(
    furnished: Furnished,
    folder: Path,
    prefix: str,
    find: Callable[[str], Iterator[tuple[str, str]]],
) -> tuple[set[str], list[str]]:
    """The kinds of pages met, and what `find` found on them. The reading room shows sealed reports,
    which are Chinese through and through: there every word is somebody's."""
    met: set[str] = set()
    found: set[tuple[str, str]] = set()
    with visiting(furnished.seeded, folder) as visitor:
        for path, page in pages(visitor, furnished, prefix):
            kind = kind_of(path)
            met.add(kind)
            found |= {
                (f"{kind} {where}", words)
                for where, words in find(page)
                if where != UNTRANSLATED or not kind.startswith(SEALED)
            }
    return met, sorted(f"{where}: {words[:80]}" for where, words in found)


def doubtful_in_english(page: str) -> Iterator[tuple[str, str]]:
    """Chinese that does not say so, and Chinese that nobody wrote: a sentence not translated."""
    for where, words in chinese_in_english(page):
        if not where.startswith("link@") and not (holds_no_element(where) and known(words)):
            yield where, words
    for words in MARK.findall(PAPER.sub("", page)):
        if not known(html.unescape(words)):
            yield UNTRANSLATED, words


def known(words: str) -> bool:
    """Whether all Chinese in `words` is somebody's, or a number of the law."""
    rest = NUMBERED.sub(" ", words)
    runs = re.findall(r"[\u3400-\u9fff]+", rest)
    return all(any(run in text for text in WRITTEN) for run in runs)


def doubtful_in_traditional(page: str) -> Iterator[tuple[str, str]]:
    """Simplified characters that do not say so."""
    for where, words in simplified_in_traditional(page):
        said = QUOTED.sub("", words) if holds_no_element(where) else words
        if not where.startswith("link@") and simplified_only(said):
            yield where, words


def holds_no_element(where: str) -> bool:
    """Whether a quotation there cannot say in which language it is."""
    return where == "option" or "@" in where


@pytest.fixture(scope="module")
def told(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The furnished site after the results of the first reading were published."""
    folder = tmp_path_factory.mktemp("told") / "site"
    shutil.copytree(furnished.seeded.folder, folder)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _publish(folder)).result()
    return replace(furnished, seeded=replace(furnished.seeded, folder=folder))


async def _publish(folder: Path) -> None:
    settings = settings_for(folder)
    async with schema.database(settings.database_url):
        decided = {row["cluster"] for row in await Disposition.select(Disposition.cluster)}
        for row in await Cluster.select(Cluster.id).where(Cluster.retired.eq(False)):
            if row["id"] not in decided:
                await unread.mark_shown(STAFF_MEMBER, NOW, row["id"])
                await disposition.decide(
                    *(STAFF_MEMBER, NOW),
                    cluster_id=row["id"],
                    outcome=Outcome.STUDY,
                    reason="留待研究",
                    version=0,
                )
        await publishing.publish(STAFF_MEMBER, settings, NOW, slug="dogs", reading=1)


@pytest.mark.parametrize(
    ("prefix", "find"),
    [("/en", doubtful_in_english), ("/zh-Hant", doubtful_in_traditional)],
)
def test_words_of_another_language_say_so(
    told: Furnished,
    tmp_path: Path,
    prefix: str,
    find: Callable[[str], Iterator[tuple[str, str]]],
) -> None:
    met, found = crawl(told, tmp_path / "site", prefix, find)
    assert len(met & set(PLACES)) >= 35
    assert kind_of(RESULTS) in met
    assert not found, "\n".join(found)
