"""Everything a user can set, and where each value comes from."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, SecretStr

from summarizer.config.layers import Origin  # noqa: TC001 - pydantic reads the annotations
from summarizer.prices import Price  # noqa: TC001 - pydantic reads the annotations

OPENAI_URL = "https://api.openai.com/v1"
RULES_ONLY = "none"
"""As a model name: no model at all, rules do what they can."""
EMBEDDED = "embedded"
"""As a model name: the built-in model, also where an endpoint is configured."""


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address such as http://localhost:8000/v1")
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or password; set SUMMARIZER_API_KEY instead")
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("has a port that is not a number up to 65535") from None
    return value.rstrip("/")


def _json_text(value: object) -> object:
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            raise ValueError("must be a JSON object") from None
    return value


class Settings(BaseModel):
    """Everything a user can set, once all layers are laid over each other."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    base_url: Annotated[str, AfterValidator(_base_url)] | None = None
    """Address of an OpenAI-compatible endpoint, with ``/v1``; None where no endpoint is configured."""
    model: str | None = None
    """Model name at the endpoint, name or GGUF path of an embedded model, ``embedded`` or ``none``."""
    api_key: SecretStr | None = None
    """Key for the endpoint; never in a project file."""
    api_key_file: Path | None = None
    """File that holds the key and nobody else may read; never in a project file."""
    keyring: bool = False
    """Whether the key is looked up in the system's keyring, under the host of the endpoint."""
    timeout: float = Field(default=600.0, gt=0)
    """Seconds one call may take."""
    concurrency: int | None = Field(default=None, ge=1)
    """Calls at the same time at most; None for the command's own choice. Trouble lowers it for a while."""
    requests_per_minute: int | None = Field(default=None, ge=1)
    """Calls that may begin in any minute; None for as many as the endpoint takes."""
    tokens_per_minute: int | None = Field(default=None, ge=1)
    """Tokens of prompts and answers that any minute may take; None for as many as the endpoint takes."""
    extra_body: Annotated[dict[str, JsonValue], BeforeValidator(_json_text)] = {}
    """Fields added to every request, such as ``{"chat_template_kwargs": {"enable_thinking": false}}``."""
    cache: bool = True
    """Whether answers are kept and used again."""
    cache_dir: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path("summarizer", appauthor=False)
    )
    """Directory of kept answers and of what is known about endpoints."""
    cache_size_mib: int = Field(default=1024, ge=1)
    """Mebibytes of answers to keep; the oldest go first."""
    cache_days: float | None = Field(default=None, ge=0)
    """Days after which a kept answer no longer counts; None for ever."""
    prices: Annotated[dict[str, Price], BeforeValidator(_json_text)] = {}
    """What models cost per million tokens, by name."""
    models_dir: Path | None = None
    """Directory of downloaded models; None for the model store's own default."""

    origins: dict[str, Origin] = Field(default={}, exclude=True)
    """Where each value comes from, by name."""
    warnings: tuple[str, ...] = Field(default=(), exclude=True)
    """What the user should know about these settings; one sentence each."""

    @property
    def has_key(self) -> bool:
        """Whether there is a key for the endpoint, or a place where it is to be found."""
        return self.api_key is not None or self.api_key_file is not None or self.keyring

    @property
    def backend(self) -> Literal["rules", "embedded", "endpoint"]:
        """What answers: rules alone, the embedded model or a configured endpoint."""
        if self.model == RULES_ONLY:
            return "rules"
        if self.base_url is None or self.model == EMBEDDED or (self.model or "").lower().endswith(".gguf"):
            return "embedded"
        return "endpoint"


_OWN_FIELDS = {"origins", "warnings"}
NAMES = tuple(name for name in Settings.model_fields if name not in _OWN_FIELDS)
"""What can be set; the names in files."""
