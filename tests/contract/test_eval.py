"""``summarizer eval`` and ``summarizer label`` as they are run: exit codes, files, recordings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from summarizer import pipeline, schemas
from summarizer.endpoint.schema import wire_schema
from summarizer.errors import ExitCode
from summarizer.profiles import BUILT_IN
from tests.support.command import SHORT, Outcome, in_process
from tests.support.evaluations import IDS, copied

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

    from summarizer.templates import Prompt
    from tests.support.fault_server import FaultServer

TOWNSHIP = IDS[1]
KEY = "sk-marked-4711-not-to-be-seen"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A set of one report, with the project's invariants and regressions beside it."""
    return copied(tmp_path, TOWNSHIP)


def evaluate(gold: Path, command: str, *more: str | Path, summary: Path | None = None) -> Outcome:
    env = {"OPENAI_API_KEY": KEY, **({"GITHUB_STEP_SUMMARY": str(summary)} if summary else {})}
    return in_process("eval", command, *more, "--gold", gold, cwd=gold.parent, stdin=b"", **env)


def by_rules(gold: Path, *more: str | Path, summary: Path | None = None) -> Outcome:
    return evaluate(gold, "run", "--model", "none", *more, summary=summary)


def broken(runs: Path, **figure: Any) -> None:  # noqa: ANN401 - parts of JSON
    """Change the first figure of every report in a file of runs."""
    made = [json.loads(line) for line in runs.read_text(encoding="utf-8").splitlines()]
    for run in made:
        run["report"]["figures"][0].update(figure)
    runs.write_text("".join(f"{json.dumps(run)}\n" for run in made), encoding="utf-8")


def test_a_run_writes_every_projection_and_adds_to_the_step_summary(gold: Path) -> None:
    home = gold.parent
    (home / "summary.md").write_text("from another tool\n", encoding="utf-8")
    names = {
        "-o": "v.json",
        "--markdown": "v.md",
        "--junit": "v.xml",
        "--html": "v.html",
        "--runs": "r.jsonl",
    }
    options = [word for option, name in names.items() for word in (option, str(home / name))]
    done = by_rules(gold, *options, summary=home / "summary.md")
    assert done.code == ExitCode.OK, done.err
    assert done.text == (home / "v.md").read_text(encoding="utf-8")
    assert done.text.startswith("## ✓ The gates hold\n")
    summary = (home / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("from another tool\n## ✓")
    assert json.loads((home / "v.json").read_text(encoding="utf-8"))["outcome"] == "passed"
    assert (home / "v.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert (home / "v.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_scoring_made_reports_gives_the_same_scores_and_asks_nothing(gold: Path) -> None:
    runs = gold.parent / "runs.jsonl"
    made = json.loads(by_rules(gold, "--runs", runs, "--json").out)
    scored = json.loads(evaluate(gold, "score", runs, "--json").out)
    assert made["scores"] == scored["scores"]
    assert made["outcome"] == scored["outcome"] == "passed"


def test_records_of_brief_are_scored_by_their_source(gold: Path) -> None:
    source, record = gold / "dev" / f"{TOWNSHIP}.txt", gold.parent / "records.jsonl"
    made = in_process("brief", source, "--model", "none", "--format", "json")
    record.write_text(json.dumps(json.loads(made.out)), encoding="utf-8")
    assert evaluate(gold, "score", record).code == ExitCode.OK
    other = in_process("brief", SHORT, "--model", "none", "--format", "json")
    record.write_text(json.dumps(json.loads(other.out)), encoding="utf-8")
    refused = evaluate(gold, "score", record)
    assert (refused.code, "has no report of the labelled set" in refused.err) == (ExitCode.USAGE, True)


def test_a_gate_that_does_not_hold_is_exit_code_4_in_every_projection(gold: Path) -> None:
    home = gold.parent
    by_rules(gold, "--runs", home / "runs.jsonl")
    broken(home / "runs.jsonl", value="999")
    done = evaluate(gold, "score", home / "runs.jsonl", "--junit", home / "v.xml", "-o", home / "v.json")
    assert done.code == ExitCode.GATE
    assert "warning: invariant grounding.figures: " in done.err
    assert done.text.startswith("## ✗ The gates do not hold\n")
    assert "<failure" in (home / "v.xml").read_text(encoding="utf-8")
    assert json.loads((home / "v.json").read_text(encoding="utf-8"))["outcome"] == "failed"
    assert evaluate(gold, "score", home / "runs.jsonl", "--no-gates").code == ExitCode.OK


def test_a_baseline_is_blessed_with_a_reason_and_then_held(gold: Path) -> None:
    home = gold.parent
    verdict, runs, baseline = home / "v.json", home / "runs.jsonl", home / "baselines" / "rules.json"
    by_rules(gold, "-o", verdict, "--runs", runs)
    assert in_process("eval", "bless", verdict).code == ExitCode.USAGE
    blank = in_process("eval", "bless", verdict, "--reason", " ", "--to", baseline)
    assert (blank.code, "needs a reason" in blank.err) == (ExitCode.USAGE, True)
    assert in_process("eval", "bless", verdict, "--reason", "first", "--to", baseline).code == ExitCode.OK
    assert by_rules(gold).code == ExitCode.OK
    broken(runs, name="茶园")
    fallen = evaluate(gold, "score", runs, "-o", verdict)
    assert fallen.code == ExitCode.GATE
    assert "regression new faults: 2 new: " in fallen.err
    assert in_process("eval", "bless", verdict, "--reason", "meant", "--to", baseline).code == ExitCode.OK
    assert evaluate(gold, "score", runs).code == ExitCode.OK
    shown = in_process("eval", "compare", baseline, baseline)
    assert (shown.code, shown.text.startswith("Compared over 1 report.")) == (ExitCode.OK, True)


def test_what_has_to_hold_always_cannot_be_blessed_away(gold: Path) -> None:
    home = gold.parent
    by_rules(gold, "--runs", home / "runs.jsonl")
    broken(home / "runs.jsonl", value="999")
    evaluate(gold, "score", home / "runs.jsonl", "-o", home / "v.json")
    refused = in_process("eval", "bless", home / "v.json", "--reason", "x", "--to", home / "b.json")
    assert (refused.code, "does not hold what has to hold always" in refused.err) == (ExitCode.USAGE, True)
    assert not (home / "b.json").exists()


def test_a_report_made_from_another_file_is_refused(gold: Path) -> None:
    runs = gold.parent / "runs.jsonl"
    by_rules(gold, "--runs", runs)
    source = gold / "dev" / f"{TOWNSHIP}.txt"
    source.write_text(source.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    refused = evaluate(gold, "score", runs)
    assert refused.code == ExitCode.USAGE
    assert "was made from another file than the one that is labelled" in refused.err


def test_a_crash_is_a_failed_gate_and_the_other_reports_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = copied(tmp_path, TOWNSHIP, IDS[2])
    whole = pipeline.summarize

    def crashing(raw: Any, *args: Any, **options: Any) -> schemas.Report:  # noqa: ANN401 - handed on
        if raw.name.startswith(TOWNSHIP):
            raise ZeroDivisionError("division by zero")
        return whole(raw, *args, **options)

    monkeypatch.setattr("summarizer.evaluation.generating.summarize", crashing)
    done = by_rules(gold, "--json")
    assert done.code == ExitCode.GATE
    assert f"broken in {TOWNSHIP}; ZeroDivisionError: division by zero" in done.err
    assert len(json.loads(done.out)["documents"]) == 2


class TestRecordings:
    """The answers of a model, written down once."""

    def record(self, gold: Path, server: FaultServer) -> Outcome:
        return evaluate(gold, "record", "--model", "m", "--base-url", server.base_url)

    def replay(self, gold: Path) -> Outcome:
        return evaluate(gold, "run", "--replay", "--model", "m", "--base-url", "http://127.0.0.1:9/v1")

    def test_a_recorded_set_is_scored_without_the_model(self, gold: Path, server: FaultServer) -> None:
        recorded = self.record(gold, server)
        assert recorded.code == ExitCode.OK, recorded.err
        path = gold.parent / "recordings" / "m.dev.jsonl"
        assert KEY not in path.read_text(encoding="utf-8")
        first = path.read_bytes()
        asked = len(server.calls)
        done = self.replay(gold)
        assert done.code == ExitCode.OK, done.err
        assert "answers from recordings" in done.text
        assert len(server.calls) == asked
        # Again, and nothing has changed: the answers come from the cache, the file keeps its bytes.
        assert self.record(gold, server).code == ExitCode.OK
        assert len(server.calls) == asked
        assert path.read_bytes() == first

    def test_without_a_recording_the_command_is_named_that_makes_it(self, gold: Path) -> None:
        done = self.replay(gold)
        assert done.code == ExitCode.REPLAY_MISS
        assert "There is no recording" in done.err
        assert "summarizer eval record --split dev" in done.err

    def test_an_edited_prompt_makes_a_recording_stale(
        self, gold: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.record(gold, server)
        prompts = cast("dict[str, Prompt]", BUILT_IN.prompts)
        for name, found in list(prompts.items()):
            edited = replace(found, text=found.text.replace("标题", "小标题"))
            monkeypatch.setitem(prompts, name, edited)
        self.is_stale(gold)

    def test_an_edited_schema_makes_a_recording_stale(
        self, gold: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.record(gold, server)

        def edited(model: type[BaseModel]) -> dict[str, Any]:
            return {**wire_schema(model), "title": "Edited"}

        for module in ("keys", "recording.entry"):
            monkeypatch.setattr(f"summarizer.{module}.wire_schema", edited)
        self.is_stale(gold)

    def test_an_answer_that_nobody_asks_for_fails(self, gold: Path, server: FaultServer) -> None:
        self.record(gold, server)
        path = gold.parent / "recordings" / "m.dev.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines()
        extra = json.loads(lines[-1])
        extra["key"] = "f" * 64
        path.write_text("\n".join([*lines, json.dumps(extra, ensure_ascii=False), ""]), encoding="utf-8")
        done = self.replay(gold)
        assert done.code == ExitCode.REPLAY_MISS
        assert "1 recorded answers are not asked for" in done.err
        assert "Make it again: summarizer eval record --split dev" in done.err

    def is_stale(self, gold: Path) -> None:
        done = self.replay(gold)
        assert done.code == ExitCode.REPLAY_MISS
        assert "1 of 1 reports ask what is not recorded" in done.err
        assert "which differs at" in done.err
        assert "Make it again: summarizer eval record --split dev" in done.err


def test_repeats_are_asked_each_by_itself_and_their_spread_is_told(gold: Path, server: FaultServer) -> None:
    options = ("--model", "m", "--base-url", server.base_url, "--json")
    once = evaluate(gold, "run", *options)
    assert once.code == ExitCode.OK, once.err
    asked = len(server.calls)
    twice = evaluate(gold, "run", *options, "--repeat", "2")
    verdict = json.loads(twice.out)
    assert [each["repeat"] for each in verdict["documents"]] == [0, 1]
    # The first is kept from before; the second is asked anew.
    assert len(server.calls) - asked == verdict["documents"][1]["counts"]["calls.all"] > 0
    score = verdict["scores"]["all"]["figures.f1"]
    assert score["smallest"] == score["largest"] == score["value"]


def test_calls_are_priced_by_the_table_of_the_user(gold: Path, server: FaultServer) -> None:
    (gold.parent / "summarizer.toml").write_text("[prices.m]\ninput = 2.0\noutput = 10.0\n", encoding="utf-8")
    options = ("--model", "m", "--base-url", server.base_url, "--json", "--no-cache")
    verdict = json.loads(evaluate(gold, "run", *options).out)
    counts = verdict["documents"][0]["counts"]
    cost = (counts["calls.prompt_tokens"] * 2 + counts["calls.completion_tokens"] * 10) / 1e6
    assert verdict["scores"]["all"]["usage.cost"]["value"] == pytest.approx(cost)
    unpriced = json.loads(by_rules(gold, "--json").out)
    assert unpriced["scores"]["all"]["usage.cost"]["value"] is None


def test_check_says_what_is_wrong_with_labels(gold: Path) -> None:
    right = evaluate(gold, "check")
    assert (right.code, f"{TOWNSHIP}.json: ok" in right.text) == (ExitCode.OK, True)
    file = gold / "dev" / f"{TOWNSHIP}.json"
    file.write_text(file.read_text(encoding="utf-8").replace("2.14亿元", "2.41亿元"), encoding="utf-8")
    wrong = evaluate(gold, "check")
    assert wrong.code == ExitCode.FAILED
    assert "is not in the report" in wrong.text
    assert "1 label files" in wrong.err


def test_a_draft_of_labels_is_a_label_file_that_rules_score_perfectly(tmp_path: Path) -> None:
    gold = tmp_path / "mine"
    gold.mkdir()
    source = copied(tmp_path, TOWNSHIP) / "dev" / f"{TOWNSHIP}.txt"
    drafted = in_process("label", source, "-o", gold / "x.json")
    assert drafted.code == ExitCode.OK, drafted.err
    assert "by rules: now read the report" in drafted.err
    done = in_process("eval", "run", "--model", "none", "--gold", gold, "--no-gates", "--json", cwd=tmp_path)
    scores = json.loads(done.out)["scores"]["all"]
    assert scores["figures.strict_f1"]["value"] == scores["headings.f1"]["value"] == 1.0
    assert evaluate(gold, "check").code == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "--gold", "none"], "There is no directory none"),
        (["run", "--model", "none", "--replay"], "there is nothing to replay"),
        (["record", "--model", "none"], "there is nothing to record"),
        (["run", "--model", "none", "--gates", "none.toml"], "The gates none.toml cannot be read"),
        (["run", "--model", "none", "--baseline", "none.json"], "none.json cannot be read"),
        (["run", "--model", "none", "--only", "nobody"], "The set has no report 'nobody'"),
        (["table", "--baselines", "none"], "There are no baselines in none"),
        (["compare", "none.json", "none.json"], "none.json cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments: list[str], told: str, gold: Path) -> None:
    more = [] if "--gold" in arguments or arguments[0] in {"table", "compare"} else ["--gold", str(gold)]
    done = in_process("eval", *arguments, *more, cwd=gold.parent)
    assert done.code == ExitCode.USAGE
    assert told in done.err
    assert "Traceback" not in done.err
