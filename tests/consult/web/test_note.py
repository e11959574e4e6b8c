"""/staff/bills/{slug}/{reading}/notes: plain-language notes, and where the public reads them"""

from tests.site import Visitor

BOARD = "/staff/bills/dogs/2/notes"
HERE = f"{BOARD}/art_4"
WORDS = "**谁**能办证：见[第五条](#art_5)。<b>不</b>[坏](javascript:alert(1))"


def write(staff: Visitor, text: str, seen: int = 0, act: str = "save", at: str = HERE) -> int:
    """Send the form of a note; the status."""
    fields = {"text": text, "seen": str(seen), "act": act}
    return staff.post(at, fields, page=at).status_code


def test_a_note_is_looked_at_before_it_is_kept(staff: Visitor) -> None:
    fields = {"text": WORDS, "seen": "0", "act": "preview"}
    page = staff.post(HERE, fields, page=HERE).text
    assert "<strong>谁</strong>" in page
    assert '<a href="/bills/dogs/2#art_5">第五条</a>' in page
    assert "通俗说明" not in staff.get("/bills/dogs/2/articles/art_4").text


def test_the_public_reads_it_above_the_article_and_told_from_it(staff: Visitor) -> None:
    assert write(staff, WORDS) == 303
    staff.sign_off()
    page = staff.get("/bills/dogs/2/articles/art_4").text
    assert page.index('class="plain-note"') < page.index('id="art_4"')
    assert '<a href="/bills/dogs/2#art_5">第五条</a>' in page
    assert "不是草案的内容" in page
    assert "&lt;b&gt;不&lt;/b&gt;" in page
    assert 'href="javascript' not in page
    whole = staff.get("/bills/dogs/2").text
    assert whole.count('<details class="plain-note">') == 1
    article = whole[whole.index('id="art_4"') :].split("</article>")[0]
    assert '<a href="#art_5">第五条</a>' in article
    assert "通俗说明" not in staff.get("/bills/dogs/1").text, "a note belongs to one draft"


def test_the_page_on_the_shelf_makes_room_for_the_note(staff: Visitor) -> None:
    before = staff.get("/bills/dogs/2/articles/art_4")
    write(staff, "一句话。")
    after = staff.get("/bills/dogs/2/articles/art_4", **{"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "一句话。" in after.text


def test_every_version_is_kept_and_an_empty_one_takes_it_away(staff: Visitor) -> None:
    write(staff, "第一种说法。")
    write(staff, "第二种说法。", seen=1)
    write(staff, "", seen=2)
    page = staff.get(HERE).text
    assert "写过 3 次" in page
    assert page.index("撤下了说明") < page.index("第二种说法。") < page.index("第一种说法。")
    assert "说法" not in staff.get("/bills/dogs/2/articles/art_4").text
    assert write(staff, "  \n", seen=3) == 303
    assert "写过 3 次" in staff.get(HERE).text, "nothing to keep"


def test_nobody_overwrites_what_they_have_not_read(staff: Visitor) -> None:
    write(staff, "别人写的。")
    answer = staff.post(HERE, {"text": "我写的。", "seen": "0", "act": "save"}, page=HERE)
    assert answer.status_code == 409
    assert "我写的。" in answer.text
    assert "别人写的。" in staff.get("/bills/dogs/2/articles/art_4").text


def test_a_note_too_long_comes_back_whole(staff: Visitor) -> None:
    for act in ("save", "preview"):
        fields = {"text": "长" * 1001, "seen": "0", "act": act}
        answer = staff.post(HERE, fields, page=HERE)
        assert answer.status_code == 400
        assert "长" * 1001 in answer.text
        assert "现在是 1001 字" in answer.text


def test_the_next_reading_offers_the_note_of_the_last(staff: Visitor) -> None:
    write(staff, "办证的条件。", at="/staff/bills/dogs/1/notes/art_3")
    write(staff, "谁都管。", at="/staff/bills/dogs/1/notes/art_2")
    board = staff.get(BOARD).text
    assert board.count("上一稿有，可以沿用") == 2
    page = staff.get(HERE).text
    assert "一审稿第三条的说明" in page
    assert "条文已经改过" in page
    assert "条文没有变" in staff.get(f"{BOARD}/art_2").text
    assert "办证的条件" not in staff.get("/bills/dogs/2/articles/art_4").text
    write(staff, "办证的条件。")
    assert "上一稿有，可以沿用" in staff.get(BOARD).text
    assert "一审稿第三条的说明" in staff.get(HERE).text


def test_an_article_nobody_has_is_not_found(staff: Visitor) -> None:
    assert staff.get(f"{BOARD}/art_99").status_code == 404
    assert staff.get(f"{BOARD}/art_4__para_1__item_2").status_code == 404
