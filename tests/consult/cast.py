"""The cast: fixed people with fixed rights, and the small law they argue about. All invented."""

import datetime as dt

from consult.lifecycle import SHANGHAI
from consult.permissions import NETIZEN, Actor, Role

STAFF = Actor(1, "周敏", Role.STAFF)
COMMITTEE = Actor(2, "陈委员", Role.COMMITTEE)
ADMIN = Actor(3, "管理员", Role.ADMINISTRATOR)
WANG = NETIZEN

OPENING = dt.date(2026, 3, 10)
LAST = dt.date(2026, 4, 9)
DURING = dt.datetime(2026, 3, 20, 9, 30, tzinfo=SHANGHAI)
AFTER = dt.datetime(2026, 4, 10, 0, 0, tzinfo=SHANGHAI)
SECRET = "s" * 40

FIRST = """云川市犬只管理规定（草案）

　　第一章　总则

　　第一条　为了规范养犬行为，保障公民健康和人身安全，制定本规定。

　　第二条　本市行政区域内的养犬行为，适用本规定。

　　第二章　登记

　　第三条　个人申请养犬登记，应当符合下列条件：
　　（一）具有完全民事行为能力；
　　（二）有固定住所，且为独户居住；
　　（三）犬只已经免疫。
　　登记机关应当在十个工作日内办结。

　　第四条　携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。

　　第五条　违反本规定第四条的，由公安机关处二百元罚款。
"""

SECOND = """云川市犬只管理规定（草案二次审议稿）

　　第一章　总则

　　第一条　为了规范养犬行为，保障公民健康和人身安全，制定本规定。

　　第二条　本市行政区域内的养犬行为，适用本规定。

　　第三条　养犬管理工作遵循政府监管、基层自治、养犬人自律相结合的原则。

　　第二章　登记

　　第四条　个人申请养犬登记，应当符合下列条件：
　　（一）具有完全民事行为能力；
　　（二）有固定住所；
　　（三）犬只已经免疫。
　　登记机关应当在五个工作日内办结。

　　第五条　携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。

　　第六条　违反本规定第五条的，由公安机关处二百元罚款。
"""

# After SECOND: its 第三条 is gone, 第一条 and 第五条 come back much rewritten, the latter as
# 第四条, and the sentence on fines still cites the old number.
REWRITTEN = """云川市犬只管理规定（草案四次审议稿）

　　第一章　总则

　　第一条　为了规范养犬行为，保障公民身体健康，维护市容环境，根据有关法律、法规，制定本规定。

　　第二条　本市行政区域内的养犬行为，适用本规定。

　　第二章　登记

　　第三条　个人申请养犬登记，应当符合下列条件：
　　（一）具有完全民事行为能力；
　　（二）有固定住所；
　　（三）犬只已经免疫。
　　登记机关应当在五个工作日内办结。

　　第四条　携带犬只出户应当由成年人使用不超过一点二米的犬绳牵领，并主动避让老年人和儿童。

　　第五条　违反本规定第五条的，由公安机关处三百元罚款。
"""
