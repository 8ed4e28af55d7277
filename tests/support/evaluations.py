"""A small labelled set on disk, the runs that rules make of it, and runs with something broken in them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.evaluation.assembling import assemble
from summarizer.evaluation.gates import Gates, hold, load_gates
from summarizer.evaluation.generating import generate
from summarizer.evaluation.gold import GoldSet, load
from summarizer.evaluation.runs import Run, lines, read_runs
from summarizer.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.evaluation.verdict import Verdict

EVALS = Path(__file__).parents[2] / "evals"
GATES = EVALS / "gates.toml"
IDS = ("diting-court-2023", "fengzhan-2024-h1", "luoxiu-school-plan-2025")
"""Reports of the development set that are quick to score: a court, a township, a plan."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluated:
    """A set with what rules made of it."""

    gold: GoldSet
    runs: tuple[Run, ...]
    sources: dict[str, str]

    verdict: Verdict


@cache
def evaluated() -> Evaluated:
    """Make the reports of the small set by rules; once for all tests of a process."""
    gold = load(EVALS / "gold").only(ids=IDS)
    runs = tuple(generate(gold.documents, None))
    sources = {each.id: read(each.source).text for each in gold.documents}
    return Evaluated(gold=gold, runs=runs, sources=sources, verdict=assemble(gold, runs, sources))


def gates() -> Gates:
    """The gates of the project without floors and ceilings, which are those of another set."""
    return load_gates(GATES).model_copy(update={"limits": []})


def with_broken(document: str, change: Callable[[dict[str, Any]], object], directory: Path) -> list[Run]:
    """Write the runs to a file, change the record of one report in it, and read the file again."""
    file = directory / "runs.jsonl"
    made = [json.loads(line) for line in lines(evaluated().runs).splitlines()]
    for run in made:
        if run["document"] == document:
            change(run["report"])
    file.write_text("".join(f"{json.dumps(run, ensure_ascii=False)}\n" for run in made), encoding="utf-8")
    return read_runs(file, {})


def judged(runs: list[Run], baseline: Verdict | None = None) -> Verdict:
    """Score runs of the small set and hold the gates against what rules make of it."""
    base = evaluated()
    verdict = assemble(base.gold, runs, base.sources)
    return hold(gates(), verdict, base.verdict if baseline is None else baseline)


def copied(directory: Path, *ids: str) -> Path:
    """Copy labelled reports into a set of one split, with gates beside it, and return the set's directory."""
    home = directory / "gold" / "dev"
    home.mkdir(parents=True)
    for document in load(EVALS / "gold").only(ids=ids or IDS).documents:
        shutil.copy(document.path, home)
        shutil.copy(document.source, home)
    text = GATES.read_text(encoding="utf-8")
    start, end = text.index("# Floors"), text.index("# Against the blessed")
    (directory / "gates.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    return directory / "gold"
