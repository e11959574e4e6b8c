"""GET /receipts/{number}/{code}: promise R24."""

import re

from tests.site import Visitor


def test_it_shows_the_comment_and_the_words_that_answer_it(visitor: Visitor) -> None:
    page = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}").text
    assert "合租的人也有固定住所，建议删去独户居住。" in page
    assert "二审稿第四条" in page
    assert '<del class="echo">，且为独户居住</del>' in page


def test_it_stays_out_of_caches_search_engines_and_referrers(visitor: Visitor) -> None:
    answer = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]


def test_it_draws_a_code_without_style_or_script(visitor: Visitor) -> None:
    page = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}").text
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert "style" not in drawing
    assert "data:" not in page


def test_another_code_is_not_found_and_counted(visitor: Visitor) -> None:
    path = f"/receipts/{visitor.seeded.number}/0000-0000"
    statuses = [visitor.get(path).status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]


def test_the_words_spoken_of_lead_into_the_draft_here_at_the_desk_and_in_public(
    visitor: Visitor,
) -> None:
    form = "/bills/dogs/2/comment?at=art_4"
    fields = {
        **{"kind": "amend", "text": "请写明租住算不算。", "key": "spoken-of-00000001"},
        **{"part": "quote", "quote": "固定住所"},
    }
    answer = visitor.post(form, fields, page=form)
    receipt = visitor.get(answer.headers["location"]).text
    there = "/bills/dogs/2/articles/art_4__para_1__item_2?mark=1-5#art_4__para_1__item_2:~:text="
    assert f'href="{there}%E5%9B%BA%E5%AE%9A%E4%BD%8F%E6%89%80"' in receipt
    assert "有<mark>固定住所</mark>；" in receipt
    assert "您说的那几个字没有变" in receipt
    visitor.sign_in("zhoumin")
    desk = "/staff/bills/dogs/2/clusters"
    visitor.wait(visitor.post(desk, {}, page="/staff/bills/dogs/2"))
    page = visitor.get(f"{desk}?at=art_4").text
    [cluster] = set(re.findall(r"/staff/clusters/\d+", page))
    assert there in visitor.get(cluster).text
    visitor.sign_off()
    assert there in visitor.get("/bills/dogs/2/articles/art_4").text
