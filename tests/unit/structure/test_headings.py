"""Every style of heading, in reports of invented places; ``¶`` stands for a paragraph of body text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.structure import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.cleaning.text import CleanText

BODY = "全县上下凝心聚力、真抓实干,各项任务取得了新的进展,群众的获得感进一步增强,为今后打下了坚实基础。"

STYLES = {
    "decimal numbers without a mark": (
        """栖岚县水务局2021年工作总结
        1 总体情况
        ¶
        1.1 水源建设
        ¶
        1.2 供水保障
        ¶
        2 存在问题
        ¶
        3 栋办公楼已交付使用,搬迁工作全部完成。""",
        """1 review 1 总体情况
        2 review 1.1 水源建设
        2 review 1.2 供水保障
        1 problems 2 存在问题""",
    ),
    "chapters, articles, 1. and (1)": (
        """栖岚县水务局2021年工作总结和2022年工作计划
        第一章 2021年工作总结
        第一节 水源建设
        ¶
        第二节 供水保障
        ¶
        第二章 2022年工作计划
        第一节 工程建设
        1.抓好前期。¶
        (1)完成设计。¶
        (2)完成招标。¶
        2.抓好施工。¶""",
        """1 review 第一章 2021年工作总结
        2 review 第一节 水源建设
        2 review 第二节 供水保障
        1 plan 第二章 2022年工作计划
        2 plan 第一节 工程建设
        3 plan 1.抓好前期
        4 plan (1)完成设计
        4 plan (2)完成招标
        3 plan 2.抓好施工""",
    ),
    "parts above 一、": (
        """栖岚县水务局工作报告
        第一部分 2021年工作回顾
        一、水源建设
        ¶
        二、存在问题
        (一)管网老化。¶
        (二)人手不足。¶
        第二部分 2022年工作安排
        一、工程建设
        ¶""",
        """1 review 第一部分 2021年工作回顾
        2 review 一、水源建设
        2 problems 二、存在问题
        3 problems (一)管网老化
        3 problems (二)人手不足
        1 plan 第二部分 2022年工作安排
        2 plan 一、工程建设""",
    ),
    "markdown marks": (
        """# 栖岚县水务局2021年工作总结
        ## 一、主要工作
        ### 水源建设
        ¶
        ### 供水保障
        ¶
        ## 二、下一步打算
        ¶""",
        """1 review 一、主要工作
        2 review 水源建设
        2 review 供水保障
        1 plan 二、下一步打算""",
    ),
    "1、 and circled numbers": (
        """栖岚县水务局2021年工作总结
        一、工作完成情况
        1、水源建设
        ①新建水库2座。¶
        ②除险加固3座。¶
        2、供水保障
        ①改造管网。¶""",
        """1 review 一、工作完成情况
        2 review 1、水源建设
        3 review ①新建水库2座
        3 review ②除险加固3座
        2 review 2、供水保障
        3 review ①改造管网""",
    ),
    "一是 inside and 一要 opening a paragraph": (
        """栖岚县水务局2022年工作计划
        一、抓工程。一是加快前期。¶二是加快施工,完成主体;三是加快验收。
        二、抓队伍
        一要抓培训。¶
        二要抓作风。¶""",
        """1 plan 一、抓工程
        2 plan 一是加快前期
        2 plan 二是加快施工,完成主体
        2 plan 三是加快验收
        1 plan 二、抓队伍
        2 plan 一要抓培训
        2 plan 二要抓作风""",
    ),
    "第一, and 首先 … 最后": (
        """栖岚县水务局2022年工作要点
        一、总体思路
        ¶
        二、重点工作
        做好以下工作:第一,抓工程建设。¶第二,抓供水保障。¶
        三、保障措施
        首先,加强领导。成立专班。其次,加强督查。每月通报。最后,加强宣传。营造氛围。""",
        """1 requirements 一、总体思路
        1 plan 二、重点工作
        2 plan 第一,抓工程建设
        2 plan 第二,抓供水保障
        1 plan 三、保障措施
        2 plan 首先,加强领导
        2 plan 其次,加强督查
        2 plan 最后,加强宣传""",
    ),
    "第一、 above 1.": (
        """栖岚县第三小学2022年工作计划
        第一、抓教学
        1.备好课。¶
        2.上好课。¶
        第二、抓安全
        1.管好食堂。¶""",
        """1 plan 第一、抓教学
        2 plan 1.备好课
        2 plan 2.上好课
        1 plan 第二、抓安全
        2 plan 1.管好食堂""",
    ),
    "(1) and 1. inside a paragraph": (
        """栖岚县水务局2021年工作总结
        一、工作情况
        全年做了以下工作:(1)新建水库2座;(2)改造管网20公里。
        二、问题和不足
        1.资金不足;2.人手不足;3.经验不足。""",
        """1 review 一、工作情况
        2 review (1)新建水库2座
        2 review (2)改造管网20公里
        1 problems 二、问题和不足
        2 problems 1.资金不足
        2 problems 2.人手不足
        2 problems 3.经验不足""",
    ),
    "unnumbered main headings above 一、": (
        """栖岚县水务局2021年上半年工作总结及下半年工作计划
        上半年工作总结
        一、抓工程
        ¶
        二、抓供水
        ¶
        下半年工作计划
        一、抓管网
        ¶""",
        """1 review 上半年工作总结
        2 review 一、抓工程
        2 review 二、抓供水
        1 plan 下半年工作计划
        2 plan 一、抓管网""",
    ),
    "unnumbered headings alone": (
        """栖岚县水务局2021年工作情况
        主要工作完成情况
        ¶
        存在的困难和问题
        ¶
        下一步工作打算
        ¶""",
        """1 review 主要工作完成情况
        1 problems 存在的困难和问题
        1 plan 下一步工作打算""",
    ),
    "dashes and slogans that run in": (
        """2022年栖岚县政府工作报告
        ——2022年1月5日在栖岚县第十五届人民代表大会第二次会议上
        县长 沐大山
        各位代表:
        现在,我代表县人民政府向大会报告工作,请予审议。
        一、2021年工作回顾
        ——经济稳中有进。¶
        ——民生持续改善。¶
        二、2022年重点工作
        (一)抓产业
        项目建设提速增效。¶
        园区承载不断增强。¶
        (二)抓民生
        ¶""",
        """1 review 一、2021年工作回顾
        2 review ——经济稳中有进
        2 review ——民生持续改善
        1 plan 二、2022年重点工作
        2 plan (一)抓产业
        3 plan 项目建设提速增效
        3 plan 园区承载不断增强
        2 plan (二)抓民生""",
    ),
    "slogans on lines of their own": (
        """栖岚县水务局2021年工作总结
        一、2021年工作回顾
        水源建设提速增效。
        ¶
        供水保障不断增强。
        ¶""",
        """1 review 一、2021年工作回顾
        2 review 水源建设提速增效
        2 review 供水保障不断增强""",
    ),
    "inline labels": (
        """栖岚县大屏镇2021年工作总结
        一、部门工作
        行政与民政:¶
        农业与水利:¶
        存在不足:工作推进不够平衡;干部作风还需加强。
        二、2022年工作思路
        总体要求:¶
        主要计划指标:投资3亿元,增长10%。
        (一)抓项目
        ¶""",
        """1 review 一、部门工作
        2 review 行政与民政
        2 review 农业与水利
        2 problems 存在不足
        1 plan 二、2022年工作思路
        2 requirements 总体要求
        2 targets 主要计划指标
        2 plan (一)抓项目""",
    ),
    "skipped, repeated and disordered numbers": (
        """栖岚县水务局2021年工作总结
        一、水源建设
        ¶
        三、供水保障
        ¶
        三、河湖管护
        (一)巡河。¶
        (三)清淤。¶
        二、2022年工作计划
        ¶""",
        """1 review 一、水源建设
        1 review 三、供水保障
        1 review 三、河湖管护
        2 review (一)巡河
        2 review (三)清淤
        1 plan 二、2022年工作计划""",
    ),
    "the same style at two depths": (
        """栖岚县水务局2021年工作总结及2022年打算
        一、2021年工作总结
        1.党的建设。¶
        2.业务建设。¶
        (一)水源建设
        1.建水库。¶
        2.修渠道。¶
        二、2022年打算
        1.抓工程。¶""",
        """1 review 一、2021年工作总结
        2 review 1.党的建设
        2 review 2.业务建设
        2 review (一)水源建设
        3 review 1.建水库
        3 review 2.修渠道
        1 plan 二、2022年打算
        2 plan 1.抓工程""",
    ),
    "(一) below 1.": (
        """栖岚县水务局2021年工作总结
        1.水源建设
        (一)水库。¶
        (二)塘坝。¶
        2.供水保障
        (一)管网。¶""",
        """1 review 1.水源建设
        2 review (一)水库
        2 review (二)塘坝
        1 review 2.供水保障
        2 review (一)管网""",
    ),
    "a list announced as shortcomings": (
        """栖岚县水务局2021年工作总结
        一、2021年工作总结
        (一)水源建设
        ¶
        当前,我们也清醒地看到,工作中还存在一些不足。一是资金投入不够。二是人手偏紧。
        二、2022年工作计划
        针对存在的问题,做好以下工作。一是加大投入。¶二是充实队伍。¶""",
        """1 review 一、2021年工作总结
        2 review (一)水源建设
        2 problems 一是资金投入不够
        2 problems 二是人手偏紧
        1 plan 二、2022年工作计划
        2 plan 一是加大投入
        2 plan 二是充实队伍""",
    ),
    "an addressee before and a glossary after": (
        """大屏镇上半年工作情况总结及下半年工作打算
        镇党委、政府
        根据安排,现将有关情况汇报如下。
        一、上半年工作情况
        一是狠抓招商。¶
        二是狠抓项目。¶
        二、存在的主要问题及原因分析
        ¶
        三、今后努力方向
        ¶
        名词解释
        1.三资:¶
        2.两山:¶""",
        """1 review 一、上半年工作情况
        2 review 一是狠抓招商
        2 review 二是狠抓项目
        1 problems 二、存在的主要问题及原因分析
        1 plan 三、今后努力方向""",
    ),
    "an appendix": (
        """2022年栖岚县政府工作报告
        一、2021年工作回顾
        ¶
        二、2022年重点工作
        (一)抓产业。¶
        附件
        2022年栖岚县民生实事
        1.新建学校2所。¶
        2.改造道路3公里。¶""",
        """1 review 一、2021年工作回顾
        1 plan 二、2022年重点工作
        2 plan (一)抓产业
        1 plan 2022年栖岚县民生实事
        2 plan 1.新建学校2所
        2 plan 2.改造道路3公里""",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_headings_levels_and_kinds(style: str, make_clean: Callable[..., CleanText]) -> None:
    report, expected = STYLES[style]
    text = "\n".join(line.strip() for line in report.splitlines()).replace("¶", BODY)

    sections = outline(make_clean(text)).sections

    assert [f"{s.level} {s.kind} {s.heading}" for s in sections[1:]] == [
        line.strip() for line in expected.splitlines()
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一、二月份,全县规上工业增加值增长5.5%,固定资产投资增长8%,消费品零售总额增长6%。",
        "一、二、三产业增加值分别增长4%、6%和7%,结构进一步优化,质量进一步提高。",
        "1.5亿元的项目已经开工,进展顺利,预计年内建成投产,带动就业300人左右。",
        "2、3号楼已经封顶,进展顺利,预计年内交付使用,可以安置群众200户左右。",
        "第一产业增加值3亿元,增长4%,第二产业增加值5亿元,增长6%,均好于预期。",
        "注:1、数据为初步统计数。2、增长速度按可比价格计算,绝对数按现价计算。",
        "要统一是非标准,唯一要做的是抓落实,把每一项任务都落到实处、见到成效。",
    ],
)
def test_numbers_that_head_nothing(line: str, make_clean: Callable[..., CleanText]) -> None:
    text = f"栖岚县水务局2021年工作总结\n一、工作情况\n{BODY}\n{line}"

    assert [s.heading for s in outline(make_clean(text)).sections[1:]] == ["一、工作情况"]


def test_signature_date_and_salutation_are_no_headings(make_clean: Callable[..., CleanText]) -> None:
    text = (
        f"栖岚县水务局2021年工作总结\n各位领导、同志们:\n{BODY}\n"
        f"一、工作情况\n{BODY}\n栖岚县水务局\n2022年1月5日"
    )

    assert [s.heading for s in outline(make_clean(text)).sections[1:]] == ["一、工作情况"]
