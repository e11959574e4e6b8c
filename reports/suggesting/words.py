"""Words that opinions use for one thing: the general Chinese of public consultation, no bill's own.

One class a line (an indented line goes on), its plainest word first: that is what staff read. A
word may stand in two classes. English words are whole words.
"""

import re
from collections import Counter

_CLASSES = """
期限 时限 时间 日期 期 天数 工作日 多久 deadline
天 日 日内 天内 days
小时 钟头 hours
宽限 过渡 缓冲 适应期 过渡期 宽限期 缓一缓
延长 来不及 赶不及 赶不上 太短 过短 太紧 太赶 太急 放长 宽裕 宽松些 多给 仓促 不够用 拉长 extend
缩短 太长 过长 太久 拖 拖延 快点 尽快 加快 抓紧 shorten
罚款 罚钱 罚金 处罚 罚 罚则 惩罚 挨罚 被罚 重罚 罚单 fine fines penalty
加重 提高 太轻 太低 过低 过轻 偏低 偏轻 上调 调高 翻倍 加倍 加码 罚重 重罚 狠罚 罚得轻 挠痒
  不痛不痒 威慑 震慑 不疼 加大力度 往上提 上浮 长记性 higher raise
减轻 降低 太重 太高 过高 过重 偏高 偏重 下调 调低 减半 太狠 罚得重 少罚 轻一点 低一点 往下降
  吃不消 lower reduce
严格 从严 收紧 严一点 管严 严管 严厉 零容忍 加强 加大 strict
放宽 宽松 松一点 太严 过严 太死 管得太死 放松 从宽 一刀切 灵活 不近人情 通融
警告 提醒 教育 劝导 批评教育 首违不罚 首次 初犯 第一次 头一回 改正 给次机会 warning
取消 删除 删去 删掉 去掉 废除 废止 拿掉 划掉 撤销 免去 不要这 没必要 没有必要 多此一举 多余
  不必要 何必 remove delete drop
增加 补充 加上 添加 增设 增列 写进 写入 写上 加一条 加一款 加一句 补上 纳入 添上 add include
明确 写清楚 说清楚 讲清楚 写明白 说明白 界定 定义 细化 具体 标准 笼统 含糊 模糊 太虚 怎么认定
  怎么算 算不算 说不清 谁说了算 清晰 clear define
区分 分类 分级 分档 分情况 区别对待 不同情况 差别 分开 分别 有所区别 梯度 阶梯
统一 一致 一样 一视同仁 同等 相同 统筹 整合 合并
允许 准许 可以 放开 开放 让进 许可 能进 allow permit
禁止 不准 不许 不让 不得 严禁 禁 杜绝 不能让 别让 禁入 谢绝 ban prohibit forbid
限制 限定 限 控制 管控 约束 limit
强制 必须 一律 硬性 义务 逼 强迫 mandatory
自愿 自己选择 自主 自行决定 随意 自由选择 不强制 voluntary
支持 赞成 赞同 同意 拥护 点赞 举双手 说得好 写得好 很好 早该 support agree
反对 不同意 不赞成 不支持 不认同 抵制 接受不了 不能接受 oppose object
豁免 除外 例外 免除 不受限 不适用 不算 网开一面 exempt exception
照顾 优待 优惠 减免 减半 打折 优先 补贴 补助 资助 津贴 扶持 补偿 discount subsidy
免费 不收费 不要钱 不花钱 免收 不收钱 白给 公费 财政出 财政承担 政府出钱 政府承担 政府掏钱
  政府买单 财政拨款 公家出 free
费用 收费 交费 缴费 花钱 掏钱 出钱 成本 价格 多少钱 价钱 工本费 服务费 管理费 年费 负担 钱 fee
  fees cost charge
经费 预算 财政 资金 拨款 专款 财政资金 budget
公开 公布 公示 公告 透明 告知 晒 张贴 亮出来 查得到 看得见 publish
网上办 线上 网络 在线 手机 小程序 app 手机上 网办 一网通办 足不出户 线上办理 互联网 online
跑腿 跑一趟 多跑路 少跑路 窗口 现场办 排队 请假 折腾 来回跑 麻烦 方便 便民 便利 省事 手续 流程
  繁琐 繁杂 简化 精简 程序 材料 证明材料
登记 上牌 注册 办证 备案 上户口 领证 办牌 挂牌 申请 申领 号牌 牌照 证件 执照 牌证 register
  registration licence
年检 年审 审验 检验 检测 复检 延续 换证 续期 每年 一年一次 年年 annual
注销 销户 报失 过户 变更 转让 转移
芯片 电子标识 植入 电子标签 二维码 身份标识 追溯 溯源 追踪 chip
摄像头 监控 抓拍 拍照 取证 录像 探头 视频 证据 智能识别 camera
举报 投诉 检举 反映 报警 12345 热线 打电话 报告 曝光 report
奖励 奖金 有奖 鼓励 激励 表扬 积分 reward
信用 征信 诚信 黑名单 失信 信用记录 blacklist
执法 执行 落实 落地 查处 巡查 检查 管理 监管 监督 抓 整治 执法队 没人管 管不过来 形同虚设
  一纸空文 摆设 enforce enforcement
部门 主管部门 牵头 职责 分工 责任单位 推诿 踢皮球 扯皮 多头管理 推来推去 互相推 互相推诿 谁来管
  归谁管 哪个部门 首问负责 department
公安 警察 派出所 民警 交警 公安局 警方 police
城管 城市管理 综合执法 执法局
街道 乡镇 镇政府 基层 街道办 乡镇政府
社区 居委会 村委会 居委 村委 网格员 居民委员会 村民委员会 网格
物业 物管 物业公司 物业服务人 物业企业 物业服务企业 保安 management
业主 住户 居民 业委会 业主大会 户主 业主委员会 resident residents
邻居 邻里 隔壁 楼上 楼下 对门 楼道 左邻右舍 街坊 街里街坊 neighbour neighbor
志愿者 义工 志愿 公益组织 社会组织 协会 民间组织 公益 爱心人士 volunteer
专家 专业人员 专业机构 第三方 资质 专业
政府 官方 公家 行政机关 市里 有关部门 government
法院 诉讼 起诉 打官司 仲裁 调解 复议 申诉 救济 听证
上位法 法律依据 抵触 越权 合法性 法律 与法律 违反上位法 国家规定 国家法律 动物防疫法 民法典
  行政处罚法 依据 于法无据
重复处罚 一事不二罚 罚两次 双重处罚 重复罚
比例 过罚相当 相称 过罚不相当 公平 公正 不公平 不合理 合理 歧视 fair unfair
裁量 自由裁量 幅度 弹性 随意性 看心情 任性 人情 尺度
老人 老年人 老人家 老头 老太太 老太 大爷 大妈 老两口 年纪大 岁数大 上了年纪 高龄 老龄 独居老人
  空巢 爷爷 奶奶 六七十岁 退休 elderly senior seniors
儿童 孩子 小孩 娃 小朋友 未成年人 幼儿 学生 中小学生 娃娃 小学生 小娃 孙子 孙女 child children
  kids
残疾人 残障 盲人 视障 视力障碍 残疾 行动不便 坐轮椅 轮椅 肢体残疾 听障 disabled blind
孕妇 病人 患者 体弱
低保 困难 贫困 低收入 经济困难 困难家庭 特困 收入低 没钱 poor
外地人 外来人口 外来务工 打工 流动人口 居住证 户籍 户口 本地户口 新市民 暂住 非本地 租客 租房
  合租 租户 房东 承租 tenant
年轻人 上班族 上班 工作日 白天上班 打工人 加班 下班
农村 乡下 村里 村子 农户 农民 村民 乡村 城乡 农家 rural village
城区 市区 老城区 建成区 城里 城市 城镇 主城区 市中心
商家 店家 商户 店铺 商店 经营者 企业 公司 卖家 门店 销售者 厂家 生产企业 shop seller
平台 外卖 快递 骑手 配送 外卖员 快递员 外卖小哥 跑单 送餐 rider delivery
医院 诊所 门诊 兽医 动物医院 宠物医院 诊疗 看病 治疗 大夫 医生 医药费 医疗费 hospital vet clinic
学校 幼儿园 校园 校门口 教师 上学 放学 school
公园 广场 绿地 草坪 绿化带 河边 江边 步道 景区 小广场 park
地铁 公交 公共交通 出租车 网约车 公交车 巴士 高铁 打车 bus taxi subway
电梯 轿厢 乘梯 上楼 梯厢 lift elevator
饭店 餐馆 商场 超市 餐厅 酒店 宾馆 菜市场 restaurant mall
道路 马路 路上 街上 人行道 路面 上路 行人 走路 路人 机动车道 非机动车道 车道 盲道 road
停车 停放 乱停 停车位 车位 停车场 泊位 车棚 占道 乱停乱放 parking park
充电 充电桩 充电站 飞线 换电 充电口 插座 电费 充电设施 充电柜 拉线 charge charging
电池 蓄电池 锂电池 电瓶 铅酸 旧电池 battery
消防 火灾 着火 起火 消防通道 灭火器 失火 火 烧 自燃 烟感 fire
头盔 安全帽 安全头盔 helmet
改装 加装 拼装 改造 解码 提速 解限速 modify
速度 限速 时速 超速 开得快 飙车 公里 码 speed
载人 带人 搭载 带娃 接送 后座 座椅 接孩子 接娃 carry passenger
闯红灯 逆行 逆向 红灯 交通违法 违章 违规
保险 投保 第三者责任险 责任险 理赔 参保 insurance
赔偿 赔 赔付 赔钱 损失 责任 谁负责 承担责任 追责 问责 compensation liability
噪音 噪声 扰民 吵 声音 大声 叫声 吠叫 犬吠 狂叫 叫个不停 睡不着 睡觉 休息 安静 半夜 夜里 深夜
  noise bark barking
气味 臭 臭味 异味 难闻 味道 熏
粪便 狗屎 大便 拉屎 便便 屎 排泄物 尿 小便 捡屎 铲屎 拾便 便溺 poop waste faeces
垃圾 垃圾桶 垃圾袋 清理 清扫 打扫 卫生 收拾 清洁 环境卫生 保洁 脏 garbage
狗 犬 犬只 狗狗 狗子 养狗 养犬 汪 毛孩子 小狗 爱犬 dog dogs
猫 宠物 动物 小动物 伴侣动物 异宠 cat pet pets
大型犬 大狗 烈性犬 猛犬 凶猛 攻击性 凶 危险犬 恶犬 藏獒 大型 big dangerous
小型犬 小狗 小型 泰迪 吉娃娃 小体型
体高 肩高 厘米 身高 高度 体型 体重 公分 height
品种 名录 目录 清单 名单 种类 breed list
导盲犬 服务犬 工作犬 辅助犬 助残犬
流浪 弃养 遗弃 丢弃 流浪狗 流浪犬 扔掉 扔狗 不要了 抛弃 丢掉 无主 abandon stray
收容 收留 收养 救助 收容所 领养 认养 救助站 留检所 shelter adopt adoption
安乐死 扑杀 处死 杀 杀死 打死 捕杀 处理掉 无害化 捕捉 捕 kill
绝育 节育 结扎 繁殖 生育 配种 下崽 sterilise neuter breeding
疫苗 免疫 接种 打针 打疫苗 狂犬 狂犬病 预防针 防疫 针 抗体 vaccine vaccination rabies
牵引 牵绳 牵引绳 绳子 拴 拴绳 牵 牵着 遛狗绳 链子 栓 拴好 系绳 绳 皮带 狗绳 leash
米 长度 一米五 两米 metre meter
嘴套 口罩 笼 嘴笼 口笼 戴嘴 装笼 止咬 muzzle
遛狗 遛犬 遛 出门 出户 外出 携犬 带狗 带出去 放风 溜 出来 walk walking
咬人 咬伤 伤人 咬 被咬 扑人 追人 吓 惊吓 害怕 怕狗 吓到 受伤 伤者 扑 bite bitten
数量 只数 条数 一只 两只 几只 限养 一户一犬 一条 两条 多养 一户 number
时段 早晚 白天 晚上 早上 夜间 早高峰 高峰 点钟 七点 八点 十点 几点 钟点 hours
独户 独住 单独居住 合住 同住 三代同堂
年龄 周岁 岁 成年 年满 age
培训 考试 学习 课程 上课 考 训练 学法 training
宣传 普及 科普 教育 讲座 引导 知识 awareness
标识 标志 提示 牌子 指示 警示 标线 告示 提示牌 sign
设施 设备 配套 建设 安装 配备 设置 布点 网点 点位 facility facilities
场地 场所 地方 专用区域 空间 专门区域 划定区域 区域 范围 地点 活动区 园 area place zone
禁入 不得进入 不能进 禁止进入 进入
信息 个人信息 隐私 住址 身份证号 电话号码 泄露 姓名 身份证 数据 资料 privacy
系统 信息系统 数据库 共享 互通 联网 打通 数据共享
时效 及时 立即 马上 第一时间 二十四小时 当场 快速
名额 总量 上限 最多 封顶 不超过 顶格 maximum
下限 最低 最少 起步 不低于 至少 minimum
没收 扣押 收缴 暂扣 扣车 拖走 拖车 强制收容 带走 confiscate
吊销 撤证 取消资格 终身 禁养 不得再养 永久 剥夺
拘留 刑事 坐牢 判刑 刑事责任 治安处罚 追究 入刑
社区服务 义务劳动 公益服务 劳动 服务抵罚
累犯 屡教不改 多次 再犯 反复 两次以上 三次 屡次 惯犯 第二次 repeat
烟花 爆竹 鞭炮 燃放 放炮
吸烟 抽烟 控烟 禁烟 烟味 二手烟
分类投放 垃圾分类 厨余 可回收 湿垃圾 干垃圾 定时 撤桶 桶 投放点
广场舞 跳舞 音响 音量 分贝 喇叭
装修 施工 工地 敲墙 电钻
加装电梯 旧楼 老旧小区 老小区 旧小区
租赁 出租 群租 短租 民宿
食品 餐饮 摊贩 夜市 摆摊 小摊 地摊
用水 供水 水费 节水 水质
供暖 暖气 采暖 热费 温度
树木 绿化 砍树 修剪 古树
高空抛物 抛物 坠物
共享单车 单车 自行车 骑车 骑行 骑 bike
电动车 电动自行车 电瓶车 电单车 电驴 小电驴 电车 ebike
旧车 超标车 老车 存量 已经买了 以前买的 在用 老国标 原有 已有 之前 原来 existing
新国标 国标 强制性标准 3c 认证 合格证 国家标准
入户 进屋 进楼 进门 进电梯 入楼 上楼 楼内 楼里
志愿 自治 公约 协商 投票 表决 居民公约
施行 实施 生效 施行日期 起施行 推迟 提前
名称 题目 标题 改名 条例名称
目的 宗旨 立法目的 第一条
安全 隐患 风险 危险 出事 事故 人命 safe safety
文明 素质 素养 习惯 自觉 公德
权益 权利 合法权益 利益 rights
养护 维修 维护 保养 修理
比照 参照 外地 别的城市 兄弟城市 杭州 上海 北京 深圳
"""


def _classes() -> list[list[str]]:
    return [line.split() for line in _CLASSES.replace("\n  ", " ").strip().splitlines()]


NAMES: tuple[str, ...] = tuple(words[0] for words in _classes())
"""The plainest word of each class, by its number."""


def _lookup() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(_classes()):
        for word in dict.fromkeys(words):
            found[word] = (*found.get(word, ()), number)
    return found


_CLASS_OF = _lookup()


def pattern_of(words: dict[str, object]) -> re.Pattern[str]:
    """Any of the words, longest first; ASCII ones only as whole words."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    bounded = (rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in longest_first)
    firsts = re.escape("".join(sorted({word[0] for word in words})))
    # the look-ahead spares most positions the trial of every word
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(bounded)})")


_PATTERN = pattern_of(dict.fromkeys(_CLASS_OF))


def concepts(text: str) -> Counter[int]:
    """How often each class is spoken of in a text (simplified, lower case)."""
    return Counter(number for found in _PATTERN.finditer(text) for number in _CLASS_OF[found[0]])
