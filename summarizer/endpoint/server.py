"""What kind of server answers at an address, in which version, and how long its context is.

Each kind says so in a place of its own; asking costs one or two small requests, once per run at most. What
cannot be found out is unknown and changes nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Get = Callable[[str], object]
    """Returns the JSON of an address at the endpoint's host, or None."""

_Fields = dict[str, Any]
_CONTEXT_NAMES = ("max_model_len", "context_length", "context_window", "max_context_length", "n_ctx")


class ServerKind(StrEnum):
    """Servers whose ways are known."""

    VLLM = "vLLM"
    LLAMA_CPP = "llama.cpp"
    OLLAMA = "Ollama"
    SGLANG = "SGLang"
    OPENAI = "OpenAI"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A server as it presents itself."""

    kind: ServerKind = ServerKind.UNKNOWN
    version: str | None = None
    context_length: int | None = None
    """Tokens of prompt and answer together that it was started with; None where it does not say."""

    def is_other_than(self, remembered: Server) -> bool:
        """Whether what was learnt of the remembered server may not hold for this one."""
        known = self.kind is not ServerKind.UNKNOWN
        return known and (self.kind, self.version) != (remembered.kind, remembered.version)


_OWNERS = {
    "vllm": ServerKind.VLLM,
    "llamacpp": ServerKind.LLAMA_CPP,
    "library": ServerKind.OLLAMA,
    "sglang": ServerKind.SGLANG,
}
"""By the ``owned_by`` of the models a server lists."""
_OPENAI_HOST = "api.openai.com"


def identify(get: Get, *, base_url: str, model: str) -> Server:
    """Ask a server what it is.

    Args:
        get: Fetches JSON.
        base_url: Address of the endpoint.
        model: Name of the model, whose context is asked for.
    """
    if urlsplit(base_url).hostname == _OPENAI_HOST:
        return Server(kind=ServerKind.OPENAI)
    root = base_url.rstrip("/").removesuffix("/v1")
    listed = _list(get(f"{base_url.rstrip('/')}/models"), "data")
    nothing: _Fields = {}
    entry = next((each for each in listed if each.get("id") == model), nothing)
    owner = entry.get("owned_by") or next((each["owned_by"] for each in listed if each.get("owned_by")), "")
    kind = _OWNERS.get(str(owner).lower(), ServerKind.UNKNOWN)
    context = _context(entry)
    version: object = None
    match kind:
        case ServerKind.VLLM:
            version = _fields(get(f"{root}/version")).get("version")
        case ServerKind.LLAMA_CPP:
            props = _fields(get(f"{root}/props"))
            version = props.get("build_info")
            context = _context(_fields(props.get("default_generation_settings"))) or context
        case ServerKind.OLLAMA:
            version = _fields(get(f"{root}/api/version")).get("version")
            loaded = _list(get(f"{root}/api/ps"), "models")
            context = next((_context(each) for each in loaded if each.get("name") == model), None)
        case ServerKind.SGLANG:
            version = _fields(get(f"{root}/server_info")).get("version")
        case _:
            pass
    return Server(kind=kind, version=version if isinstance(version, str) else None, context_length=context)


def _context(fields: Mapping[str, object]) -> int | None:
    return next((value for name in _CONTEXT_NAMES if isinstance(value := fields.get(name), int)), None)


def _fields(value: object) -> _Fields:
    return cast("_Fields", value) if isinstance(value, dict) else {}


def _list(value: object, name: str) -> list[_Fields]:
    items = _fields(value).get(name)
    return [_fields(each) for each in cast("list[object]", items)] if isinstance(items, list) else []
