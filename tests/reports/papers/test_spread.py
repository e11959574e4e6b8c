"""A spread is two pages, on paper: the sample bill, and an article nothing of which fits."""

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from consult import templating
from drafts.diff import compare_with
from drafts.model import Change, Link, LinkStatus, Op, Row
from reports.assemble import assemble
from reports.document import Document, Heading, Paragraph, Style
from reports.model import CommentKind, Disposition, Edition, Material, Outcome
from reports.papers.kinds import Source
from reports.papers.measure import PAGE, height
from reports.papers.reader import write
from reports.papers.rendering import Format, rendered
from reports.papers.sheets import STYLES
from reports.privacy import mask
from tests.reports.papers.reading import lines, told
from tests.reports.papers.samples import sample_round
from tests.reports.rounds import MADE_ON, cluster, comment, draft, small_round

CSS = "".join(map(templating.read, STYLES))


def paper(material: Material) -> Document:
    return write(Source(material, assemble(material, edition=Edition.PUBLIC, made_on=MADE_ON)))


def pages(document: Document) -> list[str]:
    """The words of each page of the PDF, without blanks."""
    data = rendered(document, Format.PDF, env=templating.environment(), css=CSS)
    printed = pdfium.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_range().split()) for page in printed]


def everything_too_long() -> Material:
    """An article of two pages, rewritten throughout, with long opinions and long reasons."""
    old = [f"第{n}款的规定，单位和个人应当遵守有关登记和免疫的要求。" * 4 for n in range(1, 13)]
    new = [text.replace("登记", "备案") for text in old]
    text, following = draft("\n".join(old)), draft("\n".join(new))
    ops = [
        step
        for n in range(1, 13)
        for step in (
            (Op.KEEP, f"第{n}款的规定，单位和个人应当遵守有关"),
            (Op.DELETE, "登记和免疫的要求，并按照规定的期限办理" * 3),
            (Op.INSERT, "备案和检疫的要求，并按照公布的期限办理" * 3),
            (Op.KEEP, "。\n"),
        )
    ]
    row = Row("art_1", "art_1", Change.CHANGED, 0.9, LinkStatus.AUTOMATIC, tuple(ops))
    said = [
        comment(n, _letter(n), kind=CommentKind.AMEND if n % 3 else CommentKind.SUPPORT)
        for n in range(1, 40)
    ]
    outcomes = (Outcome.NOT_ADOPTED, Outcome.PARTLY)
    return replace(
        small_round(),
        draft=text,
        next_draft=following,
        changes=(row,),
        comments=tuple(said),
        clusters=tuple(cluster(f"k{n}", one) for n, one in enumerate(said)),
        dispositions={
            f"k{n}": Disposition(outcomes[n % 2], f"理由{n}：" + "经研究，各方面意见不一致，" * 20)
            for n in range(len(said))
        },
    )


def _letter(n: int) -> str:
    """A reason in words no other letter has."""
    odd = [chr(first + n * step) for first, step in ((0x4E00, 37), (0x5E00, 53), (0x6C00, 71))]
    return (
        f"第{n}个小区的居民认为，由于{odd[0]}{odd[1]}{odd[2]}窗口太少，导致{n}户人家往返奔波，"
        f"成本由{odd[1]}{odd[0]}老人承担，否则就会影响{odd[2]}{odd[1]}{odd[0]}{odd[2]}邻里关系。"
    )


@pytest.mark.parametrize("reading", [1, 2])
def test_on_the_sample_bill_every_article_has_its_two_facing_pages(reading: int) -> None:
    document = paper(sample_round(reading))
    heads = [
        block.text.replace("\u3000", "")
        for one in document.sections[1:-1:2]
        for block in one.blocks[:1]
        if isinstance(block, Heading)
    ]
    printed = pages(document)
    assert len(heads) > 4
    assert len(printed) == len(document.sections) == 2 + 2 * len(heads)
    for head, left, right in zip(heads, printed[1::2], printed[2::2], strict=False):
        assert head in left
        assert "（一）条文" in left
        assert "（三）支持现条文的理由" in right
        assert "（五）处理意见" in right


def test_what_does_not_fit_is_left_out_and_said_to_be() -> None:
    document = paper(everything_too_long())
    assert len(pages(document)) == len(document.sections) == 4
    words = told(document)
    for left_out in ("条文较长，全文见草案。", "其余修改见修改前后对照表。", "项处理意见（"):
        assert left_out in words


def test_pages_are_reckoned_close_to_what_is_printed() -> None:
    document = paper(everything_too_long())
    for one in document.sections[1:3]:
        assert 0.7 * PAGE < sum(map(height, one.blocks)) <= PAGE


def test_a_short_article_is_given_whole() -> None:
    material = sample_round(1)
    document = paper(material)
    shown = {
        "".join(run.text for run in block.runs)
        for one in document.sections
        for block in one.blocks
        if isinstance(block, Paragraph) and block.style is Style.LAW
    }
    unit = material.draft.find("art_14")
    assert unit
    assert {line for line in unit.text.splitlines() if line} <= shown


def test_a_number_in_a_reason_moves_nothing_between_the_editions() -> None:
    material = everything_too_long()
    typed = "咨询电话13800138000。" + "经研究，各方面意见不一致，" * 20
    decided = {key: replace(one, reason=typed) for key, one in material.dispositions.items()}
    material = replace(material, dispositions=decided)
    public, inside = (
        lines(write(Source(material, assemble(material, edition=edition, made_on=MADE_ON))))
        for edition in (Edition.PUBLIC, Edition.INTERNAL)
    )
    assert any("13800138000" in line for line in inside)
    assert [line for line in public if "版" not in line] == [
        mask(line) for line in inside if "版" not in line
    ]


def test_of_an_article_that_was_put_together_the_new_one_is_shown_as_it_reads() -> None:
    old = draft("携犬出户应当束犬绳。", "犬粪应当即时清除。", "本条例自公布之日起施行。")
    new = draft("携犬出户应当束犬绳，即时清除犬粪。", "本条例自公布之日起施行。")
    links = (("art_1", "art_1"), ("art_2", "art_1"), ("art_3", "art_2"))
    rows = compare_with(
        old, new, [Link(*pair, Change.MERGED, 1.0, LinkStatus.AUTOMATIC) for pair in links]
    )
    one = comment(1, "支持束绳，因为狗伤过人。", kind=CommentKind.SUPPORT)
    other = comment(2, "应当删去，小型犬做不到。", kind=CommentKind.DELETE)
    material = replace(
        small_round(),
        draft=old,
        next_draft=new,
        changes=rows,
        comments=(one, other),
        clusters=(cluster("k1", one), cluster("k2", other)),
        dispositions={},
    )
    left = lines(paper(material))
    assert "二审稿与一审稿相比：第一条、第二条合并为第一条。" in "".join(left)
    assert "[law] 第一条\u3000携犬出户应当束犬绳，即时清除犬粪。" in left
