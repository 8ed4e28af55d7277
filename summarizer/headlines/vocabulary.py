"""The words by which a clause shows what it is worth in a headline.

Each pattern says what it decides. They hold what reports of this kind say again and again, not the words of
one.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer.structure.words import KEPT_VERBS, alternatives

_MANNER = alternatives(
    "进一步 切实 认真 扎实 积极 大力 着力 深入 全力 精心 坚定不移 坚持不懈 持续 不断 继续 "
    "同时 此外 另外 有序 稳步 有力 先后 累计 充分 严格 高起点 高水平 高质量 常态化 努力 "
    "圆满 顺利 坚决 依法 牵头 加紧 逐步 大幅"
)
FRONT: Final = re.compile(
    r"(?:(?:今年以来|一年来|今年|全年|年内|年末|年底|期末|当年|截至目前|目前),?"
    r"|我[局区市县省院校镇]|全[区市县镇局校院省](?!域)(?:上下|各级)?"
    rf"|{_MANNER}"
    r"|成功(?=举办|承办|签约|引进|召开)|加快(?=推动|推进)|精准(?=完善|施策)|重点(?=推进|实施|抓好|围绕)"
    r"|全面(?=推[进行动]|提[升高]|准确|落实|贯彻|加强|做好)|实现(?=[^,]{2,14}\d)"
    r"|(?:同比|比上年|较上年|比去年|较去年)(?:同期)?(?=增长|下降|提高|减少|增加|上升|回落)"
    r"|以[^,]{2,10}?(?:精神|力度|标准|态度|举措|担当|决心)(?=推进|推动|抓好|加强|落实))"
    r"(?!大赛|性|化)"
)
"""Dropped from the front of a clause: how, by whom, and a time that is the report's own."""

SETTING: Final = re.compile(
    r"^(?:以(?:[^,]{2,40}为|[^,]{1,20}促)|围绕|按照|聚焦|根据|初步核算|立足|着眼|针对|对照|面向|通过|依托|按|受[^,]*影响|随着"
    r"|为(?:了)?[^,]{2,}|在[^,]*(?:下|中|上|方面|基础上|过程中)$|从[^,]*(?:入手|出发)|坚持|结合|借鉴|作为|将其"
    r"|对[^,]*(?:进行)?$|把[^,]*放在|高举|学习运用|项目推进中|特别是|过去)"
)
"""Openings of a clause that tells why, by what or amid what; it is no part of a headline."""

OUTCOME: Final = re.compile(
    r"(?:反响|反映)(?:良好|热烈)|引起[^,]*反响|得到[^,]*(?:肯定|批示|称赞|好评)|赢得|有(?:力|效)(?:推动|推介|带动|应对)"
    r"|^(?:提升|提高|增强|推动|促进|助推|激发|引领|营造|提振|巩固|带动|让|使|确保|防止|形成|努力)[^\d,]*"
    r"(?:能力|水平|质量|活力|形象|影响力|效率|氛围|发展|集聚|升级|承载力|素养|热情|落地|成果|增长)$"
)
"""Clauses that praise, or name the purpose of what was said before."""

PRAISE: Final = re.compile(
    r"有(?:了)?(?:新|力|序|效|保障|成效|进展|突破|特色|亮点)|新(?:成效|进展|突破|台阶|提升)|稳中|加快推进$|改善$|提升$|"
    + alternatives(
        "取得 不断 持续 稳步 明显 显著 扎实 全面 日益 日趋 逐步 较快 良好 向好 加速 深入 "
        "卓有成效 强劲 有力 到位 见效 提档升级 齐升 提速 强力 得到 从严 克难 攻坚 坚实 出新 "
        "惠民 利民 回暖 集聚 迸发"
    )
)
"""Headings that say how well something goes."""

_MORE_VERBS = alternatives(
    "完成 实现 制定 制发 建设 开展 推动 推进 推行 推广 推出 组织 启动 实施 举办 承办 落实 "
    "加强 加快 加大 加速 提高 壮大 学习 强化 增强 抓好 夯实 补齐 编印 健全 构建 成功 探索 "
    "搭建 办好 做好 做优 做大 做强 做响 做实 完善 深化 优化 提升 规划 规范 修订 签署 促进 "
    "扩大 巩固 保障 保持 支持 鼓励 支撑 引入 引导 维修 开设 安装 投入 调整 履行 聚力 聚焦 "
    "发展 稳定 筑牢 兜牢 建强 丰富 改善 严肃 防范 压实 指导 协助 协调 利用 跟踪 上报 确定 "
    "明确 拆除 硬化 创新 安排 参加 召开 争取 力争 改革 精简 简化 集中 严控 清理 倡导 树立 "
    "拓宽 实行 建好 新"
)
DEED: Final = re.compile(rf"^(?:{KEPT_VERBS}|{_MORE_VERBS})")
"""Openings of a clause that says what was or will be done."""

VAGUE: Final = re.compile(
    "^(?:"
    + alternatives(
        "抓 狠抓 抓好 强化 加强 提升 做优 做大 做强 做响 做实 做好 办好 建强 筑牢 夯实 深化 "
        "优化 改善 规范 丰富 稳定 保障 兜牢 推进 推动 维护 护航 提高 增强 突出 聚力 聚焦 "
        "聚势 聚智 聚心"
    )
    + ")"
)
"""Verbs that any heading may begin with: a short one says little more than its subject."""

RESULT: Final = re.compile(
    r"获评|入选|创建|荣获|列全|居全|位列|排名|首个|首次|零的突破|第[一二三12](?:[位名]|$)"
)
"""Something that was attained, and that a reader would be told of first."""

INDICATOR: Final = re.compile(
    "生产总值|产值|增加值|投资|收入|外资|零售|进出口|专利|高新技术|高企|国高|满意|覆盖率|达标率|优良率|就业|游客|接待|审结|审执结|办结"
)
"""What reports are measured by."""

CHAINED: Final = re.compile(
    r"^(?:(?:实际|共|已)?(?:完成|实现|达到|达|为)(?=[约近超]?\d)|完成率|总数|增长|增(?=\d)|下降|提高|上升|减少|增加|回落|占"
    r"|居|排|位列|列|均|分别)"
)
"""Openings of a clause that goes on about the figure before it."""

DEPENDENT: Final = re.compile(
    r"^(?:总数|其中|增(?!设|强|加|值)|下降|达|占|同比|较|比|居|排|均|分别|总投资|总额|金额|面积|增速|增幅|降幅|投资总额|余下|已|也|并"
    r"|全部|未|由|绝大部分|有关|降至)"
)
"""Openings of a clause whose subject stands in an earlier one."""

DATE: Final = re.compile(r"\d{4}年|\d{1,2}[月日号]|20\d\d-20\d\d年?")
SCALED: Final = re.compile(r"\d(?:万|亿|%|‰)")
LISTED: Final = re.compile(
    r"^((?:成功|加速|加快|重点|全面)?[^\d、,“《(]{2})[^,\d]*等(\d+[个项家座条批][^,\d]{2,})$"
)
"""A deed on several things, of which only some are named: 推进〔甲中心、乙中心等〕10个项目建设."""
