"""The words `reports.stance` reads, family by family.

A family is one thing two texts can contradict each other on. Each line is (family, pole, words).
`+` is the usual pole: alone it equals silence (「建议增加」 and 「增加」 say the same). Every
other letter is a pole of its own. Words without a pole only look like stance words and are passed
over. Traditional forms stand beside the simplified ones, `_` for the blank of an English phrase.
"""

USUAL = "+"
PASSED = ""

_DEGREES = (("高重严嚴长長多大宽寬快早厚强強贵貴", "u"), ("低轻輕松鬆短少小窄慢晚薄弱便", "d"))
_MUCH = "过過太偏更最较較"

LINES: tuple[tuple[str, str, str], ...] = (
    (
        "support",
        USUAL,
        "支持 赞成 赞同 同意 拥护 认同 贊成 贊同 擁護 認同 不反对 不反對 接受 肯定 满意 滿意 "
        "欢迎 歡迎 利大于弊 利大於弊",
    ),
    (
        "support",
        "-",
        "反对 反對 不支持 不太支持 并不支持 不赞成 不贊成 不太赞成 不赞同 不贊同 不同意 不太同意 "
        "不认同 不認同 不拥护 不擁護 不接受 不满意 不滿意 抵制 抗议 抗議 拒绝 拒絕 否决 否決 "
        "驳回 否定 失望 荒唐 荒谬 很差 太差 糟糕 弊大于利 弊大於利 得不偿失",
    ),
    ("advise", USUAL, "建议 建議 希望"),
    ("advise", "-", "不建议 不建議 不希望"),
    (
        "change",
        USUAL,
        "提高 上调 上調 调高 調高 提升 加大 加重 从重 從重 加强 加強 延长 延長 扩大 擴大 放大 "
        "上升 升到 增长 提前 涨价 加价 从严 從嚴 收紧 收緊 严格 嚴格 增加 增设 增設 新增 "
        "增列 添加 设立 設立 保留 恢复 恢復 开放 開放 公开 公開 开通 启用 继续 繼續 实行 实施 "
        "推行 收费 收費 收取 征收 缴纳 多建 多设 多罚 多收 合并",
    ),
    (
        "change",
        "d",
        "降低 下调 下調 调低 調低 减少 減少 减轻 減輕 从轻 從輕 减小 減小 减弱 削弱 缩短 縮短 "
        "缩小 縮小 下降 降到 推迟 推遲 延后 延後 延期 降价 减价 从宽 從寬 放宽 放寬 宽松 寬鬆 "
        "放松 放鬆 放开 放開 少建 少设 少罚 少收",
    ),
    (
        "change",
        "x",
        "取消 删除 刪除 删去 刪去 删掉 刪掉 废除 廢除 废止 廢止 撤销 撤銷 去掉 移除 剔除 停止 "
        "终止 终结 中止 暂停 暫停 叫停 停用 关闭 關閉 封闭 关停 拆除 撤除 免费 免費 免收 免缴 "
        "免交 免除 豁免 减免 保密",
    ),
    ("change", "s", "拆分 分开 分開 分设"),
    ("change", USUAL, "涨 漲"),
    ("change", "d", "降"),
    ("change", PASSED, "降水 降雨 降噪 降温 降落 降临 投降 霜降 升降 涨水"),
    ("norm", USUAL, "应当 應當 应该 應該 必须 必須 不得不 不能不 非得 强制 強制"),
    (
        "norm",
        "m",
        "可以 允许 允許 准许 准許 不禁止 解除禁止 取消禁止 解禁 自愿 自願 应当允许 應當允許 "
        "应该允许 應該允許 应允许",
    ),
    (
        "norm",
        "-",
        "禁止 严禁 嚴禁 禁 不允许 不允許 不准 不准许 不许 不許 不得 不应 不應 不应当 不應當 "
        "不应该 不應該 不该 不該 不宜 不可 不可以 限制 应当禁止 應當禁止 应该禁止 應該禁止 "
        "必须禁止 应禁止",
    ),
    (
        "norm",
        "n",
        "不必 无需 無需 无须 無須 毋须 不需要 不用 没必要 没有必要 沒有必要 没有必須 不须 不須",
    ),
    ("norm", "e", "鼓励 鼓勵 提倡 倡导 倡導 奖励 獎勵"),
    ("norm", PASSED, "需要 有必要 有没有必要 有沒有必要 门禁 違禁 违禁 禁毒 监禁 拘禁 软禁 不禁"),
    ("norm", PASSED, "是否可以 可不可以 可以考虑 可以考慮 建议可以 可以适当 可以说 許可 许可 认可"),
    ("bound", "u", "以上 高于 高於 多于 多於 大于 大於 超过 超過 至少 不少于 不少於 不低于 不低於"),
    (
        "bound",
        "d",
        "以下 低于 低於 少于 少於 小于 小於 不超过 不超過 至多 顶多 不多于 不多於 不高于 不高於",
    ),
    ("bound", "i", "以内 以內 之内 之內 室内 室內"),
    ("bound", "o", "以外 之外 室外"),
    ("bound", "b", "之前"),
    ("bound", "a", "之后 之後"),
    (
        "bound",
        PASSED,
        "以上意见 以上意見 以上建议 以上建議 以上是 以上所述 以上几点 以上情况 以上问题 在此之前 "
        "在此之后",
    ),
    *(
        ("degree", pole, " ".join(much + what for much in _MUCH for what in whats))
        for whats, pole in _DEGREES
    ),
    ("degree", PASSED, "最大程度 最大限度 最大化 更多的人 较多的人"),
    (
        "not",
        PASSED,
        "不仅 不僅 不但 不过 不過 不同意见 不同意見 不同 不断 不斷 不少 不管 不论 不論 不如 不知 "
        "不只 不光 不止 不单 不單 不良 不动产 不動產 不久 不时 不時 不一 不一定 不再是 不再只是 "
        "不好意思 不客气 不得了 不得已 不由得 不见得 不至于 不妨 不愧 不免 不约而同 不折不扣 "
        "不言而喻 不可或缺 不可缺少 不可避免 必不可少 少不了 免不了 舍不得 捨不得 怪不得 恨不得 "
        "巴不得 来不及 说不定 供不应求 对不起 對不起 了不起 差不多 无论 無論 无关 無關 无非 無非 "
        "无人 無人 无线 无数 无比 无疑 毫无疑问 无奈 无偿 無償 无障碍 無障礙 无主 无证 非常 "
        "非机动 非法 非物质 非遗 非公 非洲 除非 莫非 是非 未成年 未来 未來 未必 未婚 未免 未经 "
        "没准 沒收 没收 没事 没关系 埋没 沉没 出没 淹没 吞没 别人 別人 别的 別的 别墅 别扭 特别 "
        "特別 分别 分別 个别 個別 级别 級別 类别 類別 性别 性別 区别 區別 识别 識別 差别 差別 "
        "辨别 鉴别 判别 派别 告别 国别 勿忘我 not_only no_doubt no_wonder why_not",
    ),
    ("not", "-", "不 没 沒 无 無 未 非 勿 别 別 毋 莫"),
    (
        "support",
        USUAL,
        "support supports supported agree agrees favor favour favors endorse approve approves "
        "welcome",
    ),
    (
        "support",
        "-",
        "oppose opposes opposed against disagree disagrees object reject rejects disapprove "
        "disapproves dislike not_support not_agree not_favor not_favour not_approve not_endorse",
    ),
    (
        "change",
        USUAL,
        "increase increases raise raises expand extend extends strengthen tighten add adds keep "
        "retain reinstate restore continue",
    ),
    (
        "change",
        "d",
        "decrease decreases reduce reduces lower lowers cut cuts shorten shrink weaken relax "
        "loosen",
    ),
    (
        "change",
        "x",
        "remove removes delete deletes repeal abolish eliminate drop stop stops halt cancel "
        "rescind revoke withdraw scrap terminate suspend",
    ),
    ("norm", USUAL, "should must shall ought mandatory compulsory required"),
    ("norm", "m", "may allow allows allowed permit permits permitted voluntary optional"),
    (
        "norm",
        "-",
        "ban bans banned prohibit prohibits prohibited forbid forbidden disallow should_not "
        "must_not shall_not may_not should_never must_never",
    ),
    ("degree", "u", "too_much too_high too_strict too_long more higher longer stricter earlier"),
    ("degree", "d", "too_little too_low too_lax too_short less fewer lower_than shorter later"),
    ("bound", "b", "before"),
    ("bound", "a", "after"),
    (
        "not",
        "-",
        "not no never cannot nor none neither without unfair unreasonable unnecessary "
        "unconstitutional unacceptable illegal ineffective irresponsible",
    ),
)
