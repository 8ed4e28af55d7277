from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from summarizer.embedded.models import EmbeddedModel
from summarizer.embedded.store import ModelStore
from summarizer.embedded.weights import resolve
from summarizer.errors import ConfigError, ModelStoreError

if TYPE_CHECKING:
    from pathlib import Path

BYTES = b"GGUF" + bytes(range(256)) * 8


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    digest = hashlib.sha256(BYTES).hexdigest()
    model = EmbeddedModel(
        id="tiny", title="", file_name="tiny.gguf", size=len(BYTES), sha256=digest, licence="MIT", sources=()
    )
    root = tmp_path / "models"
    root.mkdir()
    (root / "tiny.gguf").write_bytes(BYTES)
    return ModelStore(root, models=(model,))


def test_a_name_of_the_table_resolves_to_its_file_and_hash(store: ModelStore) -> None:
    resolved = resolve(store, "tiny")
    assert resolved.path == store.root / "tiny.gguf"
    assert resolved.fingerprint == hashlib.sha256(BYTES).hexdigest()


def test_another_gguf_is_taken_by_path(store: ModelStore, tmp_path: Path) -> None:
    other = tmp_path / "my-model.GGUF"
    other.write_bytes(b"GGUF and more")
    resolved = resolve(store, str(other))
    assert (resolved.name, resolved.path) == ("my-model", other)


def test_two_files_of_one_name_and_size_have_two_fingerprints(store: ModelStore, tmp_path: Path) -> None:
    fingerprints: set[str] = set()
    for directory, tail in (("a", b"1"), ("b", b"2")):
        path = tmp_path / directory / "model.gguf"
        path.parent.mkdir()
        path.write_bytes(b"GGUF" + b"." * 5_000_000 + tail)
        fingerprints.add(resolve(store, str(path)).fingerprint)
    assert len(fingerprints) == 2


def test_a_file_that_is_not_gguf_is_refused(store: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "report.gguf"
    path.write_text("工作总结", encoding="utf-8")
    with pytest.raises(ModelStoreError, match="not a GGUF model file"):
        resolve(store, str(path))


@pytest.mark.parametrize("given", ["tinny", "/no/such/model.gguf", "nothing.gguf"])
def test_what_is_neither_name_nor_file_is_a_usage_error(store: ModelStore, given: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve(store, given)
    assert "tiny" in (caught.value.hint or "")
