"""The result of a command line that was run before: the same words, settings, report and program give it.

The key holds what the command line, the environment and the files say, unread, and the program as it lies on
the disk. So finding a result needs none of what made it, and better rules or checks are never hidden by one.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click
import platformdirs

import summarizer
from summarizer.cache.results import RESULTS, ResultCache
from summarizer.config.layers import KEYS, Found, find_layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.cache.results import Result
    from summarizer.cli.console import Console
    from summarizer.cli.options import Answering
    from summarizer.cli.output import Destination
    from summarizer.config import Settings

STDIN = "-"
MOST_BYTES: Final = 64 << 20
"""Bytes of a report that are looked at; readers refuse a larger one."""
_NOT_IN_KEY: Final = frozenset({"report", "output"})
"""The report counts by its name and content, and where the result goes changes nothing in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Where the result of this command line is kept, if it may be."""

    stdin: BinaryIO
    """What standard input has, also after it was looked at."""
    cache_dir: Path
    key: str | None
    """None where the result is not looked for and not kept."""
    program: str = ""
    source: str = ""
    """Digest of the report."""

    @classmethod
    def of(cls, ctx: click.Context, console: Console, report: str, answering: Answering) -> Kept:
        """Work out the key.

        Raises:
            ConfigError: A file of settings cannot be read.
        """
        found = _settings(os.environ, Path.cwd())
        value = found["cache_dir"][0] if "cache_dir" in found else None
        default = platformdirs.user_cache_path("summarizer", appauthor=False)
        nowhere = cls(
            stdin=sys.stdin.buffer,
            cache_dir=Path(value) if isinstance(value, str | Path) else default,
            key=None,
        )
        # Who asks for details wants to see the work, and a file that an option names is more than its name.
        has_file = any(isinstance(value, Path) for value in ctx.params.values())
        if console.verbosity > 0 or console.debug or has_file or not answering.plain:
            return nowhere
        data = _content(report)
        if data is None:
            return nowhere
        program, source = program_digest(), hashlib.sha256(data).hexdigest()
        parts = {
            "options": {name: value for name, value in ctx.params.items() if name not in _NOT_IN_KEY},
            # A key for the endpoint changes no answer, only whether there is one.
            "settings": {name: name in KEYS or value for name, (value, _) in found.items()},
            "name": STDIN if report == STDIN else Path(report).name,
            "source": source,
            "program": program,
        }
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
        return cls(
            stdin=io.BytesIO(data) if report == STDIN else sys.stdin.buffer,
            cache_dir=nowhere.cache_dir,
            key=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            program=program,
            source=source,
        )

    def give(self, destination: Destination, console: Console) -> bool:
        """Write and tell the result again, and return whether there was one."""
        result = None if self.key is None else self._cache.get(self.key)
        if result is None:
            return False
        destination.write(result.text)
        console.say(result.said)
        for warning in result.warnings:
            console.warn(warning)
        return True

    def keeps(self, settings: Settings, *, source: str) -> bool:
        """Return whether a finished result may be kept.

        Args:
            settings: What the layers came to.
            source: Digest of the report that was read, which may have changed since it was looked at.
        """
        return (
            self.key is not None
            and settings.cache
            and settings.cache_dir == self.cache_dir
            and settings.cache_days is None  # how old the answers are would be forgotten
            and not settings.warnings
            and _names_model(settings)
            and self.source == source
            and self.program == program_digest()
        )

    def keep(self, result: Result) -> None:
        """Keep the result; see :meth:`keeps`."""
        if self.key is not None:
            self._cache.put(self.key, result)

    @property
    def _cache(self) -> ResultCache:
        return ResultCache(self.cache_dir / RESULTS)


def program_digest(roots: Iterable[Path] | None = None) -> str:
    """Return a digest of the program (path, size and time of its files) and of what is installed beside it.

    Args:
        roots: Directories of its files; by default those of this package.
    """
    digest = hashlib.sha256(sys.version.encode())
    for root in _roots() if roots is None else roots:
        for line in sorted(_files(str(root))):
            digest.update(line.encode("utf-8", "surrogatepass"))
    # Whatever an installer adds or replaces renames a directory in here.
    installed = Path(click.__file__).parents[1]
    digest.update(f"{installed} {installed.stat().st_mtime_ns}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _roots() -> list[Path]:
    """Return the package, and its data where that lies beside it."""
    package, *beside = map(Path, summarizer.__path__)
    return [package, *(place / name for place in beside for name in ("prompts", "schemas"))]


def _files(directory: str) -> Iterable[str]:
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}\n"


def _settings(env: Mapping[str, str], cwd: Path) -> Found:
    user = platformdirs.user_config_path("summarizer", appauthor=False)
    found: Found = {}
    for layer in find_layers(env, cwd, user):
        found |= layer
    return found


def _content(report: str) -> bytes | None:
    """Return what is in a report; None where reading it is better left to those who say what is wrong."""
    try:
        if report == STDIN:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        path = Path(report)
        if path.is_file() and path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    except (OSError, ValueError):
        pass
    return None


def _names_model(settings: Settings) -> bool:
    """Whether the settings say which model answers, without asking an endpoint or reading a file."""
    from summarizer.config import EMBEDDED  # noqa: PLC0415 - once a result is finished
    from summarizer.embedded.models import MODELS  # noqa: PLC0415 - same

    if settings.backend == "endpoint":
        return settings.model is not None
    return settings.model in {None, EMBEDDED, *(model.id for model in MODELS)}
