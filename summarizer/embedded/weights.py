"""From what the user calls a model to the file that is loaded, and how such files are told apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError, ModelStoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.embedded.store import ModelStore

_MAGIC = b"GGUF"
_CHUNK_BYTES = 1 << 20
_SAMPLES = 16
_SAMPLE_BYTES = 64 << 10


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolvedModel:
    """A model file ready to be loaded."""

    name: str
    path: Path
    fingerprint: str
    """Identity of the weights, for cache keys and provenance: two files of one name differ in it.

    The SHA-256 of a model of the table; of another file ``sampled-`` and the SHA-256 of its size and samples.
    """


def resolve(store: ModelStore, name_or_path: str) -> ResolvedModel:
    """Return the model for what the user gave: a name of the table, or the path of a GGUF file.

    Raises:
        ConfigError: It is neither.
        ModelStoreError: The model is not there or damaged, or the file is not GGUF.
    """
    if name_or_path in store.names:
        path = store.path(name_or_path)
        fingerprint = store.model(name_or_path).sha256
        return ResolvedModel(name=name_or_path, path=path, fingerprint=fingerprint)
    path = Path(name_or_path).expanduser()
    if not path.is_file():
        if path.suffix.lower() != ".gguf" and len(path.parts) == 1:
            store.model(name_or_path)  # raises: it was meant as a name
        raise ConfigError(
            f"there is no model file at {path}", hint=f"Models with a name: {', '.join(store.names)}."
        )
    try:
        with path.open("rb") as file:
            is_gguf = file.read(len(_MAGIC)) == _MAGIC
        fingerprint = _sampled_digest(path)
    except OSError as error:
        raise ModelStoreError(f"the model file {path} cannot be read: {error.strerror or error}") from error
    if not is_gguf:
        raise ModelStoreError(
            f"{path} is not a GGUF model file",
            hint="llama.cpp loads GGUF only; convert the model or choose another.",
        )
    return ResolvedModel(name=path.stem, path=path.resolve(), fingerprint=fingerprint)


def file_digest(path: Path, progress: Callable[[int, int], None]) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Args:
        path: The file.
        progress: Told the bytes read and the bytes of the file.
    """
    total = path.stat().st_size
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            progress(file.tell(), total)
    return digest.hexdigest()


def _sampled_digest(path: Path) -> str:
    """Digest size and evenly spaced samples: files of gigabytes are told apart without being read whole."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for index in range(_SAMPLES):
            file.seek(max(size - _SAMPLE_BYTES, 0) * index // (_SAMPLES - 1))
            digest.update(file.read(_SAMPLE_BYTES))
    return f"sampled-{digest.hexdigest()}"
