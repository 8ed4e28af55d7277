"""Sentences of courts, police, hospitals, schools and offices, one for each rule that they taught."""

from __future__ import annotations

import pytest

from tests.support.figures import figures, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What was done to a list of things names none of them.
        ("对31个小区、6所学校、12家商超全部开展防疫督导工作。", ["小区 31个", "学校 6所", "商超 12家"]),
        # Whose body it is says less than what was done.
        ("全市法院25个集体获市级以上表彰。", ["获市级以上表彰集体 25个"]),
        ("云光、联民等4个项目入选省级重点项目。", ["入选省级重点项目 4个"]),
        # The thing counted is whom the work was for.
        ("完成19名公务员的招录工作。", ["公务员 19名"]),
        # Money and its purpose.
        ("融资180万元对栖岚路进行改造。", ["栖岚路改造融资 180万元"]),
        ("争取资金30万元用于校舍维修。", ["校舍维修资金 30万元"]),
        # Those to whom something is given are not counted with it.
        (
            "为各类优抚对象8493人发放抚恤金和补助579万元。",
            ["各类优抚对象 8493人", "抚恤金和补助 579万元"],
        ),
        # What a thing is, not what it did; words that a particle or a verb only seems to begin or to cut.
        ("包括1家A股上市企业。", ["A股上市企业 1家"]),
        ("开展共商共建活动10次。", ["共商共建活动 10次"]),
        ("组织老年扫盲培训和手工班16次。", ["老年扫盲培训和手工班 16次"]),
        ("党纪政务处分86人,组织处理45人。", ["党纪政务处分 86人", "组织处理 45人"]),
        ("查办发生在国企中的贪污、挪用公款等职务犯罪17件。", ["查办贪污等职务犯罪 17件"]),
        # What is said of a sum is its qualifier.
        ("在镇区累计栽树500棵。", ["镇区栽树 500棵"]),
        ("栖岚社区共有居民3256户。", ["栖岚社区居民 3256户"]),
    ],
)
def test_deeds_and_those_they_are_done_to(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A predicate alone goes on about what was counted.
        ("开展食品抽检95批次,合格88批次。", ["食品抽检 95批次", "食品抽检合格 88批次"]),
        ("派遣案件7720件,应结案7487件,结案7263件。", ["派遣案件 7720件", "应结案 7487件", "案件结案 7263件"]),
        ("罚款60万元,拘留26人。", ["罚款 60万元", "拘留 26人"]),
        # Cases of the kind that the clause before speaks of.
        ("严惩抢劫等严重暴力犯罪,办结案件691件。", ["办结抢劫等严重暴力犯罪案件 691件"]),
        ("突出惩治经济犯罪,批捕785人,起诉536人。", ["批捕经济犯罪 785人", "起诉经济犯罪 536人"]),
        # One measure beside another, of the same thing.
        ("县医院占地面积26亩,总投资3亿元。", ["县医院占地面积 26亩", "县医院总投资 3亿元"]),
        ("道路长2.2公里,宽17米。", ["道路长 2.2公里", "道路宽 17米"]),
        ("小麦平均单产452公斤,总产275万吨。", ["小麦平均单产 452公斤", "小麦总产 275万吨"]),
        ("现有教学班48个,在校学生2160人。", ["教学班 48个", "在校学生 2160人"]),
        # Whose injections they are is said of the first only.
        ("老年人第一针接种356人,第二针接种231人。", ["老年人第一针接种 356人", "老年人第二针接种 231人"]),
        ("大豆面积154亩,增加27亩。产量28吨。", ["大豆面积 154亩 +27亩", "大豆产量 28吨"]),
        (
            "利用外资突破2亿美元,增幅和总量分别列全省第7位和第3位。",
            ["利用外资 2亿美元", "利用外资增幅全省排名 7位", "利用外资总量全省排名 3位"],
        ),
        # A deed that names its object (结案) takes the kind of cases before it.
        ("刑事案件收案176件,结案175件。", ["刑事案件收案 176件", "刑事案件结案 175件"]),
        ("受理各类案件52件,结案48件。", ["受理各类案件 52件", "案件结案 48件"]),
        ("老年人健康管理457人,健康管理率74.2%。", ["老年人健康管理 457人", "老年人健康管理率 74.2%"]),
        ("项目总投资15亿元,已完成投资6亿元。", ["项目总投资 15亿元", "项目完成投资 6亿元"]),
        ("集团营业总收入25亿元,利润总额4.9亿元。", ["集团营业总收入 25亿元", "集团利润总额 4.9亿元"]),
        # Money was not begun: what is begun is the project that it is for.
        (
            "投入7235万元,推进能力提升项目,目前已开工57个,竣工38个。",
            ["投入 7235万元", "开工能力提升项目 57个", "竣工能力提升项目 38个"],
        ),
        ("审定金额11.2亿元,核减1.4亿元,核减率11.1%。", ["审定金额 11.2亿元", "核减 1.4亿元", "核减率 11.1%"]),
        ("节约资金0.3亿元,节约率8.3%。", ["节约资金 0.3亿元", "资金节约率 8.3%"]),
        ("提出审计建议86条,被采纳72条。", ["审计建议 86条", "被采纳审计建议 72条"]),
        ("幼儿园177所(公办58所,民办119所)。", ["幼儿园 177所", "公办幼儿园 58所", "民办幼儿园 119所"]),
        ("建设工程项目25个。完成投资42亿元。", ["建设工程项目 25个", "建设工程项目投资 42亿元"]),
        # What only the last of a list says is said of all of it.
        (
            "常住人口和重点人群家庭医生签约率分别为38.8%、76.1%。",
            ["常住人口家庭医生签约率 38.8%", "重点人群家庭医生签约率 76.1%"],
        ),
        ("拆除旱厕372户、规范畜禽散养78户。", ["拆除旱厕 372户", "规范畜禽散养 78户"]),
        # A thing of its own needs no whole.
        ("医疗卫生机构总数37个,其中医院12个。", ["医疗卫生机构总数 37个", "医院 12个"]),
        # What was said just before goes before what was counted earlier.
        ("破案17起,七类案件破案率创新高,达到96.7%。", ["破案 17起", "七类案件破案率 96.7%"]),
    ],
)
def test_what_one_clause_leaves_to_the_next(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Ages and scores say who is meant; a semicolon inside brackets ends no sentence.
        (
            "实有人数59人(其中:50岁以上18人占30.6%;40岁~49岁23人占38.9%;40岁以下18人)。",
            [
                "实有人数 59人",
                "50岁以上 18人",
                "50岁以上占实有人数比重 30.6%",
                "40岁~49岁 23人",
                "40岁~49岁占实有人数比重 38.9%",
                "40岁以下 18人",
            ],
        ),
        ("高考600分以上52人。", ["高考600分以上 52人"]),
        # A number that counts a kind is no rank.
        ("第二针接种231人。", ["第二针接种 231人"]),
        # A hot line has no cases in its number.
        ("栖岚热线92件。", ["栖岚热线 92件"]),
        # What something came from is no figure of its own.
        ("工业增加值由3750万元达到4649万元。", ["工业增加值 4649万元"]),
        ("死亡率为4.2‰,较上年下降8.5个千分点。", ["死亡率 4.2‰ -8.5个千分点"]),
        ("基金支出52万元,比上年减支9万元。", ["基金支出 52万元 -9万元"]),
        ("活立木总蓄积量5887422立方米。", ["活立木总蓄积量 5887422立方米"]),
        # A verb that is part of a noun does not end it, and a particle that is part of a word stays.
        (
            "承接的43项行政审批事项办理时限压缩60%。",
            ["承接行政审批事项 43项"],
        ),
        ("依法宣告8名被告人无罪。", ["宣告被告人无罪 8名"]),
        ("就地解决纠纷24件。", ["就地解决纠纷 24件"]),
        ("全县有林地面积1777公顷。", ["有林地面积 1777公顷"]),
        # Shares of an aim, said before or behind.
        ("新增就业361人,实现全年目标数的93.6%。", ["新增就业 361人", "新增就业完成全年目标数比例 93.6%"]),
        ("拆除房屋230户,100%完成年度任务。", ["拆除房屋 230户", "拆除房屋完成年度任务比例 100%"]),
        (
            "新开工项目78个,完成年度目标任务132个的59.1%。",
            ["新开工项目 78个", "新开工项目年度目标任务 132个", "新开工项目占年度目标任务比重 59.1%"],
        ),
        # A threshold says which, also where its unit is left out; what was passed on the way is no figure.
        ("1000万以上项目到位资金4.9亿元。", ["1000万以上项目到位资金 4.9亿元"]),
        ("投资总额5亿元以上的项目634个。", ["投资总额5亿元以上的项目 634个"]),
        ("财政收入跨越5000亿元,达5600亿元。", ["财政收入 5600亿元"]),
        ("饮用水源地水质100%达标。", ["饮用水源地水质达标率 100%"]),
        ("示范区平均单产达520公斤,超全市平均单产128公斤。", ["示范区平均单产 520公斤"]),
    ],
)
def test_numbers_that_say_which_and_how_much(text: str, expected: list[str]) -> None:
    assert [told(f) for f in figures(text) if f.value] == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("“十三五”期间,新建公路12公里。", "2016-01/2020-12"),
        ("“十一五”期末,全县生产总值249亿元。", "2010"),
        ("财政收入10亿元,是“十五”期末的3倍,年均增长24%。", "2021"),
        ("6月当月进出口4.3亿元。", "2021-06/2021-06"),
        ("8月底项目开工率98%。", "as of 2021-08"),
        ("接待游客544万人次,恢复至2019年同期水平的81%。", "2021"),
    ],
)
def test_a_year_that_something_is_compared_with_is_not_its_own(text: str, period: str) -> None:
    assert {f.period for f in figures(text)} == {period}
