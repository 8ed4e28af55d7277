from __future__ import annotations

import pytest

from summarizer.structure.periods import period_at
from tests.support.figures import figures


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("税收", "2021"),
        ("前三季度,税收", "2021-01/2021-09"),
        ("一季度,税收", "2021-Q1"),
        ("第2季度,税收", "2021-Q2"),
        ("上半年,税收", "2021-H1"),
        ("下半年,税收", "2021-H2"),
        ("1-9月,税收", "2021-01/2021-09"),
        ("7月份,用电量", "2021-07/2021-07"),
        ("2020年上半年,税收", "2020-H1"),
        ("2019年,税收", "2019"),
        ("截至9月底,税收", "as of 2021-09"),
        ("截止2020年6月,税收", "as of 2020-06"),
        ("年末常住人口", "2021"),
        ("2020年末,常住人口", "2020"),
        ("到2025年,覆盖率", "2025"),
        ("五年来,累计", "2017-01/2021-12"),
        ("上半年税收5亿元,全年", "2021"),
        # What it is compared with is not its time.
        ("税收比2019年", "2021"),
        ("较上半年", "2021"),
    ],
)
def test_period_that_the_words_say(words: str, period: str) -> None:
    assert period_at(words, "2021") == period


def test_a_half_year_report_keeps_its_half_year() -> None:
    assert period_at("税收", "2020-H1") == "2020-H1"
    assert period_at("2020年,税收", "2020-H1") == "2020-H1"


def test_without_a_year_only_a_written_year_helps() -> None:
    assert period_at("上半年,税收", None) is None
    assert period_at("2020年,税收", None) == "2020"


def test_a_time_is_carried_on_to_the_full_stop() -> None:
    text = "前三季度,税收5亿元,增长3%;用电量8亿千瓦时。公园12个。"

    assert [f.period for f in figures(text)] == ["2021-01/2021-09", "2021-01/2021-09", "2021"]


def test_a_plan_is_about_the_coming_period() -> None:
    assert [f.period for f in figures("地区生产总值增长6%以上。", "plan")] == ["2022"]
    assert figures("在上年建成20个平台的基础上再建10个。", "plan")[0].period == "2021"
