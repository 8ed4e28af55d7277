"""The reports of a run, on their way from the pipeline to the scores: JSON Lines, one line per report.

Making reports and scoring them are two steps. What is scored can come from this command, from ``batch``
(lines that are records), or from another machine; a report is known by the digest of its source.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import GoldError
from summarizer.evaluation.gold import told
from summarizer.schemas import Report  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ErrorKind = Literal["crash", "schema", "replay-miss", "failed"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Calls(_Part):
    """What the calls of one report came to; of recorded and kept answers, what they came to when made."""

    calls: int = 0
    kept: int = 0
    """Of these, answered from a cache or a recording."""
    repeated: int = 0
    """Of these, asking again for what failed its checks."""
    truncated: int = 0
    """Answers cut at their token limit."""
    unfit: int = 0
    """Answers that do not fit their schema."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    """Prompt tokens the server took from its own prefix cache."""
    seconds: float = 0.0
    cost: float | None = None
    """What they cost, or would again, by the user's table of prices; None where it has none of the model."""


class Failure(_Part):
    """Why there is no report."""

    kind: ErrorKind
    message: str
    hint: str | None = None


class Run(_Part):
    """One report, made once."""

    document: str
    """Id in the labels."""
    repeat: int = 0
    source_sha256: str
    report: Report | None
    failure: Failure | None = None
    calls: Calls = Calls()


def lines(runs: Iterable[Run]) -> str:
    """Write runs as JSON Lines."""
    return "".join(f"{json.dumps(run.model_dump(mode='json'), ensure_ascii=False)}\n" for run in runs)


def read_runs(path: Path, documents: Mapping[str, str]) -> list[Run]:
    """Read the runs, or records, of a file.

    A line whose report does not fit the schema is a run that failed: that is for the scores to say.

    Args:
        path: The file.
        documents: Digest of a labelled report's source → its id.

    Raises:
        GoldError: The file cannot be read, is not JSON Lines, or has nothing of the labelled reports.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(
            f"{path} cannot be read: {error}.", hint="Name a file that `eval run --runs` wrote."
        ) from error
    found: list[Run] = []
    for number, line in enumerate(text.split("\n"), start=1):  # U+2028 and its like stand in reports
        if line.strip():
            run = _run(line, f"line {number} of {path}", documents)
            if run is not None:
                found.append(run)
    if not found:
        raise GoldError(
            f"{path} has no report of the labelled set.",
            hint="The reports have to be made from the very files that are labelled.",
        )
    return found


def _run(line: str, at: str, documents: Mapping[str, str]) -> Run | None:
    try:
        made: object = json.loads(line)
    except ValueError as error:
        raise GoldError(f"{at} is not JSON: {error}.") from error
    if not isinstance(made, dict):
        raise GoldError(f"{at} is neither a run nor a record.")
    fields = cast("dict[str, Any]", made)
    if "provenance" in fields:
        sha256 = _source(fields["provenance"])
        if sha256 not in documents:
            return None
        fields = {"document": documents[sha256], "source_sha256": sha256, "report": fields}
    try:
        return Run.model_validate(fields)
    except ValidationError as error:
        if not {"document", "source_sha256"} <= fields.keys():
            raise GoldError(f"{at} is neither a run nor a record: {told(error)[0]}") from error
        repeat: object = fields.get("repeat")
        return Run(
            document=str(fields["document"]),
            repeat=repeat if isinstance(repeat, int) else 0,
            source_sha256=str(fields["source_sha256"]),
            report=None,
            failure=Failure(kind="schema", message=f"the report does not fit its schema: {told(error)[0]}"),
        )


def _source(provenance: object) -> str:
    known = cast("dict[str, object]", provenance) if isinstance(provenance, dict) else {}
    return str(known.get("source_sha256"))
