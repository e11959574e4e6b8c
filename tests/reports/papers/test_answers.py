"""Which words of the next text answer an opinion."""

from drafts.diff import compare_with
from drafts.model import Change, Draft, Link
from reports.chain import Step
from reports.document import Mark
from reports.model import Disposition, Outcome
from reports.papers.answers import Answer, Answers
from tests.reports.papers.chains import SURE, chain, said
from tests.reports.rounds import draft

OLD = draft(
    "养犬人应当在十五日内登记。\n登记时应当携犬到场。",
    "携犬出户的时间为每日十九时至次日七时。",
    "养犬应当缴纳管理服务费。",
)
NEW = draft(
    "养犬人应当在三十日内登记。\n登记时可以提交犬只照片，不要求携犬到场。",
    "养犬登记和首次发放犬牌，不收取费用。",
)
LINKS = (("art_1", "art_1", SURE),)


def answer(text: str, article: str | None, outcome: Outcome, reason: str = "") -> Answer | None:
    material = said((text, article, Disposition(outcome, reason)))
    made = chain((OLD, NEW), (LINKS,), (material, None))
    step = made.steps[0]
    assert step.material
    (cluster,) = step.material.clusters
    return Answers(step, NEW).to(cluster, step.material.dispositions["k1"])


def shown(found: Answer | None, mark: Mark) -> str:
    return "".join(run.text for run in found.words if run.mark is mark) if found else ""


def test_of_two_changed_paragraphs_the_one_that_was_asked_for() -> None:
    term = answer("十五日太短，建议登记期限改为三十日。", "art_1", Outcome.ADOPTED)
    assert shown(term, Mark.DELETED) == "十五日"
    assert shown(term, Mark.INSERTED) == "三十日"
    visit = answer(
        "登记不要求携犬到场，交照片就行。", "art_1", Outcome.PARTLY, "改为提交犬只照片。"
    )
    assert "提交犬只照片" in shown(visit, Mark.INSERTED)
    assert visit
    assert visit.place == "第一条"


def test_an_article_the_reason_names_counts_as_well_as_the_own_one() -> None:
    reason = "草案二次审议稿第二条规定养犬登记不收取费用。"
    found = answer("收费没有依据。", "art_3", Outcome.ADOPTED, reason)
    assert found
    assert found.place == "第二条"
    assert "不收取费用" in shown(found, Mark.INSERTED)


def test_the_old_article_a_reason_names_is_none_of_the_new_text() -> None:
    found = answer("收费没有依据。", "art_3", Outcome.ADOPTED, "删去原第二条、原第三条。")
    assert found == Answer("删去本条", ())


def test_what_was_not_adopted_has_no_answer_in_the_text() -> None:
    asked = "十五日太短，建议登记期限改为三十日。"
    assert answer(asked, "art_1", Outcome.NOT_ADOPTED, "期限合适。") is None
    assert answer(asked, "art_1", Outcome.STUDY, "另行研究。") is None


def test_no_words_are_shown_that_have_nothing_to_do_with_it() -> None:
    assert answer("请增加绝育补贴。", "art_1", Outcome.ADOPTED) is None


def test_an_annex_or_a_part_of_an_article_is_no_obstacle() -> None:
    text: Draft = draft("养犬人应当登记。")
    rows = compare_with(text, text, [Link("art_1", "art_1", Change.SAME, 1.0, SURE)])
    step = Step(1, "一", text, {}, rows)
    material = said(("登记。", "art_1", None))
    assert Answers(step, text).to(material.clusters[0], Disposition(Outcome.ADOPTED)) is None
