"""The page's own words, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.rendering.markdown import Language

_CHINESE: Final = {
    "lang": "zh-CN",
    "untitled": "工作报告",
    "brief": "简报",
    "source": "原文",
    "issuer": "发布机构",
    "document_number": "文号",
    "date": "日期",
    "period": "报告期",
    "plan_period": "计划期",
    "overview": "概览",
    "table": "关键数据",
    "work": "主要工作",
    "problems": "存在问题",
    "targets": "目标",
    "plan": "工作计划",
    "documents": "印发文件",
    "figures": "全部数据",
    "numbers": "数字去向",
    "notices": "提示",
    "origin": "来源",
    "indicator": "指标",
    "value": "数值",
    "change": "变化",
    "status": "状态",
    "period_column": "期间",
    "kind": "类别",
    "verdict": "核对",
    "section": "章节",
    "all_sections": "全部章节",
    "before_headings": "正文开头",
    "search": "搜索名称、数值或原文",
    "clear": "清除",
    "filters": "筛选",
    "theme": "深浅色",
    "help": "按键说明",
    "close": "关闭",
    "previous": "上一条",
    "next": "下一条",
    "passage": "原文",
    "passages": "共{}处原文",
    "belongs": "所在要点",
    "holds": "其中数据",
    "also": "同处还有",
    "none_left": "没有符合筛选条件的内容。",
    "shown": "{} / {} 条",
    "no_passage": "引文不在原文所记位置，未能标出。",
    "hidden": "原文中不可见的字符",
    "furniture": "网页或版面上的文字，不属于报告正文",
    "gap": "未附原文，此处从略",
    "quotes_only": "本页未附原文，左侧只列出记录中的引文；引文未与原文核对。",
    "whole": "左侧为全文，每一处引文都已逐字核对。",
    "numbers_intro": "原文中的数字各归其类，一个不漏。",
    "numbers_only_counts": "本页未附原文，只能列出记录中的个数。",
    "uncovered_none": "没有未能归类的数字。",
    "rules": "由程序按规则写成，未用模型",
    "model": "文字由模型{}拟写并经程序核对",
    "origin_words": "数字和引文由程序从原文摘出",
    "sha": "原文校验（SHA-256）",
    "tool": "程序版本",
    "reports": "份报告",
    "report": "报告",
    "index": "报告目录",
    "flagged": "存疑",
    "uncovered": "未覆盖",
    "count": "数据",
    "points": "要点",
    "key_j": "下一条 / 上一条",
    "key_slash": "搜索",
    "key_esc": "关闭、清除",
    "key_t": "切换深浅色",
    "key_s": "在原文与简报之间切换（手机）",
    "key_q": "本说明",
    "filter_reports": "搜索报告",
    "with_source": "全文",
    "without_source": "仅引文",
}
_ENGLISH: Final = {
    "lang": "en",
    "untitled": "Work report",
    "brief": "Brief",
    "source": "Source",
    "issuer": "Issuer",
    "document_number": "Document number",
    "date": "Date",
    "period": "Reporting period",
    "plan_period": "Plan period",
    "overview": "Overview",
    "table": "Key figures",
    "work": "Main work",
    "problems": "Problems",
    "targets": "Targets",
    "plan": "Work plan",
    "documents": "Documents",
    "figures": "All figures",
    "numbers": "Where every number went",
    "notices": "Notices",
    "origin": "Origin",
    "indicator": "Indicator",
    "value": "Value",
    "change": "Change",
    "status": "Status",
    "period_column": "Period",
    "kind": "Kind",
    "verdict": "Verdict",
    "section": "Section",
    "all_sections": "All sections",
    "before_headings": "Opening of the report",
    "search": "Search names, values, passages",
    "clear": "Clear",
    "filters": "Filters",
    "theme": "Dark or light",
    "help": "Keys",
    "close": "Close",
    "previous": "Previous",
    "next": "Next",
    "passage": "Passage",
    "passages": "{} passages",
    "belongs": "In the point",
    "holds": "Its figures",
    "also": "In the same place",
    "none_left": "Nothing matches the filters.",
    "shown": "{} of {}",
    "no_passage": "The quotation is not where the record says, so it could not be marked.",
    "hidden": "A character of the source that cannot be seen",
    "furniture": "Words of the web page or layout, not of the report",
    "gap": "The source is not at hand; this is left out",
    "quotes_only": (
        "The source is not at hand: at the left stand the quotations of the record, not checked against it."
    ),
    "whole": "The whole source is at the left; every quotation was checked against it, word for word.",
    "numbers_intro": "Every number of the source, by what it is.",
    "numbers_only_counts": "The source is not at hand, so there are only the counts of the record.",
    "uncovered_none": "There is no number that could not be classified.",
    "rules": "written by rules, without a model",
    "model": "worded by the model {} and checked by the program",
    "origin_words": "Numbers and quotations are copied from the source by the program",
    "sha": "Source (SHA-256)",
    "tool": "Program version",
    "reports": "reports",
    "report": "Report",
    "index": "Reports",
    "flagged": "Flagged",
    "uncovered": "Uncovered",
    "count": "Figures",
    "points": "Points",
    "key_j": "next / previous item",
    "key_slash": "search",
    "key_esc": "close, clear",
    "key_t": "dark or light",
    "key_s": "source or brief (on a phone)",
    "key_q": "these keys",
    "filter_reports": "Search reports",
    "with_source": "whole",
    "without_source": "quotations only",
}
_KINDS: Final = {
    "figure": ("数据", "Figure"),
    "achievement": ("工作", "Work"),
    "problem": ("问题", "Problem"),
    "action": ("计划", "Plan"),
    "document": ("文件", "Document"),
    "number": ("其他数字", "Other number"),
}
_STATUS: Final = {
    "actual": ("实际", "Actual"),
    "target": ("目标", "Target"),
    "forecast": ("预计", "Forecast"),
}
_VERDICTS: Final = {
    "verified": ("已核对", "Verified"),
    "flagged": ("存疑", "Flagged"),
    "uncovered": ("未覆盖", "Uncovered"),
    "classified": ("已归类", "Classified"),
}
_UNCHECKED: Final = ("未见疑点", "No doubt raised")
"""Stands for ``verified`` where the source is not at hand."""
_CLASSES: Final = {
    "figure": ("数据", "Figure"),
    "date": ("日期", "Date"),
    "duration": ("时长", "Duration"),
    "deadline": ("期限", "Deadline"),
    "ordinal": ("序次", "Ordinal"),
    "name": ("名称的一部分", "Part of a name"),
    "section": ("章节序号", "Section number"),
    "reference": ("引用", "Reference"),
    "sum": ("合计或约数", "Sum of a list"),
    "base": ("变化前的数值", "Value before a change"),
    "furniture": ("版面文字", "Page furniture"),
    "unknown": ("未能归类", "Not classified"),
}
_FLAGS: Final = {
    "name-unsure": ("名称存疑", "the name is doubtful"),
    "name-refused": (
        "模型所拟名称未通过核对，改用原文字样",
        "the model's name failed its check; rules named it",
    ),
    "status-unsure": ("状态存疑", "the status is doubtful"),
    "headline-refused": (
        "模型所拟标题未通过核对，改用原文字样",
        "the model's headline failed its check; rules headed it",
    ),
    "quote-misplaced": ("引文不在原文所记位置", "the quotation is not where the record says"),
}


class Words:
    """Looks up the words of one language; what is not known stays as it is."""

    def __init__(self, language: Language, *, is_checked: bool) -> None:
        """Choose the language, and whether quotations could be compared with the source."""
        self.language: Language = language
        place = 0 if language == "zh" else 1

        def of(table: Mapping[str, tuple[str, str]]) -> dict[str, str]:
            return {key: both[place] for key, both in table.items()}

        self.own: dict[str, str] = _CHINESE if language == "zh" else _ENGLISH
        self.kinds, self.status, self.verdicts = of(_KINDS), of(_STATUS), of(_VERDICTS)
        if not is_checked:
            self.verdicts["verified"] = _UNCHECKED[place]
        self.classes, self.flags = of(_CLASSES), of(_FLAGS)
