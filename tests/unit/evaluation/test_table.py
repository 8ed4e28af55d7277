"""The table of scores, and the faults that the page on evaluation lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.recorded_peers import peers
from summarizer.errors import GoldError
from summarizer.evaluation.metrics import METRICS
from summarizer.evaluation.table import put_into, score_table
from summarizer.evaluation.tally import FAULT_KINDS
from summarizer.evaluation.verdict import Blessing
from tests.support.evaluations import evaluated

PAGE = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text(encoding="utf-8")
RESULT = {
    "model": "m",
    "machine": "x86_64, 2 processors",
    "versions": "summarizer 0.1.0, langextract 1.7.1, instructor 1.17.0",
    "reports": [{"report": "a.txt"}, {"report": "b.txt"}],
    "all": {
        "summarizer": [{"number_f1": 1.0, "strict_f1": 0.9, "seconds": 10.0}],
        "langextract": [
            {"number_f1": 0.2, "strict_f1": 0.05, "seconds": 600.0},
            {"number_f1": 0.4, "strict_f1": 0.07, "seconds": 800.0},
        ],
    },
}


def test_other_tools_stand_in_rows_of_their_own_with_the_median_of_their_rounds() -> None:
    blessing = Blessing(reason="x", title="small set", on="2024-01-01")
    verdict = evaluated().verdict.model_copy(update={"blessing": blessing})
    recorded = peers(RESULT, "real reports")
    lines = score_table([verdict], recorded).splitlines()
    assert lines[2].startswith("| real reports (2) | langextract 1.7.1 | 0.300 | 0.060 | – | – | 350.0 |")
    assert lines[3].startswith("| small set (3) | rules alone | ")
    assert len(lines) == 4


def test_a_table_takes_the_place_of_the_one_before() -> None:
    table = "| reports | made by |\n| --- | --- |\n| new (3) | rules |\n"
    page = "# Scores\n\n| reports | made by |\n| --- | --- |\n| old (2) | x |\n| older (1) | y |\n\nEnd\n"
    assert put_into(page, table) == f"# Scores\n\n{table}\nEnd\n"
    with pytest.raises(GoldError, match="no table of scores to replace"):
        put_into("# Scores\n", table)


def test_the_page_lists_every_fault() -> None:
    (passage,) = re.findall(r"Faults are named by kind: (.*?)\. `--every-fault`", PAGE, re.DOTALL)
    assert set(re.findall(r"`([a-z-]+)`", passage)) == FAULT_KINDS


def test_the_page_names_every_group_of_scores() -> None:
    for name in METRICS:
        group, _, one = name.partition(".")
        assert f"`{name}`" in PAGE or (f"`{group}." in PAGE and f".{one}`" in PAGE), name
