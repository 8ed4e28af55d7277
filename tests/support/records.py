"""A record made by hand from an original text of an invented place, and the pieces to make others."""

from __future__ import annotations

from summarizer.schemas import (
    Change,
    Document,
    Evidence,
    Figure,
    Meta,
    Notice,
    Overview,
    Point,
    Provenance,
    Report,
    Section,
    Uncovered,
)

TEXT = """\
砚溪县水务局2023年工作总结和2024年工作计划
2023年，全县完成水利投资6.42亿元，增长18.5%，高于全市2.1个百分点，总量居全市第二。
一、2023年工作总结
（一）抓项目补短板，水网建设提速
1.加快骨干工程建设。沱岭水库主体完工，累计完成投资3.1亿元（任务数2.8亿元）。新建改建泵站12座、水闸7座，
整治渠道近200公里。
2.推进城乡供水一体化。新增受益群众1.6万人，自来水普及率达97.3%，提高1.4个百分点。
（二）抓管护促长效，河湖面貌改善
1.压实河湖长责任。各级河长巡河5000余次，发现问题320个，办结率98%。出台《砚溪县河道采砂管理办法》。
2.严控用水总量。万元产值用水量下降4.7%，预计全年用水总量控制在1.9亿立方米以内。
（三）抓安全守底线
汛期转移群众800多人，水毁工程修复率100%。
二、存在的问题
一是部分灌区渠系老化，渗漏损失大。二是基层水管员队伍偏弱，持证率仅41%。
三、2024年主要目标
完成水利投资7亿元，增长9%，自来水普及率达到98%以上，再完工水库2座。
四、2024年重点工作
（一）建好水网。开工建设砚北引水工程，至少新建水源点3处。
（二）管好河湖。完成15条河流健康评价，编制《砚溪县水网规划》。
（三）用好人才。实施水管员轮训计划，共27项见附件。
"""

PROVENANCE = Provenance(
    tool_version="0.1.0",
    source_name="yanxi.txt",
    source_sha256="0" * 64,
    encoding="utf-8",
    model="test-model",
    endpoint_host="127.0.0.1",
    prompts_sha256="1" * 64,
    schemas_sha256="2" * 64,
    calls=3,
    cached_calls=0,
    prompt_tokens=900,
    completion_tokens=120,
    cached_tokens=None,
    seconds=4.2,
)
_CLEAN = str.maketrans("，；：（）", ",;:()")


def evidence(quote: str) -> Evidence:
    """A passage of the text."""
    place = TEXT.index(quote)
    clean = quote.translate(_CLEAN).replace("\n", "")
    return Evidence(quote=quote, clean=clean, start=place, end=place + len(quote))


def up(value: str, unit: str) -> Change:
    """A rise."""
    return Change(value=value, unit=unit, direction="up")


def down(value: str, unit: str) -> Change:
    """A fall."""
    return Change(value=value, unit=unit, direction="down")


def figure(identity: str, name: str, quote: str, value: str | None = None, **more: object) -> Figure:
    """A figure; fields that are not given have their plainest value.

    A quote that is not in the text becomes evidence at the text's start.
    """
    loose = Evidence(quote=quote, clean=quote.translate(_CLEAN), start=0, end=len(quote))
    return Figure.model_validate(
        {
            "id": identity,
            "name": name,
            "value": value,
            "unit": None,
            "qualifier": "",
            "change": None,
            "status": "actual",
            "period": "2023",
            "section": None,
            "evidence": evidence(quote) if quote in TEXT else loose,
            "named_by": "rule",
            "flags": [],
            **more,
        }
    )


def point(identity: str, headline: str, quote: str, section: str | None, *figures: str) -> Point:
    """A point headed by rule."""
    return Point(
        id=identity,
        headline=headline,
        evidence=evidence(quote),
        section=section,
        figures=list(figures),
        headed_by="rule",
        flags=[],
    )


def _sections() -> list[Section]:
    rows = (
        ("S1", "一、2023年工作总结", 1, "review", "二、存在的问题"),
        ("S2", "（一）抓项目补短板，水网建设提速", 2, "review", "（二）抓管护"),
        ("S3", "1.加快骨干工程建设", 3, "review", "2.推进城乡"),
        ("S4", "2.推进城乡供水一体化", 3, "review", "（二）抓管护"),
        ("S5", "（二）抓管护促长效，河湖面貌改善", 2, "review", "（三）抓安全"),
        ("S6", "1.压实河湖长责任", 3, "review", "2.严控"),
        ("S7", "2.严控用水总量", 3, "review", "（三）抓安全"),
        ("S8", "（三）抓安全守底线", 2, "review", "二、存在的问题"),
        ("S9", "二、存在的问题", 1, "problems", "三、2024"),
        ("S10", "三、2024年主要目标", 1, "targets", "四、2024"),
        ("S11", "四、2024年重点工作", 1, "plan", None),
        ("S12", "（一）建好水网", 2, "plan", "（二）管好"),
        ("S13", "（二）管好河湖", 2, "plan", "（三）用好"),
        ("S14", "（三）用好人才", 2, "plan", None),
    )
    return [
        Section.model_validate(
            {
                "id": identity,
                "heading": heading.translate(_CLEAN),
                "level": level,
                "kind": kind,
                "start": TEXT.index(heading),
                "end": len(TEXT) if until is None else TEXT.index(until),
            }
        )
        for identity, heading, level, kind, until in rows
    ]


def _figures() -> list[Figure]:
    investment = "全县完成水利投资6.42亿元，增长18.5%"
    ahead: dict[str, object] = {"status": "target", "period": "2024"}
    return [
        figure("F1", "水利投资", investment, "6.42", unit="亿元", change=up("18.5", "%")),
        figure("F2", "水利投资增速", f"{investment}，高于全市2.1个百分点", change=up("2.1", "个百分点")),
        figure("F3", "水利投资总量全市排名", "总量居全市第二", "2"),
        figure(
            "F4", "沱岭水库投资", "累计完成投资3.1亿元", "3.1", unit="亿元", qualifier="累计", section="S3"
        ),
        figure(
            "F5",
            "沱岭水库投资任务数",
            "完成投资3.1亿元（任务数2.8亿元）",
            "2.8",
            unit="亿元",
            status="target",
            section="S3",
        ),
        figure("F6", "新建改建泵站", "新建改建泵站12座", "12", unit="座", section="S3"),
        figure("F7", "新建改建水闸", "新建改建泵站12座、水闸7座", "7", unit="座", section="S3"),
        figure("F8", "整治渠道", "整治渠道近200公里", "200", unit="公里", qualifier="近", section="S3"),
        figure("F9", "新增受益群众", "新增受益群众1.6万人", "1.6", unit="万人", section="S4"),
        figure(
            "F10",
            "自来水普及率",
            "自来水普及率达97.3%，提高1.4个百分点",
            "97.3",
            unit="%",
            section="S4",
            change=up("1.4", "个百分点"),
        ),
        figure("F11", "河长巡河", "各级河长巡河5000余次", "5000", unit="次", qualifier="余", section="S6"),
        figure("F12", "河湖问题", "发现问题320个", "320", unit="个", section="S6", flags=["name-unsure"]),
        figure("F13", "河湖问题办结率", "发现问题320个，办结率98%", "98", unit="%", section="S6"),
        figure("F14", "万元产值用水量", "万元产值用水量下降4.7%", section="S7", change=down("4.7", "%")),
        figure(
            "F15",
            "用水总量",
            "全年用水总量控制在1.9亿立方米以内",
            "1.9",
            unit="亿立方米",
            qualifier="以内",
            section="S7",
            status="forecast",
        ),
        figure("F16", "转移群众", "汛期转移群众800多人", "800", unit="人", qualifier="余", section="S8"),
        figure("F17", "水毁工程修复率", "水毁工程修复率100%", "100", unit="%", section="S8"),
        figure("F18", "水管员持证率", "持证率仅41%", "41", unit="%", section="S9"),
        figure(
            "F19",
            "水利投资",
            "完成水利投资7亿元，增长9%",
            "7",
            unit="亿元",
            section="S10",
            change=up("9", "%"),
            **ahead,
        ),
        figure(
            "F20",
            "自来水普及率",
            "自来水普及率达到98%以上",
            "98",
            unit="%",
            qualifier="以上",
            section="S10",
            **ahead,
        ),
        figure("F21", "完工水库", "再完工水库2座", "2", unit="座", section="S10", **ahead),
        figure(
            "F22",
            "新建水源点",
            "至少新建水源点3处",
            "3",
            unit="处",
            qualifier="不少于",
            section="S12",
            **ahead,
        ),
        figure("F23", "河流健康评价", "15条河流健康评价", "15", unit="条", section="S13", **ahead),
    ]


def whole() -> Report:
    """The record of the text, with every part of a record in use."""
    return Report(
        meta=Meta(
            title="砚溪县水务局2023年工作总结和2024年工作计划",
            issuer="砚溪县水务局",
            index_number="YX-2024-0007",
            document_number=None,
            written_on="2024-01-09",
            published_on="2024-01-12",
            period="2023",
            plan_period="2024",
        ),
        overview=Overview(
            text="2023年全县水利投资6.42亿元，增长18.5%。自来水普及率97.3%。下一步建好水网、管好河湖。",
            figures=["F1", "F10"],
            written_by="model",
        ),
        sections=_sections(),
        figures=_figures(),
        achievements=[
            point("P1", "沱岭水库主体完工", "1.加快骨干工程建设", "S3", "F4", "F5", "F6", "F7", "F8"),
            point("P2", "推进城乡供水一体化,新增受益群众1.6万人", "2.推进城乡供水一体化", "S4", "F9", "F10"),
            point("P3", "压实河湖长责任", "1.压实河湖长责任", "S6", "F11", "F12", "F13"),
            point("P4", "严控用水总量", "2.严控用水总量", "S7", "F14", "F15"),
            point("P5", "做好防汛和水毁修复", "汛期转移群众800多人", "S8", "F16", "F17"),
        ],
        problems=[
            point("P6", "部分灌区渠系老化", "一是部分灌区渠系老化", "S9"),
            point("P7", "基层水管员队伍偏弱", "二是基层水管员队伍偏弱", "S9", "F18"),
        ],
        actions=[
            point("P8", "开工建设砚北引水工程", "开工建设砚北引水工程", "S12", "F22"),
            point("P9", "完成河流健康评价,编制水网规划", "（二）管好河湖", "S13", "F23"),
            point("P10", "实施水管员轮训计划", "（三）用好人才", "S14"),
        ],
        documents=[
            Document(
                title="砚溪县河道采砂管理办法", act="出台", evidence=evidence("《砚溪县河道采砂管理办法》")
            )
        ],
        key_figures=["F1", "F10", "F4", "F3", "F14", "F15", "F11", "F9", "F19"],
        numbers={"figure": 29, "date": 9, "section": 12, "unknown": 1},
        uncovered=[Uncovered(number="27", evidence=evidence("共27项见附件"))],
        warnings=[Notice(code="answer-incomplete", message="“四、2024年重点工作”模型漏答1项,由规则补上")],
        provenance=PROVENANCE,
    )


def empty(**more: object) -> Report:
    """A record that holds nothing but what is given."""
    nothing: dict[str, None] = dict.fromkeys(Meta.model_fields)
    fields: dict[str, object] = {
        "meta": Meta(**nothing),
        "overview": Overview(text="", figures=[], written_by="rule"),
        "provenance": PROVENANCE,
        "numbers": {},
        **{
            name: []
            for name in (
                "sections",
                "figures",
                "achievements",
                "actions",
                "problems",
                "documents",
                "key_figures",
                "uncovered",
                "warnings",
            )
        },
        **more,
    }
    return Report.model_validate(fields)
