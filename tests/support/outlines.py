"""A small report of an invented place with the outline that rules should find in it, written by hand."""

from __future__ import annotations

from summarizer.cleaning.text import CleanText
from summarizer.readers.raw import RawText
from summarizer.structure.model import (
    Change,
    Figure,
    Mention,
    Metadata,
    NumberClass,
    Outline,
    Point,
    Section,
    Title,
)

TEXT = """\
槐湾区工业局2023年工作总结
2023年,全区完成工业投资20.5亿元。
一、2023年主要工作
1.投资持续较快增长。全年完成工业投资20.5亿元,增长41.8%,其中技改投资7.1亿元,下降3.2%。出台《槐湾区技改奖补办法》。
2.企业培育有新成效。新认定专精特新企业12家,占全市四分之一。
二、存在问题
一是产业结构偏重,未完成节能任务。
三、2024年计划
一是扩大投资。力争工业投资达到23亿元,引导“链主”企业设立B2B平台。"""


def raw(text: str = TEXT) -> RawText:
    return RawText(text=text, name="report.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64)


def clean(text: str = TEXT) -> CleanText:
    places = range(len(text))
    return CleanText(source=text, text=text, starts=tuple(places), ends=tuple(place + 1 for place in places))


def span(piece: str, *, after: str = "", text: str = TEXT) -> tuple[int, int]:
    start = text.index(piece, text.index(after))
    return start, start + len(piece)


def mention(number: str, kind: NumberClass, *, after: str = "") -> Mention:
    start, end = span(number, after=after)
    return Mention(start=start, end=end, text=number, kind=kind, sure=True)


MENTIONS = (
    mention("2023", NumberClass.DATE),
    mention("2023", NumberClass.DATE, after="总结\n"),
    mention("20.5", NumberClass.FIGURE),
    mention("20.5", NumberClass.FIGURE, after="1.投资"),
    mention("41.8", NumberClass.FIGURE),
    mention("7.1", NumberClass.FIGURE),
    mention("3.2", NumberClass.FIGURE),
    mention("12", NumberClass.FIGURE),
    mention("四分之一", NumberClass.UNKNOWN),
    mention("23", NumberClass.FIGURE, after="达到"),
)


def figure(
    number: int,
    name: str,
    value: str,
    quote: tuple[int, int],
    **given: object,
) -> Figure:
    values: dict[str, object] = {
        "id": f"F{number}",
        "section": "S1",
        "name": name,
        "candidates": (name,),
        "name_sure": True,
        "value": value,
        "unit": "亿元",
        "qualifier": "",
        "change": None,
        "status": "actual",
        "status_sure": True,
        "period": "2023",
        "start": quote[0],
        "end": quote[1],
        "anchor_start": quote[0],
        "anchor_end": quote[1],
        "mentions": (),
    }
    return Figure(**(values | given))  # type: ignore[arg-type]  # a table of the same names


def section(number: int, heading: str, kind: str, stop: str) -> Section:
    start, body = span(heading) if heading else (0, 0)
    end = TEXT.index(stop) if stop else len(TEXT)
    return Section(
        id=f"S{number}",
        heading=heading,
        level=1 if heading else 0,
        kind=kind,  # type: ignore[arg-type]  # one of the kinds
        parent=None,
        start=start,
        body=body,
        end=end,
    )


def point(number: int, held: str, kind: str, first: str, last: str) -> Point:
    start, _ = span(first)
    _, end = span(last)
    return Point(
        id=f"P{number}",
        section=held,
        kind=kind,  # type: ignore[arg-type]  # one of the kinds
        start=start,
        end=end,
        quote_start=start,
        quote_end=start + len(first),
    )


def outline() -> Outline:
    return Outline(
        metadata=Metadata(title="槐湾区工业局2023年工作总结", period="2023", plan_period="2024"),
        sections=(
            section(0, "", "preamble", "一、"),
            section(1, "一、2023年主要工作", "review", "二、"),
            section(2, "二、存在问题", "problems", "三、"),
            section(3, "三、2024年计划", "plan", ""),
        ),
        points=(
            point(1, "S1", "achievement", "1.投资持续较快增长", "奖补办法》。"),
            point(2, "S1", "achievement", "2.企业培育有新成效", "四分之一。"),
            point(3, "S2", "problem", "一是产业结构偏重", "节能任务。"),
            point(4, "S3", "action", "一是扩大投资", "B2B平台。"),
        ),
        titles=(
            Title(
                title="槐湾区技改奖补办法",
                act="出台",
                start=span("《槐湾区")[0],
                end=span("奖补办法》")[1],
            ),
        ),
        mentions=MENTIONS,
        figures=(
            figure(1, "工业投资", "20.5", span("完成工业投资20.5亿元"), section="S0", mentions=(2,)),
            figure(
                2,
                "工业投资",
                "20.5",
                span("工业投资20.5亿元,增长41.8%"),
                change=Change(value="41.8", unit="%", direction="up"),
                mentions=(3, 4),
            ),
            figure(
                3,
                "技改投资",
                "7.1",
                span("其中技改投资7.1亿元,下降3.2%"),
                candidates=("技改投资", "工业投资", "工业投资技改投资"),
                name_sure=False,
                change=Change(value="3.2", unit="%", direction="down"),
                mentions=(5, 6),
            ),
            figure(4, "专精特新企业", "12", span("新认定专精特新企业12家"), unit="家", mentions=(7,)),
            figure(
                5,
                "工业投资",
                "23",
                span("力争工业投资达到23亿元"),
                section="S3",
                status="target",
                status_sure=False,
                period="2024",
                mentions=(9,),
            ),
        ),
    )
