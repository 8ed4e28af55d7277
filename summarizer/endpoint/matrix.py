"""What is known of each kind of server: a row of the compatibility matrix, shown by ``summarizer doctor``.

The matrix with its sources is in docs/endpoints.md. A row says what to expect; what the user's own server
does is found out by the probe and stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.endpoint.server import ServerKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """How one kind of server is used."""

    schemas: str
    """How an answer is held to a schema."""
    thinking: str
    """How a model is told not to think, and where its thoughts stand."""
    prefix_cache: str
    """Whether it reuses the prompt's beginning, and where it says so."""
    mind: str
    """What surprises."""


MATRIX: Mapping[ServerKind, Row] = {
    ServerKind.VLLM: Row(
        schemas="json_schema, always enforced; structured_outputs as its own field since 0.12",
        thinking="chat_template_kwargs.enable_thinking; thoughts in reasoning or reasoning_content",
        prefix_cache="on; reported only with --enable-prompt-tokens-details",
        mind="fields it does not know, guided_json among them, are ignored with status 200",
    ),
    ServerKind.LLAMA_CPP: Row(
        schemas="json_schema as a grammar, enforced; a schema it cannot turn into one is dropped",
        thinking="chat_template_kwargs.enable_thinking; thoughts in reasoning_content",
        prefix_cache="on, per slot; reported in usage and in timings.cache_n",
        mind="the context is shared by its slots; more calls at once than slots evict each other's prefix",
    ),
    ServerKind.OLLAMA: Row(
        schemas="json_schema, enforced by the local server; the cloud accepts it and does not enforce it",
        thinking="reasoning_effort none; thoughts in reasoning",
        prefix_cache="on; not reported",
        mind="a prompt longer than num_ctx is cut without a word: set OLLAMA_CONTEXT_LENGTH to 8192 or more",
    ),
    ServerKind.SGLANG: Row(
        schemas="json_schema, enforced",
        thinking="chat_template_kwargs.enable_thinking; thoughts in reasoning_content",
        prefix_cache="on; reported only with --enable-cache-report",
        mind="the grammar backend is chosen when the server is started",
    ),
    ServerKind.OPENAI: Row(
        schemas="json_schema strict, enforced",
        thinking="reasoning_effort; thoughts are hidden and counted in reasoning_tokens",
        prefix_cache="on for prefixes of 1,024 tokens and more; reported; the schema is part of the prefix",
        mind="newer models take max_completion_tokens, and no temperature",
    ),
    ServerKind.UNKNOWN: Row(
        schemas="found out by the probe",
        thinking="found out by the probe",
        prefix_cache="told by usage.prompt_tokens_details.cached_tokens, where there is one",
        mind="many hosted APIs know json_object only; gateways drop fields they do not know",
    ),
}
