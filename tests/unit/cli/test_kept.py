"""The key under which the result of a command line is kept."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from summarizer.cli.brief import command
from summarizer.cli.console import Console
from summarizer.cli.kept import MOST_BYTES, Kept, program_digest
from summarizer.cli.options import Answering
from summarizer.readers import DEFAULT_LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIONS: dict[str, Any] = {"model": "m", "base_url": "http://localhost:1/v1"}


@pytest.fixture(autouse=True)
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "report.txt"
    file.write_text("一、总结", encoding="utf-8")
    return file


def key(report: str = "report.txt", *, verbosity: int = 0, **more: Any) -> str | None:  # noqa: ANN401 - options
    words = [report]
    for name, value in (OPTIONS | more).items():
        words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    ctx = click.Context(command)
    command.parse_args(ctx, words)
    answering = Answering(**{name: ctx.params[name] for name in Answering.__dataclass_fields__})
    return Kept.of(ctx, Console(verbosity=verbosity), report, answering).key


def write(name: str, text: str) -> Callable[[pytest.MonkeyPatch], None]:
    def change(_: pytest.MonkeyPatch) -> None:
        Path(name).write_text(text, encoding="utf-8")

    return change


def setenv(name: str, value: str) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda monkeypatch: monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    "change",
    [
        write("report.txt", "二、总结"),
        write("summarizer.toml", "timeout = 5"),
        write("pyproject.toml", "[tool.summarizer]\nconcurrency = 2"),
        write("summarizer.toml", "[prices.m]\ninput = 1\noutput = 1"),
        setenv("SUMMARIZER_EXTRA_BODY", '{"top_k": 1}'),
        setenv("SUMMARIZER_API_KEY", "sk-new-where-there-was-none"),
        lambda monkeypatch: monkeypatch.setattr("summarizer.cli.kept.program_digest", lambda: "another"),
    ],
)
def test_what_can_change_a_result_changes_the_key(
    change: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key()
    assert before is not None
    assert key() == before
    change(monkeypatch)
    assert key() not in {before, None}


@pytest.mark.parametrize(
    "option",
    [
        {"format": "json"},
        {"detail": "full"},
        {"language": "en"},
        {"model": "n"},
        {"base_url": "http://localhost:2/v1"},
    ],
)
def test_options_change_the_key(option: dict[str, Any]) -> None:
    assert key(**option) not in {key(), None}


def test_name_of_the_report_changes_the_key_and_its_directory_does_not(report: Path) -> None:
    before = key()
    report.rename("other.txt")
    assert key("other.txt") not in {before, None}
    Path("deeper").mkdir()
    Path("other.txt").rename(Path("deeper") / "report.txt")
    assert key("deeper/report.txt") == before


def test_where_the_result_goes_and_which_key_is_sent_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", "sk-old")
    before = key()
    monkeypatch.setenv("SUMMARIZER_API_KEY", "sk-new")
    assert before == key(output="brief.md")


@pytest.mark.parametrize(
    "option",
    [
        {"no_cache": True},
        {"record": "run.jsonl"},
        {"replay": "run.jsonl"},
        {"max_calls": 3},
        {"max_tokens": 10},
        {"max_cost": 1},
        {"dry_run": True},
    ],
)
def test_run_that_is_limited_recorded_or_not_cached_has_no_key(option: dict[str, Any]) -> None:
    assert key(**option) is None


def test_who_asks_for_details_sees_the_work() -> None:
    assert key(verbosity=1) is None
    assert key(verbosity=-1) == key()


def test_report_that_is_not_there_is_left_to_the_readers(tmp_path: Path) -> None:
    assert key("no-such.txt") is None
    assert key(str(tmp_path)) is None
    assert DEFAULT_LIMITS.file_bytes <= MOST_BYTES


def test_every_option_of_brief_is_known_here() -> None:
    """Whoever adds one says whether its value is all of it; a file is not, and as a Path it has no key."""
    known = {"report", "output", "form", "detail", "language", "profile", *Answering.__dataclass_fields__}
    own = {parameter.name for parameter in command.params if parameter.expose_value}
    assert own <= known
    assert all(
        isinstance(parameter.type, click.Path) for parameter in command.params if parameter.name == "profile"
    )


def test_program_is_what_its_files_are(tmp_path: Path) -> None:
    seen: set[str] = set()
    folder = tmp_path / "rules"
    folder.mkdir()

    def changed(roots: tuple[Path, ...] = (folder,)) -> bool:
        digest = program_digest(roots)
        is_new = digest not in seen
        seen.add(digest)
        return is_new

    assert changed()
    file = folder / "units.py"
    file.write_text("A")
    assert changed(), "a file more"
    file.write_text("AB")
    assert changed(), "longer"
    os.utime(file, ns=(1, 1))
    assert changed(), "another time"
    file.rename(folder / "marks.py")
    assert changed(), "another name"
    (folder / "deeper").mkdir()
    (folder / "deeper" / "more.py").touch()
    assert changed(), "deeper"
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "marks.pyc").touch()
    assert not changed(), "what Python writes itself"
