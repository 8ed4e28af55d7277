from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from summarizer.cli.model import command
from summarizer.embedded.models import DEFAULT_MODEL, EmbeddedModel
from summarizer.embedded.sources import Fetch, PullEvent
from summarizer.embedded.store import ModelStore
from summarizer.errors import ModelStoreError

if TYPE_CHECKING:
    from pathlib import Path

BYTES = b"GGUF" + bytes(96)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose default model is a hundred bytes that come from nowhere."""
    tiny = EmbeddedModel(
        id=DEFAULT_MODEL,
        title="Tiny",
        file_name="tiny.gguf",
        size=len(BYTES),
        sha256=hashlib.sha256(BYTES).hexdigest(),
        licence="MIT",
        sources=(),
    )
    monkeypatch.setattr("summarizer.cli.model.ModelStore", partial(ModelStore, models=(tiny,)))

    def fetch(fetch: Fetch, **_places: object) -> None:
        for done in range(1, len(BYTES) + 1):
            fetch.report(PullEvent(stage="fetching", done=done, total=len(BYTES)))
        fetch.partial.write_bytes(BYTES)

    monkeypatch.setattr("summarizer.embedded.store.fetch_from_any", fetch)
    monkeypatch.setenv("SUMMARIZER_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=True)


def test_pull_writes_the_path_and_tells_every_tenth_on_standard_error(root: Path) -> None:
    result = run("pull")
    assert result.stdout == f"{root / 'tiny.gguf'}\n"
    lines = [line for line in result.stderr.splitlines() if line.startswith("fetching ")]
    assert [line.split()[1] for line in lines] == [str(tenth) for tenth in range(10, 101, 10)]
    assert run("path").stdout == result.stdout


def test_the_listing_as_json_says_what_is_there(root: Path) -> None:
    assert [row["state"] for row in json.loads(run("list", "--json").stdout)] == ["absent"]
    run("pull")
    (row,) = json.loads(run("list", "--json").stdout)
    assert (row["id"], row["state"], row["bytes_present"]) == (DEFAULT_MODEL, "ready", len(BYTES))
    assert (row["licence"], row["path"]) == ("MIT", str(root / "tiny.gguf"))


def test_the_option_comes_before_the_environment(root: Path, tmp_path: Path) -> None:
    run("pull", "--models-dir", str(tmp_path / "elsewhere"))
    assert (tmp_path / "elsewhere" / "tiny.gguf").exists()
    assert not root.exists()


def test_a_model_that_is_not_there_has_no_path(root: Path) -> None:
    result = run("path")
    assert isinstance(result.exception, ModelStoreError)
    assert str(root) in result.exception.message
    assert result.stdout == ""


def test_verify_finds_what_the_listing_trusts(root: Path) -> None:
    run("pull")
    (root / "tiny.gguf").write_bytes(b"x" * len(BYTES))
    result = run("list", "--verify", "--json")
    assert [row["state"] for row in json.loads(result.stdout)] == ["unverified"]
    assert isinstance(result.exception, ModelStoreError)


def test_remove_names_what_it_deleted(root: Path) -> None:
    run("pull")
    assert run("remove", DEFAULT_MODEL).stdout.splitlines()[0] == str(root / "tiny.gguf")
    again = run("remove", DEFAULT_MODEL)
    assert (again.stdout, again.exit_code) == ("", 0)
    assert "nothing to remove" in again.stderr
