"""A small law in force and decisions to amend it, from the golden page. All invented."""

from pathlib import Path

from markdown_it.utils import read_fixture_file

from consult.services.bills.consolidating import File

CASES = read_fixture_file(Path(__file__).parents[1] / "golden" / "amended" / "parks.md")
LAW, DECISION = CASES[0][2].rstrip("\n").split("\n→\n")

# A second text of the decision on the same law: other hours, no release of lanterns, a new 第二条.
SECOND_DECISION = (
    DECISION.replace("决定（草案）", "决定（草案二次审议稿）")
    .replace("不少于十二小时", "不少于十四小时")
    .replace("四、第六条改为第七条，在第（三）项中的“营火”后增加“、放孔明灯”。\n\n", "")
    .replace("一、将第四条", "一、增加一条，作为第二条：“公园是公益性设施。”\n\n一、将第四条")
    .replace("作为第五条", "作为第六条")
    .replace("改为第六条", "改为第七条")
)
# 第六条 has no 第九项, and nothing speaks of swimming.
BROKEN_DECISION = DECISION.replace(
    "五、删去第七条。", "五、删去第六条第九项。\n\n五、将第二条中的“游泳”修改为“戏水”。"
)

BASE_FILE = File("公园条例.txt", LAW.encode())
DECISION_FILE = File("决定.txt", DECISION.encode())
