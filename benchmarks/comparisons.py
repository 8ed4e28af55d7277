"""Measures ``summarizer compare`` on the labelled pairs of reports in evals/pairs.

Usage: python benchmarks/comparisons.py [DIRECTORY] [--model] [--show]

A pair is right where both its figures are the labelled ones, known by the places of their numbers; a verdict
where target, result and verdict are all as labelled. With ``--model`` the embedded model settles what the
rules doubt; ``--show`` tells every mistake.
"""

from __future__ import annotations

import re
import sys
import tomllib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.comparing import compare
from summarizer.embedded.engine import Engine
from summarizer.embedded.models import DEFAULT_MODEL
from summarizer.embedded.store import ModelStore, default_root
from summarizer.embedded.weights import resolve
from summarizer.endpoint import EMBEDDED, Endpoint
from summarizer.pipeline import summarize
from summarizer.readers import read

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from summarizer.exchange import Asker
    from summarizer.schemas import ComparedFigure, Comparison, Report

PAIRS = Path(__file__).parents[1] / "evals" / "pairs"
_MARK = re.compile(r"⟦([^⟦⟧]*)⟧")

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """One comparison with what a reader says of it; figures are named by their marked words."""

    reports: tuple[Path, Path]
    actual: frozenset[Pair]
    unjudged: frozenset[Pair]
    outcomes: dict[Pair, str]
    contradictions: frozenset[Pair]


@dataclass(kw_only=True, slots=True)
class Score:
    """Counts over comparisons, and what was wrong in words."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    verdicts: int = 0
    verdicts_right: int = 0
    contradictions: int = 0
    contradictions_found: int = 0
    contradictions_invented: int = 0
    doubts: int = 0
    mistakes: list[str] = field(default_factory=list[str])

    def add(self, other: Score) -> None:
        """Add the counts of another comparison."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def f1(self) -> float:
        """F1 of the pairs."""
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else 1.0

    def __str__(self) -> str:
        return (
            f"pairs F1 {self.f1:.3f} ({self.right} right, {self.found} found, {self.labelled} labelled); "
            f"verdicts {self.verdicts_right} of {self.verdicts}; "
            f"contradictions {self.contradictions_found} of {self.contradictions}, "
            f"{self.contradictions_invented} invented; {self.doubts} in doubt"
        )


def labelled(directory: Path) -> list[Labelled]:
    """Read the labels of every body in a directory."""
    found: list[Labelled] = []
    for path in sorted(directory.glob("**/labels.toml")):
        for each in tomllib.loads(path.read_text(encoding="utf-8"))["comparison"]:
            first, second = (path.parent / name for name in each["reports"])
            found.append(
                Labelled(
                    reports=(first.resolve(), second.resolve()),
                    actual=_pairs(each["actual"]),
                    unjudged=_pairs(each.get("unjudged", [])),
                    outcomes={(one, other): verdict for one, other, verdict in each["outcomes"]},
                    contradictions=_pairs(each["contradictions"]),
                )
            )
    return found


def score(label: Labelled, asker: Asker | None = None, known: dict[Path, Report] | None = None) -> Score:
    """Compare the two reports of a label and say how much of it is right."""
    known = {} if known is None else known
    for path in label.reports:
        if path not in known:
            known[path] = summarize(read(str(path)), None)
    made = compare([known[path] for path in label.reports], asker)
    ids = _figures(label, made)
    wanted = _by_id(label.actual, ids)
    found = {(one, other) for row in made.indicators for one, other in [row.figures]}
    found -= _by_id(label.unjudged, ids)
    outcomes = {_pair_by_id(pair, ids): verdict for pair, verdict in label.outcomes.items()}
    left = {target for target, _ in _by_id(label.unjudged, ids)}
    told = {
        (each.target, each.result or ""): each.verdict for each in made.outcomes if each.target not in left
    }
    planted = _by_id(label.contradictions, ids)
    contradictions = {(each.earlier, each.later) for each in made.claims if each.verdict == "contradicts"}
    return Score(
        right=len(found & wanted),
        found=len(found),
        labelled=len(wanted),
        # A verdict too many is as wrong as one that is missing.
        verdicts=len(outcomes) + len(told.keys() - outcomes.keys()),
        verdicts_right=len(told.items() & outcomes.items()),
        contradictions=len(planted),
        contradictions_found=len(planted & contradictions),
        contradictions_invented=len(contradictions - planted),
        doubts=len(made.doubts),
        mistakes=[
            *_told("missed pair", wanted - found, made),
            *_told("wrong pair", found - wanted, made),
            *_told("missed verdict", outcomes.keys() - told.keys(), made),
            *_told("wrong verdict", {pair for pair in told if told[pair] != outcomes.get(pair)}, made),
            *_told("missed contradiction", planted - contradictions, made),
            *_told("wrong contradiction", contradictions - planted, made),
        ],
    )


def _pairs(listed: Iterable[list[str]]) -> frozenset[Pair]:
    return frozenset((one, other) for one, other in listed)


def _by_id(pairs: Iterable[Pair], ids: dict[tuple[int, str], str]) -> set[Pair]:
    return {_pair_by_id(pair, ids) for pair in pairs}


def _pair_by_id(pair: Pair, ids: dict[tuple[int, str], str]) -> Pair:
    """Put figures for marked words; words whose figure was not found stay and match nothing."""
    return ids.get((0, pair[0]), pair[0]), ids.get((1, pair[1]), pair[1])


def _told(what: str, pairs: Iterable[Pair], made: Comparison) -> list[str]:
    quotes = {each.id: each.figure.evidence.quote for each in made.figures}
    return sorted(f"{what}: {quotes.get(one, one)} | {quotes.get(other, other)}" for one, other in pairs)


def _figures(label: Labelled, made: Comparison) -> dict[tuple[int, str], str]:
    """Return the figure of every marked words, by side.

    Raises:
        ValueError: A label's words do not stand in its report exactly once.
    """
    columns = {report.source_sha256: report.id for report in made.reports}
    found: dict[tuple[int, str], str] = {}
    for side, path in enumerate(label.reports):
        raw = read(str(path))
        figures = [each for each in made.figures if each.report == columns[raw.sha256]]
        pairs = (*label.actual, *label.unjudged, *label.outcomes, *label.contradictions)
        for words in {pair[side] for pair in pairs} - {""}:
            figure = _figure_at(words, raw.text, figures, path)
            if figure is not None:
                found[side, words] = figure.id
    return found


def _figure_at(words: str, text: str, figures: list[ComparedFigure], path: Path) -> ComparedFigure | None:
    mark = _MARK.search(words)
    plain = _MARK.sub(r"\1", words)
    if mark is None or text.count(plain) != 1:
        raise ValueError(f"{path}: {words} stands there {text.count(plain)} times")
    at = text.index(plain) + mark.start()
    number = re.sub(r"%?—", "-", mark[1])
    inside = [
        each
        for each in figures
        if each.figure.evidence.start <= at < each.figure.evidence.end
        and number in {each.figure.value, each.figure.change.value if each.figure.change else None}
    ]
    return min(inside, key=lambda each: each.figure.evidence.end - each.figure.evidence.start, default=None)


def total(directory: Path, asker: Asker | None = None) -> tuple[Score, list[str]]:
    """Score every comparison of a directory; return the sum, and a line for each."""
    whole, known, lines = Score(), dict[Path, "Report"](), list[str]()
    for label in labelled(directory):
        one = score(label, asker, known)
        whole.add(one)
        names = " and ".join(f"{path.parent.name}/{path.stem}" for path in label.reports)
        lines.append(f"{names}: {one}")
    return whole, lines


@contextmanager
def embedded(models: Path | None = None) -> Generator[Asker]:
    """Start the embedded model.

    Args:
        models: Where models are; None is the default place.
    """
    model = resolve(ModelStore(models or default_root()), DEFAULT_MODEL)
    with Engine(model.path, model_name=model.name) as engine:
        asker = Endpoint(base_url=engine.base_url, model=model.name, api_key=engine.api_key, dialect=EMBEDDED)
        try:
            yield asker
        finally:
            asker.close()


def main(arguments: Sequence[str]) -> int:
    """Print the score of every comparison and of all."""
    directories = [Path(each) for each in arguments if not each.startswith("--")] or [PAIRS]
    with ExitStack() as stack:
        asker = stack.enter_context(embedded()) if "--model" in arguments else None
        for directory in directories:
            whole, lines = total(directory, asker)
            print("\n".join([*lines, f"{directory}: {whole}"]))
            if "--show" in arguments:
                print("\n".join(whole.mistakes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
