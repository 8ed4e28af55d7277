"""The Python interface: what the command line does, as two classes.

Nothing here reads the environment or a configuration file: what counts is what is given. Where the settings
of the command line are wanted, :meth:`Summarizer.from_environment` takes the environment as an argument.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

import platformdirs

from summarizer.backend import Backend
from summarizer.budget import Limits
from summarizer.config import RULES_ONLY, Settings, load_settings, settings_with
from summarizer.errors import UsageError
from summarizer.pipeline import summarize
from summarizer.prices import priced
from summarizer.profiles import BUILT_IN
from summarizer.readers import read
from summarizer.rendering import render_markdown, untranslated
from summarizer.translating import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from summarizer.asking import Encoding
    from summarizer.budget import Spending
    from summarizer.events import Event
    from summarizer.exchange import Asker
    from summarizer.profiles import Profile
    from summarizer.readers import RawText
    from summarizer.rendering import Detail, Language
    from summarizer.schemas import Report

Source = Path | str | bytes
"""A report: the path of a file, its text, or the bytes of a file."""
_LONGEST_PATH = 255


class Given(TypedDict, total=False):
    """The arguments of :class:`Summarizer`."""

    base_url: str | None
    model: str | None
    api_key: str | None
    settings: Settings | None
    limits: Limits | None
    record: Path | None
    replay: Path | None
    asker: Asker | None


class Summarizer:
    """Turns reports into records and briefs; a context manager that ends the engine it may have started.

    Many threads may use one object at once. Without a base URL and a model the embedded model answers.

    Args:
        base_url: Address of an OpenAI-compatible endpoint, with its ``/v1``.
        model: Model name there; ``embedded``; path of a GGUF file; or ``none`` for rules alone.
        api_key: Key for the endpoint.
        settings: Everything else that can be set; the three before it are laid over it.
        limits: The most that may be spent.
        record: Recording that gets every question and answer.
        replay: Recording that answers in place of a model.
        asker: What answers instead of all that, such as a :class:`summarizer.testing.PlayedAsker`.

    Raises:
        ConfigError: A value cannot be.
        UsageError: The arguments do not fit together.
    """

    def __init__(  # noqa: PLR0913 - keyword-only; each is one independent fact
        self,
        *,
        base_url: str | None = None,
        model: str | None = None,
        api_key: str | None = None,
        settings: Settings | None = None,
        limits: Limits | None = None,
        record: Path | None = None,
        replay: Path | None = None,
        asker: Asker | None = None,
    ) -> None:
        if record is not None and replay is not None:
            raise UsageError("A run is recorded or replayed, not both.")
        given = {"base_url": base_url, "model": model, "api_key": api_key}
        named = {name: value for name, value in given.items() if value is not None}
        self._settings = settings_with(settings or Settings(), named)
        self._backend = Backend(
            settings=self._settings, limits=limits or Limits(), record=record, replay=replay
        )
        self._given = asker
        self._made: Asker | None = None
        self._is_made = False
        self._lock = Lock()

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], *, directory: Path | None = None, limits: Limits | None = None
    ) -> Self:
        """Take the settings the command line would take: user file, project file, environment.

        Args:
            environment: The environment, such as ``os.environ``.
            directory: From where the project file is looked for, upwards; None for the working directory.
            limits: The most that may be spent.

        Raises:
            ConfigError: A file cannot be read or a value is wrong.
        """
        user = platformdirs.user_config_path("summarizer", appauthor=False)
        return cls(settings=load_settings({}, environment, directory or Path.cwd(), user), limits=limits)

    def __repr__(self) -> str:
        settings = self._settings
        return f"{type(self).__name__}(base_url={settings.base_url!r}, model={settings.model!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backend.__exit__(kind, error, trace)

    def close(self) -> None:
        """End what was started and write the recording."""
        self._backend.__exit__(None, None, None)

    @property
    def spent(self) -> Spending:
        """What this object has spent so far; answers from the cache cost nothing."""
        return self._backend.budget.spent

    def summarize(
        self,
        source: Source,
        *,
        name: str | None = None,
        listener: Callable[[Event], None] | None = None,
        profile: Profile = BUILT_IN,
    ) -> Report:
        """Read a report into its record.

        Args:
            source: The report; a path has to be a :class:`~pathlib.Path`, as a string is its text.
            name: What it is called in the record and in messages; None for the file's name.
            listener: Told of progress.
            profile: What kind of report it is; :func:`summarizer.profiles.load` reads one of your own.

        Returns:
            The record. Sections whose call failed, or was over the limits, are in it with what rules know,
            and named in ``warnings``.

        Raises:
            SummarizerError: It cannot be read, or nothing answers.
        """
        made = summarize(
            _read(source, name),
            self._answering(),
            listener=listener,
            concurrency=self._concurrency,
            encoding=self._encoding,
            profile=profile,
        )
        return priced(made, self._settings.prices)

    def brief(self, report: Report, *, detail: Detail = "standard", language: Language = "zh") -> str:
        """Write the brief of a record, in Markdown.

        Args:
            report: The record.
            detail: Half a page, a page, or everything.
            language: ``en`` has the model translate names and headlines, not quotations.

        Raises:
            UsageError: English is wanted, but there is no model to translate.
            SummarizerError: Nothing answers.
        """
        if language == "en":
            asker = self._answering()
            if asker is None:
                raise UsageError(
                    f"A brief in English needs a model to translate, and {RULES_ONLY!r} is none."
                )
            missing = [
                each for each in untranslated(report, detail=detail) if each not in report.translations
            ]
            report = translate(report, missing, asker, concurrency=self._concurrency, encoding=self._encoding)
        return render_markdown(report, detail=detail, language=language)

    def _answering(self) -> Asker | None:
        if self._given is not None:
            return self._given
        with self._lock:
            if not self._is_made:
                self._made = self._backend.asker()
                self._is_made = True
        return self._made

    @property
    def _concurrency(self) -> int:
        return 1 if self._given is not None else self._backend.concurrency

    @property
    def _encoding(self) -> Encoding:
        return "keyed" if self._given is not None else self._backend.encoding


class AsyncSummarizer:
    """Does what :class:`Summarizer` does without blocking the event loop; an async context manager.

    The work is done in threads of the loop's default executor. A task that is cancelled stops waiting at
    once; the call under way comes to its end in its thread, and its answer is kept.

    Args:
        summarizer: What does the work; None makes one of the other arguments.
        given: Arguments of :class:`Summarizer`.
    """

    def __init__(self, summarizer: Summarizer | None = None, **given: Unpack[Given]) -> None:
        self._summarizer = Summarizer(**given) if summarizer is None else summarizer

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._summarizer!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._summarizer.__exit__, kind, error, trace)

    async def close(self) -> None:
        """End what was started and write the recording."""
        await asyncio.to_thread(self._summarizer.close)

    @property
    def spent(self) -> Spending:
        """What this object has spent so far; answers from the cache cost nothing."""
        return self._summarizer.spent

    async def summarize(
        self,
        source: Source,
        *,
        name: str | None = None,
        listener: Callable[[Event], None] | None = None,
        profile: Profile = BUILT_IN,
    ) -> Report:
        """Do :meth:`Summarizer.summarize`; the listener is called in the thread that works."""
        return await asyncio.to_thread(
            self._summarizer.summarize, source, name=name, listener=listener, profile=profile
        )

    async def brief(self, report: Report, *, detail: Detail = "standard", language: Language = "zh") -> str:
        """Do :meth:`Summarizer.brief`."""
        return await asyncio.to_thread(self._summarizer.brief, report, detail=detail, language=language)


def _read(source: Source, name: str | None) -> RawText:
    if isinstance(source, Path):
        raw = read(source)
    else:
        if isinstance(source, str) and _is_path(source):
            raise UsageError(
                f"{source!r} is a file; a string is the text of a report.", hint="Give Path(...) for a file."
            )
        data = source.encode("utf-8", "replace") if isinstance(source, str) else source
        raw = replace(read("-", stdin=BytesIO(data)), name="report")
    return raw if name is None else replace(raw, name=name)


def _is_path(text: str) -> bool:
    """Whether a string was meant as the path of a file, which only exists or not."""
    return len(text) <= _LONGEST_PATH and "\n" not in text and "\0" not in text and Path(text).is_file()
