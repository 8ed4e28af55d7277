"""From settings to what answers: the endpoint or the embedded engine, started at the first question only.

What answers is a chain, each part of which knows only the next: the recorder, the cache, the budget, the
endpoint. A replay stands in place of the whole chain.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from ipaddress import ip_address
from threading import Lock
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit

from summarizer.budget import Budget, Budgeted, Limits
from summarizer.cache import AnswerCache, CachedAsker
from summarizer.config import EMBEDDED, api_key
from summarizer.embedded.models import DEFAULT_MODEL
from summarizer.embedded.store import ModelStore, default_root
from summarizer.embedded.weights import resolve
from summarizer.endpoint import EMBEDDED as EMBEDDED_DIALECT
from summarizer.endpoint import Endpoint, Pace
from summarizer.errors import ConfigError, EndpointError
from summarizer.exchange import HOST_OF_EMBEDDED
from summarizer.recording import Recorder, Recording, Replay

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from types import TracebackType

    from pydantic import SecretStr

    from summarizer.budget import Purse
    from summarizer.config import Settings
    from summarizer.embedded.engine import Engine
    from summarizer.embedded.weights import ResolvedModel
    from summarizer.endpoint.governor import Gate
    from summarizer.exchange import Answer, Asker, Request
    from summarizer.prices import Price
    from summarizer.recording import Entry

_log = logging.getLogger(__name__)
ANSWERS, ENDPOINTS = "answers", "endpoints"
"""What the cache directory holds."""
_CALLS_AT_ONCE = 4
_LOCAL_ENDINGS = (".local", ".internal", ".lan")


@dataclass(kw_only=True, slots=True)
class Backend:
    """What answers the questions of one run; a context manager that ends the engine it may have started."""

    settings: Settings
    limits: Limits = field(default_factory=Limits)
    """The most the run may spend."""
    purse: Purse | None = None
    """What its calls are paid from, where it shares that with others."""
    gate: Gate | None = None
    """What its calls have to pass, where it shares the endpoint with others."""
    record: Path | None = None
    """Recording that gets every question and answer."""
    hear: Callable[[Entry], None] | None = None
    """What takes them down, where the recording is another process's."""
    record_alone: bool = False
    """Whether a finished recording holds only what this run asked, so that nothing stale remains."""
    replay: Path | None = None
    """Recording that answers in place of a model."""
    replay_strict: bool = False
    """Whether what the recording holds and nobody asked for is an error at the end."""
    record_again: str | None = None
    """The command that records what a replay lacks, for messages."""
    _stack: ExitStack = field(default_factory=ExitStack)
    _cache: AnswerCache | None = None
    _recording: Recording | None = None
    _replaying: Replay | None = None
    _budget: Budget | None = None
    _key: SecretStr | None = None
    _has_key: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        if error is None and self._replaying is not None and self.replay_strict:
            self._replaying.refuse_unused()

    def say(self, message: str) -> None:
        """Tell what takes a while; a command line tells it to the user."""
        _log.info(message)

    @property
    def encoding(self) -> Literal["keyed", "fixed"]:
        """How answers are written: a schema of each request's own costs hosted models their prefix cache."""
        if self.replay is not None:
            address = f"//{self._replay(self.replay).host}"
        elif self.settings.backend == "endpoint":
            address = self.settings.base_url or ""
        else:
            address = f"//{HOST_OF_EMBEDDED}"
        return "keyed" if _is_near(address) else "fixed"

    @property
    def concurrency(self) -> int:
        """Calls at the same time; on the few processors of this machine more than one gain nothing."""
        if self.settings.backend != "endpoint" or self.replay is not None:
            return 1
        return self.settings.concurrency or _CALLS_AT_ONCE

    @property
    def identity(self) -> str | None:
        """Digest of the embedded model's file; None where another model answers, or none."""
        return _identified(self.settings).identity if self.settings.backend == "embedded" else None

    @property
    def budget(self) -> Budget:
        """What the run may spend and has spent.

        Raises:
            ConfigError: Its cost is limited, but no price is set for the model.
        """
        if self._budget is None:
            price = self._price()
            if price is None and self.limits.cost is not None and self.settings.backend == "endpoint":
                raise ConfigError(
                    f"The cost is limited, but no price is set for {self.settings.model or 'the model'}.",
                    hint="Set it in the table [prices] of the configuration, see docs/cache.md.",
                )
            self._budget = Budget(self.limits, price=price, purse=self.purse)
        return self._budget

    def asker(self) -> Asker | None:
        """Return what answers, with cache or recording in front of it; None where rules work alone.

        Raises:
            SummarizerError: The settings name a model, an endpoint or a recording that cannot be.
        """
        settings = self.settings
        if settings.backend == "rules":
            return None
        if self.replay is not None:
            return self._replay(self.replay)
        asker: Asker = Budgeted(asker=self._answering(), budget=self.budget)
        if settings.cache:
            cache = AnswerCache(
                settings.cache_dir / ANSWERS,
                size_limit=settings.cache_size_mib << 20,
                days=settings.cache_days,
            )
            self._stack.callback(cache.close)
            self._cache = cache
            asker = CachedAsker(
                cache=cache,
                asker=asker,
                identity=self.identity,
                extra_body=settings.extra_body,
                secrets=self._secrets(),
            )
        hear = self.recording.hear if self.recording is not None else self.hear
        return asker if hear is None else self._recorded(asker, hear)

    @property
    def recording(self) -> Recording | None:
        """The recording, if there is one; written when the backend is closed.

        Raises:
            RecordingError: There is a file, but it is no recording.
        """
        if self._recording is None and self.record is not None:
            self._recording = self._stack.enter_context(Recording(self.record, alone=self.record_alone))
        return self._recording

    @contextmanager
    def held(self) -> Generator[None]:
        """Keep open what a thread needs that asks many questions, until the end of the block."""
        with nullcontext() if self._cache is None else self._cache.held():
            yield

    def live(self) -> Endpoint | Watched:
        """Return what answers, with nothing in front of it; the embedded engine is started here.

        Raises:
            SummarizerError: The model is not there, or the engine does not start.
        """
        return self._endpoint() if self.settings.backend == "endpoint" else self._embedded()

    def _answering(self) -> Asker:
        if self.settings.backend == "endpoint":
            return self._endpoint()  # connects at the first question
        return _Started(model=_identified(self.settings).name, host=HOST_OF_EMBEDDED, start=self._embedded)

    def _replay(self, path: Path) -> Replay:
        if self._replaying is None:
            settings = self.settings
            named = settings.model if settings.model != EMBEDDED else self.identity
            self._replaying = Replay(
                path, model=named, extra_body=settings.extra_body, command=self.record_again
            )
        return self._replaying

    def _recorded(self, asker: Asker, hear: Callable[[Entry], None]) -> Recorder:
        return Recorder(
            asker=asker,
            hear=hear,
            identity=self.identity,
            extra_body=self.settings.extra_body,
            secrets=self._secrets(),
        )

    def _endpoint(self) -> Endpoint:
        settings = self.settings
        endpoint = Endpoint(
            base_url=settings.base_url or "",
            model=settings.model,
            api_key=self._api_key(),
            timeout=settings.timeout,
            extra_body=settings.extra_body,
            memory=settings.cache_dir / ENDPOINTS if settings.cache else None,
            pace=Pace(
                concurrency=settings.concurrency or Pace().concurrency,
                requests_per_minute=settings.requests_per_minute,
                tokens_per_minute=settings.tokens_per_minute,
            ),
            gate=self.gate,
        )
        self._stack.callback(endpoint.close)
        return endpoint

    def _embedded(self) -> Watched:
        from summarizer.embedded.engine import Engine  # noqa: PLC0415 - only where it is started

        settings = self.settings
        model = embedded_model(settings)
        self.say(f"Starting the embedded model {model.name} ...")
        engine = self._stack.enter_context(Engine(model.path, model_name=model.name))
        _log.info("the engine is ready")
        endpoint = Endpoint(
            base_url=engine.base_url,
            model=model.name,
            api_key=engine.api_key,
            timeout=settings.timeout,
            extra_body=settings.extra_body,
            host=HOST_OF_EMBEDDED,
            dialect=EMBEDDED_DIALECT,
        )
        self._stack.callback(endpoint.close)
        return Watched(endpoint=endpoint, engine=engine)

    def _api_key(self) -> SecretStr | None:
        if not self._has_key:
            self._key = api_key(self.settings)
            self._has_key = True
        return self._key

    def _secrets(self) -> tuple[str, ...]:
        key = self._api_key() if self.settings.backend == "endpoint" else None
        return (key.get_secret_value(),) if key else ()

    def _price(self) -> Price | None:
        """Return the price of the model, if it has one; the embedded one costs nothing."""
        settings = self.settings
        return settings.prices.get(settings.model or "") if settings.backend == "endpoint" else None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Identified:
    """An embedded model as the cache knows it, which needs no file."""

    name: str
    identity: str


@dataclass(kw_only=True, slots=True)
class _Started:
    """Something that takes seconds to start, and starts at the first question."""

    model: str
    host: str
    start: Callable[[], Asker]
    _asker: Asker | None = None
    _lock: Lock = field(default_factory=Lock)

    def ask(self, request: Request) -> Answer:
        with self._lock:
            if self._asker is None:
                self._asker = self.start()
        return self._asker.ask(request)


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """The embedded endpoint; when a call fails because the engine has died, that is what is said."""

    endpoint: Endpoint
    engine: Engine

    @property
    def model(self) -> str:
        """Model name as sent."""
        return self.endpoint.model

    @property
    def host(self) -> str:
        """The fixed word of the embedded engine."""
        return self.endpoint.host

    def ask(self, request: Request) -> Answer:
        """Return the answer.

        Raises:
            EngineError: The engine has died.
            EndpointError: The call failed for another reason.
        """
        try:
            return self.endpoint.ask(request)
        except EndpointError:
            self.engine.check()
            raise


def embedded_model(settings: Settings) -> ResolvedModel:
    """Return the file of the embedded model that the settings name.

    Raises:
        ConfigError: There is no such model.
        ModelStoreError: It is not there, or is damaged.
    """
    return resolve(_store(settings), _name(settings))


def room_for_model(settings: Settings) -> tuple[Path, int]:
    """Return the directory of models, and the bytes the embedded model still needs there."""
    store, name = _store(settings), _name(settings)
    waiting = [each for each in store.list() if each.model.id == name and each.state in {"absent", "partial"}]
    return store.root, sum(each.model.size - each.bytes_present for each in waiting)


def _identified(settings: Settings) -> _Identified:
    """Return a model of the table without asking for its file: kept answers need none."""
    store, name = _store(settings), _name(settings)
    if name in store.names:
        return _Identified(name=name, identity=store.model(name).sha256)
    model = resolve(store, name)
    return _Identified(name=model.name, identity=model.fingerprint)


def _store(settings: Settings) -> ModelStore:
    return ModelStore(settings.models_dir or default_root())


def _name(settings: Settings) -> str:
    return DEFAULT_MODEL if settings.model in {None, EMBEDDED} else str(settings.model)


def _is_near(url: str) -> bool:
    """Whether an address is on this machine or network, where nobody has a prefix cache to lose."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS)
