"""Loads the prompt texts that ship as data in ``summarizer.prompts``."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXAMPLE = re.compile(r"^答：\n(\{.*\})$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """One prompt text.

    ``$name`` marks a place to fill; the filled-in text is never read for places again, so that a ``$`` of the
    report stays what it is.
    """

    id: str
    version: str
    text: str

    def fill(self, **values: str) -> str:
        """Return the text with every place filled.

        Raises:
            KeyError: A place of the text has no value.
        """
        return Template(self.text).substitute(values)


@cache
def prompt(name: str) -> Prompt:
    """Load a prompt by its id, which is its file name without ``.md``."""
    return parse((files("summarizer.prompts") / f"{name}.md").read_text(encoding="utf-8"))


def parse(content: str) -> Prompt:
    """Read a prompt file: front matter with ``id`` and ``version``, then the text.

    Raises:
        ValueError: The front matter is missing or incomplete.
    """
    found = _FRONT_MATTER.fullmatch(content.replace("\r\n", "\n"))
    if found is None:
        raise ValueError("a prompt file begins with front matter between two lines of ---")
    head = dict(line.split(": ", 1) for line in found[1].splitlines() if ": " in line)
    missing = {"id", "version"} - head.keys()
    if missing:
        raise ValueError(f"the front matter lacks {', '.join(sorted(missing))}")
    return Prompt(id=head["id"], version=head["version"], text=found[2].strip())


@cache
def names() -> tuple[str, ...]:
    """Return the ids of all prompts, sorted."""
    return tuple(
        sorted(
            each.name.removesuffix(".md")
            for each in files("summarizer.prompts").iterdir()
            if each.name.endswith(".md")
        )
    )


@cache
def all_prompts() -> tuple[Prompt, ...]:
    """Return all prompts that ship with the program."""
    return tuple(prompt(name) for name in names())


def examples(prompts: Iterable[Prompt]) -> frozenset[str]:
    """Return every value of the worked examples: an answer that copies one was not read from the report."""
    found: set[str] = set()
    for each in prompts:
        for answer in _EXAMPLE.findall(each.text):
            found.update(_strings(json.loads(answer)))
    return frozenset(each for each in found if len(each) > 4)  # noqa: PLR2004 - status words are no copies


@cache
def digest() -> str:
    """Return the SHA-256 over all prompt texts and versions, for the record of a report."""
    whole = hashlib.sha256()
    for name in names():
        each = prompt(name)
        whole.update(f"{each.id}\n{each.version}\n{each.text}\n".encode())
    return whole.hexdigest()


def _strings(value: object) -> list[str]:
    """Return the strings of a JSON value, keys left out."""
    if isinstance(value, str):
        return [value]
    parts: list[object] = []
    if isinstance(value, dict):
        parts = list(cast("dict[str, object]", value).values())
    elif isinstance(value, list):
        parts = cast("list[object]", value)
    return [each for part in parts for each in _strings(part)]
