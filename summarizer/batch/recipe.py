"""A digest of everything but the report itself that makes an output what it is."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import summarizer
from summarizer import templates
from summarizer.keys import without_secrets
from summarizer.stages import schemas_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.batch.wanted import Wanted


def recipe(
    *,
    encoding: str | None,
    model: str | None,
    host: str | None,
    extra_body: Mapping[str, object],
    wanted: Wanted,
) -> str:
    """Return the digest; where it differs, a report has to be done again.

    Args:
        encoding: How answers are written; None where rules work alone.
        model: What answers; for an embedded model the digest of its file.
        host: Where it answers.
        extra_body: Fields added to every request.
        wanted: What is wanted of every report.
    """
    parts = {
        "version": summarizer.__version__,
        "code": code_digest(),
        "prompts": templates.digest(),
        "schemas": schemas_digest(),
        "encoding": encoding,
        "model": model,
        "host": host,
        "extra_body": without_secrets(extra_body),
        **wanted.parts(),
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@cache
def code_digest() -> str:
    """Return a digest of the program's own source: between two releases its version does not tell."""
    root = Path(summarizer.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
