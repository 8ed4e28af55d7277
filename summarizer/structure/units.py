"""Units of government work reports: measures, currencies, measure words and their scales."""

from __future__ import annotations

import re

SCALES = ("万亿", "百万", "千万", "亿", "万", "千", "百")

_PHYSICAL = (
    "平方公里 平方千米 平方米 公顷 亩次 亩 顷 立方米 立方 公里 千米 延长米 延米 海里 厘米 mm cm 毫米 微米 米 "
    "英里 英尺 "
    "吨标准煤 标准煤 吨公里 吨 公斤 千克 微克 毫克 克 斤 升 毫升 蒲式耳 桶 千瓦时 千瓦 兆瓦时 兆瓦 吉瓦 瓦 "
    "度 千伏安 伏安 千伏 伏 大卡 焦耳 摄氏度 ℃ ㎡ m2 m3 km2 km kWh kW MW GW TB PB GB P Mbps 标箱 标准箱 "
    "TEU 车公里 人公里 客公里 吨海里 艘次 架次 车次 列次 班次 床位 学时 课时 工时 分贝"
)
_MONEY = "元人民币 人民币元 美元 港元 港币 欧元 日元 澳门元 新台币元 新台币 英镑 元"
_COUNTS = (
    "人次 篇次 所次 处次 课次 期次 人天 户次 家次 件次 项次 场次 批次 台次 台套 辆次 次 人 名 位 户 家 "
    "个 项 件 条 座 所 处 栋 幢 间 套 台 辆 列 艘 架 部 支 只 头 匹 羽 尾 株 棵 盆 篇 本 册 份 张 块 "
    "片 根 枚 面 幅 封 卷 期 场 轮 批 届 组 队 对 双 宗 起 例 款 种 类 级 层 门 站 口 眼 孔 盏 杆 吨位 "
    "床 席 桌 箱 袋 瓶 具 车 船 班 趟 节 段 道 笔 桩 盘 盒 股 票 分 点 倍 番 成 折 岁 周岁 代 人份 "
    "剂次 剂 针 天 小时 分钟 学位 岗 镇 村 县 市 省 州 旗 街道 社区 字节"
)
_GROUPED = "个百分点 百分点 个千分点 千分点 个点 % ‰ 个方面 个工作日"
"""Units said with a noun. 个学位 and the like are none: there the noun is what is counted."""

_UNITS = [
    *_GROUPED.split(),
    *_PHYSICAL.split(),
    *_MONEY.split(),
    *_COUNTS.split(),
]
_ALTERNATIVES = "|".join(re.escape(u) for u in sorted(set(_UNITS), key=len, reverse=True))
_PER = (
    "人|户|亩|平方米|平方公里|立方米|日|天|年|月|小时|秒|升|吨|公斤|千克|斤|件|车|公里|米|度|千瓦时|万元|"
    "人·年|次|家|所|台|股"
)
# Measures that also begin other words: 22亿方 but 4方面, 100平方 but 平方米, 26案 but 26案件.
_AMBIGUOUS = (
    r"乡(?![镇村])|方(?![面向案式针便位法])|平方(?![米公千])|大类|案(?![件例情由中])|"
    r"路(?![段口线网灯公])|/10万(?!元)"
)
UNIT = rf"(?:{_ALTERNATIVES}|{_AMBIGUOUS})(?:[/每](?:万|千|百)?(?:{_PER}))?"

POINTS = frozenset({"个百分点", "百分点", "个千分点", "千分点", "个点", "点"})
"""Units of difference between percentages."""
PER_CENT = frozenset({"%", "‰"})
_MONEY_END = tuple(_MONEY.split())


def is_money(unit: str) -> bool:
    """Tell whether a unit is an amount of money (bare 亿 is, as in 投资75亿)."""
    return unit.endswith(_MONEY_END) or unit in SCALES
