from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.cuts import count
from benchmarks.reading import report_of

ROOT = Path(__file__).resolve().parents[3]


def test_cuts_are_counted_by_what_they_fall_into() -> None:
    text = "2023年5月12日印发《办法(试行)》，完成12.5亿元；\n新建学校。投产（含试产）。"

    def at(words: str) -> int:
        return text.index(words)

    none = dict.fromkeys(("number", "date", "title", "bracket", "sentence"), 0)
    assert count(text, [at("\n"), at("新建"), at("投产")]) == none
    assert count(text, [at("月12")]) == {**none, "date": 1, "sentence": 1}
    assert count(text, [at("23年"), at(".5亿")]) == {**none, "number": 2, "date": 1, "sentence": 2}
    assert count(text, [at("试行")]) == {**none, "title": 1, "bracket": 1, "sentence": 1}
    assert count(text, [at("完成")]) == {**none, "sentence": 1}


def test_texts_have_their_size_and_other_numbers_in_every_copy() -> None:
    text = report_of(20_000)
    assert len(text) == 20_000
    assert text == report_of(20_000)
    totals = [line for line in text.splitlines() if "工业总产值" in line]
    assert len(totals) > 1
    assert len(set(totals)) == len(totals)


def test_our_side_runs_without_the_peer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", "--alone", "--json", "--sizes=2000", "--repeat=1"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (measured,) = json.loads(done.stdout)["runs"]
    assert measured["characters"] == 2000
    assert set(measured["stages"]) == {"reading", "cleaning", "structure", "figures", "chunks"}
    assert measured["chunks"] > 1
    assert sum(measured["cuts"].values()) == 0
