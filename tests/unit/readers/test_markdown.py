from __future__ import annotations

import io
from typing import TYPE_CHECKING

from summarizer.readers import read

if TYPE_CHECKING:
    from pathlib import Path


def _lines(text: str) -> list[str]:
    raw = read("-", stdin=io.BytesIO(text.encode()))
    assert raw.media_type == "text/markdown"
    return raw.text.split("\n")


def test_headings_of_both_kinds() -> None:
    assert _lines("云泉县总结\n====\n\n一、工作\n---\n### （一）项目 ###\n内容\n# 二、打算") == [
        "# 云泉县总结",
        "## 一、工作",
        "### （一）项目",
        "内容",
        "# 二、打算",
    ]


def test_front_matter_becomes_labels() -> None:
    text = '---\ntitle: "云泉县总结"\ndate: 2025-01-06\nlayout: post\n发布机构: 县政府办\n---\n正文一句。\n'
    raw = read("-", stdin=io.BytesIO(text.encode()))
    assert raw.text == "发布日期: 2025-01-06\n发布机构: 县政府办\n云泉县总结\n正文一句。"
    assert raw.warnings == ("文首格式说明中的1行未计入正文。",)


def test_marks_go_and_words_stay() -> None:
    lines = _lines(
        "# 总结\n# 工作\n"
        "**（一）抓项目。**完成**12.5亿元**，*增长*8.1%。[公告](http://a.b)\n第二行  \n第三行\n\n"
        "- 要点甲\n- 要点乙\n\n7. 编号七\n8. 编号八\n\n"
        "> 引文\n\n    缩进段落，**增长5%**。\n\n```\n原文 **甲**\n```\n"
    )
    assert lines[2:] == [
        "（一）抓项目。完成12.5亿元，增长8.1%。公告",
        "第二行",
        "第三行",
        "要点甲",
        "要点乙",
        "7. 编号七",
        "8. 编号八",
        "引文",
        "缩进段落，增长5%。",
        "原文 **甲**",
    ]


def test_tables_become_rows() -> None:
    assert _lines("# 表\n\n| 指标 | 数值 |\n|:---|---:|\n| **产值** | 12.5 |\n| | 3.2 |\n") == [
        "# 表",
        "指标 | 数值",
        "产值 | 12.5",
        "| 3.2",
    ]


def test_the_name_alone_makes_markdown_of_a_text_and_not_of_a_page(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("总结\n\n- 甲\n", encoding="utf-8")
    assert read(file).text == "总结\n甲"
    file.write_text("<html><body><p>总结</p></body></html>", encoding="utf-8")
    assert read(file).media_type == "text/html"
