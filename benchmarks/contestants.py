"""The tools of the comparison: how each is installed and started."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable

SUMMARIZER, RULES, LANGEXTRACT, INSTRUCTOR = "summarizer", "rules", "langextract", "instructor"
NAMES = (SUMMARIZER, RULES, LANGEXTRACT, INSTRUCTOR)
"""In the order of the columns."""
WANTED_LANGEXTRACT = "1.7.1"
MAX_TOKENS = 4096
"""Room for an answer of LangExtract and instructor. Neither sets a limit by itself, and a small model that
begins to repeat itself would go on to the end of its context; no piece of 1000 characters needs as much."""
_PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a tool is given."""

    report: Path
    """The file, as it is; only ours reads files itself."""
    text: Path
    """The same decoded to UTF-8, for tools that take text."""
    scratch: Path
    """Empty directory for this run."""
    base_url: str
    """The proxy that counts."""
    endpoint: str | None
    """The endpoint behind it; None for the embedded engine."""
    model: str
    pythons: dict[str, Path]
    """Tool → the interpreter of the environment it is installed in, where that is not this one."""

    @property
    def out(self) -> Path:
        """Where the tool is to write its figures, as ``{"figures": [...]}``."""
        return self.scratch / "figures.json"


def command(tool: str, asked: Asked) -> list[str | Path]:
    """Return the command that has ``tool`` find the figures of a report."""
    python = asked.pythons.get(tool, Path(sys.executable))
    if tool == RULES:
        options: list[str | Path] = ["--model", "none", "--format", "json", "--no-cache", "-o", asked.out]
        return [python, "-m", "summarizer", "brief", asked.report, *options]
    order = asked.scratch / "order.json"
    order.write_text(json.dumps(_order(asked), ensure_ascii=False), encoding="utf-8")
    # -P: the directory of the script is no place to import from.
    return [python, "-P", _PEERS / f"{tool}_runner.py", order]


def asks_a_model(tool: str) -> bool:
    """Return whether a tool needs the endpoint."""
    return tool != RULES


def versions(pythons: dict[str, Path]) -> dict[str, str]:
    """Return the version of every tool."""
    ours = version("report-summarizer")
    peer = _installed_langextract(pythons[LANGEXTRACT]) if LANGEXTRACT in pythons else None
    return {
        SUMMARIZER: ours,
        RULES: ours,
        LANGEXTRACT: peer or "not installed",
        INSTRUCTOR: version("instructor"),
    }


def default_environment() -> Path:
    """Return the directory of LangExtract's environment under the user's cache directory."""
    return platformdirs.user_cache_path("summarizer", appauthor=False) / "benchmarks" / LANGEXTRACT


def prepare_langextract(place: Path, say: Callable[[str], None]) -> Path:
    """Return the interpreter of an environment with LangExtract; it is made at the first time.

    Args:
        place: Directory of the environment.
        say: Told what takes long.

    Raises:
        subprocess.CalledProcessError: pip or venv failed; they have said why on standard error.
    """
    python = place / "bin" / "python"
    if python.exists() and _installed_langextract(python) is not None:
        return python
    say(f"Installing LangExtract into {place} (once) ...")
    _check(sys.executable, "-m", "venv", "--clear", place)
    install = (python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    try:
        _check(*install, f"langextract[openai]=={WANTED_LANGEXTRACT}")
    except subprocess.CalledProcessError:
        say(f"LangExtract {WANTED_LANGEXTRACT} cannot be installed; taking the newest there is.")
        _check(*install, "langextract[openai]")
    return python


def _order(asked: Asked) -> dict[str, Any]:
    return {
        "report": str(asked.report),
        "text": str(asked.text),
        "task": str(_PEERS / "task.json"),
        "out": str(asked.out),
        "base_url": asked.base_url,
        "endpoint": asked.endpoint,
        "model": asked.model,
        "max_tokens": MAX_TOKENS,
    }


def _installed_langextract(python: Path) -> str | None:
    code = "from importlib.metadata import version; print(version('langextract'))"
    done = subprocess.run(  # noqa: S603 - an interpreter of ours
        [python, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout.strip() or None


def _check(*parts: str | Path) -> None:
    # Standard output is for the result of the benchmark.
    subprocess.run(parts, check=True, stdout=sys.stderr)  # noqa: S603 - venv and pip
