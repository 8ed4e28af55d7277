from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks import contestants
from benchmarks.measured_run import bare_environment, run
from benchmarks.peers.instructor_runner import Figures, pieces

ROOT = Path(__file__).resolve().parents[3]


def test_rules_alone_are_measured_without_any_server() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.extraction",
            ROOT / "tests/fixtures/reports/short-bureau.txt",
            ROOT / "evals/gold/dev/short-bureau.json",
            "--base-url=http://127.0.0.1:9/v1",
            "--model=any",
            "--tools=rules",
            "--json",
        ],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (report,) = json.loads(done.stdout)["reports"]
    (measured,) = report["runs"]["rules"]
    assert measured["calls"] == measured["failures"] == 0
    assert measured["figures"] > 0
    assert 0 < measured["strict_f1"] <= measured["number_f1"] <= 1
    assert measured["peak_mib"] > 1


def test_a_tool_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    code = "import os, sys; print(os.environ.get('OPENAI_BASE_URL'), flush=True); sys.exit('no more')"
    ended = run(
        [sys.executable, "-c", code], environment=bare_environment(tmp_path), directory=tmp_path, timeout=60
    )
    assert ended.exit_code == 1
    assert ended.log.splitlines() == ["None", "no more"]


def test_a_tool_that_does_not_end_is_ended(tmp_path: Path) -> None:
    code = "import time; time.sleep(60)"
    ended = run(
        [sys.executable, "-c", code], environment=bare_environment(tmp_path), directory=tmp_path, timeout=0.2
    )
    assert ended.exit_code < 0
    assert ended.seconds < 60


def test_pieces_hold_every_paragraph_once_and_break_between_them() -> None:
    paragraphs = ["甲" * 400, "乙" * 700, "丙" * 1500, "丁" * 10, "戊" * 20]
    made = pieces("\n\n　　".join(paragraphs))
    assert [piece.split("\n") for piece in made] == [
        [paragraphs[0]],
        [paragraphs[1]],
        [paragraphs[2]],
        paragraphs[3:],
    ]


def test_the_examples_given_to_others_are_right_and_in_the_order_of_their_text() -> None:
    task = json.loads((Path(contestants.__file__).parent / "peers" / "task.json").read_text(encoding="utf-8"))
    for example in task["examples"]:
        Figures.model_validate({"figures": example["figures"]})
        place = 0
        for figure in example["figures"]:
            place = example["text"].index(figure["quote"], place) + len(figure["quote"])
            assert figure["value"] in figure["quote"]
            assert figure["change"].lstrip("+-") in figure["quote"]
