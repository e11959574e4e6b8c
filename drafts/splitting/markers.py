"""The marks that begin a unit of a draft: patterns as data, no control flow.

Every pattern is bounded, and blanks and number signs are disjoint classes, so that matching takes
time linear in the text whatever the text is (a laxer pattern took 1.3 s on 8,000 blanks).
"""

import re
from typing import Final

INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
BLANKS: Final = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + (
    "".join(map(chr, range(0x2000, 0x200B))) + INVISIBLE
)
NUMERALS: Final = "〇零○一二三四五六七八九十百千两0-9０-９"
ENDINGS: Final = "。；：！？.;:!?…"
CLOSERS: Final = "”’」』）)】〗》〉\"'*"

B: Final = r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u00ad]"
NUMBER: Final = rf"((?:[{NUMERALS}]{B}{{0,3}}){{1,16}})"
# 之 and a numeral, but not 之一切, 之二分之一
INSERTED: Final = rf"(?:{B}{{0,2}}之{B}{{0,2}}([{NUMERALS}]{{1,3}})(?![切分]))?"

ARTICLE: Final = re.compile(rf"[第笫]{B}{{0,4}}{NUMBER}[条條]{INSERTED}")
HEADING: Final = re.compile(
    rf"[第笫]{B}{{0,4}}{NUMBER}(分{B}{{0,2}}编|编|編|篇|部分|章|节|節){INSERTED}"
)
# what follows 第三条 or 第三章 when it is spoken of and not begun
REFERENCE: Final = re.compile(
    rf"{B}{{0,4}}(?:第[{NUMERALS}（(]{{1,8}}[）)]?[条款项目章节]|所?规定|所列|所称|之规定|的|"
    r"[、，,。；;：:》〉”』」/]|和第|或者?第|及第|以及|至第?|到第?|与第|中的|之日)"
    r"|前款|修改为|修正|增加|删[去除]|改为|作为|处罚|执行"
)
AMENDS: Final = re.compile(
    r"(?:修改为|内容如下|增加[^。：:]{0,16}[条款项章节][^。：:]{0,24}|作为第[^。：:]{1,24})[：:]$"
)
INSTRUCTS: Final = re.compile(
    r"(?:修改为|内容如下|改为|增加[^。：:“]{0,24}|作为第[^。：:“]{1,60})[：:]\s{0,2}(?:“|$)"
)
SPELT_OUT: Final = re.compile(r"[（(]\s{0,2}(?:删[去除]|略|已?废止|保留)\s{0,2}[）)]")
CAPTION: Final = re.compile(
    rf"{B}{{0,8}}(?:[【〖［\[]([^】〗］\]\n]{{1,40}})[】〗］\]]|[（(]([^（()）\n。；：]{{1,40}})[）)])"
)

NUMBERED: Final = re.compile(rf"([{NUMERALS}]{{1,6}}){B}{{0,2}}[、．]")
ITEM: Final = re.compile(
    rf"[（(]{B}{{0,2}}([一二三四五六七八九十百〇零]{{1,6}}){B}{{0,2}}[）)](?!项(?!目))"
)
ITEM_SIGN: Final = re.compile("[㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩]")
COMMA_ITEM: Final = re.compile(rf"([一二三四五六七八九十百〇零]{{1,6}}){B}{{0,2}}[、．]")
DOT_ITEM: Final = re.compile(rf"([0-9０-９]{{1,3}}){B}{{0,2}}(?:[.．、](?![0-9０-９]))")
DOT_SIGN: Final = re.compile("[⒈-⒛]")
PAREN_ITEM: Final = re.compile(rf"[（(]{B}{{0,2}}([0-9０-９]{{1,3}}){B}{{0,2}}[）)]")
PAREN_SIGN: Final = re.compile("[⑴-⒇]")
CIRCLED: Final = re.compile("[①-⑳]")
INLINE_ITEM: Final = re.compile(
    r"(?<=[：:；;。，,])\s{0,4}(?P<mark>[（(]([一二三四五六七八九十]{1,3})[）)])"
)

CONTENTS: Final = re.compile(rf"目{B}{{0,8}}[录錄次]")
DOT_LEADER: Final = re.compile(r"[.．。·…‥\-—－\s]{2,60}[0-9０-９]{1,4}\s{0,4}$|[…‥.·]{2,60}$")
SUPPLEMENT: Final = re.compile(rf"附{B}{{0,8}}则")
FOREWORD: Final = re.compile(rf"(?:序{B}{{0,8}}言|前{B}{{0,8}}言|引{B}{{0,8}}言)")
ANNEX: Final = re.compile(
    rf"附{B}{{0,4}}[件录錄表图圖]{B}{{0,2}}([{NUMERALS}]{{1,3}})?(?=[：:\s\u3000.．、（(]|$)"
    r"|附(?=[：:]|\s{0,9}$)"
)
ANNEX_LIST: Final = re.compile(r"附[件表][：:]\s{0,4}[1１一][.．、]")
PAGE_NUMBER: Final = re.compile(
    r"[-—–－·~ \t\u3000]{1,6}[0-9０-９]{1,4}[-—–－·~ \t\u3000]{1,6}|[0-9０-９]{1,4}"
    r"|第\s?[0-9]{1,4}\s?页(?:[\s，,/]{0,3}共\s?[0-9]{1,4}\s?页)?"
)
BARE_NUMBER: Final = re.compile(r"[0-9０-９]{1,4}")
DATE: Final = re.compile(
    r"(?:[0-9０-９]{4}|[一二三四五六七八九〇○零×X]{4})\s{0,2}年\s{0,2}[0-9０-９一二三四五六七八九十×X]"
    r"{1,3}\s{0,2}月(?:\s{0,2}[0-9０-９一二三四五六七八九十×X]{1,3}\s{0,2}日)?"
)
PASSING: Final = re.compile("通过|修正|修订|公布|施行|批准|发布|令第|号令|公告|根据")
STAGE: Final = re.compile(r"[（(][^（()）]{0,30}(?:稿|草案|文本|建议稿)[^（()）]{0,10}[）)]")
FRONT_MATTER: Final = re.compile(r"---[ \t]*\r?\n(?:[^\n]{0,400}\n){0,40}?---[ \t]*(?:\r?\n|$)")
COMMENT: Final = re.compile(r"<!--.{0,400}?-->")

MARKDOWN: Final = re.compile(
    r"(?:#{1,6}(?=[\s\u3000第附序目])|>{1,3}|[-+*](?=[ \t]))[ \t\u3000]{0,8}"
)
BOLD: Final = re.compile(r"(?:\*\*|__)")
TABLE_RULE: Final = re.compile(
    r"\|?(?:\s{0,9}:?-{2,99}:?\s{0,9}\|){1,99}(?:\s{0,9}:?-{2,99}:?)?\s{0,9}"
)
PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffd]+")
