"""A profile from its directory (``profile.toml``, prompts, ``schema.py``), the built-in one too."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import as_file, files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from summarizer import templates
from summarizer.errors import ProfileError
from summarizer.profiles import questions
from summarizer.profiles.file import FILE, line_of, parse_file
from summarizer.profiles.profile import Profile, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.profiles.file import RoleTable
    from summarizer.templates import Prompt

PROMPTS: Final[Mapping[str, frozenset[str]]] = {
    "again": frozenset({"asked"}),
    "chunk-fixed": frozenset(),
    "chunk-keyed": frozenset(),
    "chunk-user": frozenset({"title", "path", "text", "asked"}),
    "overview": frozenset(),
    "overview-user": frozenset({"points", "asked"}),
}
"""The prompts of a kind of report, each with the places that are filled in it."""
_ANSWER = re.compile(r"^答：\n(.*)$", re.MULTILINE)


def built_in() -> Profile:
    """Load the profile that comes with the program."""
    with as_file(files("summarizer.prompts")) as directory:
        return _load(Path(directory), None)


def load(directory: Path) -> Profile:
    """Load a user's profile; what it does not name is as in the built-in one.

    Raises:
        ProfileError: Something in it cannot be; told with file and line.
    """
    if not directory.is_dir():
        raise ProfileError(
            f"There is no profile directory {directory}.",
            hint=f"Make one: summarizer profile new {directory}",
        )
    return _load(directory, built_in())


def _load(directory: Path, base: Profile | None) -> Profile:
    path = directory / FILE
    text = _read(path)
    table = parse_file(text, path)
    roles = {
        name: _role(name, each, None if base is None else getattr(base, name), path, text)
        for name, each in table.overview
    }
    taken = [role.name for role in roles.values()]
    if len(set(taken)) < len(taken):
        raise ProfileError(
            f"{path}:{line_of(text, ['overview'])}: two sentences of the overview have one name."
        )
    own = {} if base is None else _own_prompts(directory)
    prompts = {name: own.get(name) or templates.prompt(name) for name in PROMPTS}
    _hold_named(directory, own, taken)
    fields = () if base is None else questions.load_fields(directory / questions.FILE, taken)
    values = templates.examples(prompts.values())
    return Profile(
        id=table.id,
        version=table.version,
        sha256=_digest(text, prompts, _read(directory / questions.FILE) if fields else ""),
        prompts=prompts,
        examples=values
        | (base.examples if base is not None else templates.examples(templates.all_prompts())),
        **roles,
        indicators=tuple(table.indicators) or (base.indicators if base is not None else ()),
        sections={word: kind for kind, words in table.sections.items() for word in words},
        labels=table.labels,
        fields=fields,
    )


def _role(name: str, table: RoleTable, base: Role | None, path: Path, text: str) -> Role:
    """Lay what a profile says of a sentence over what it is based on."""

    def given(key: str) -> str:
        value: str | None = getattr(table, key) or (getattr(base, key) if base is not None else None)
        if value is None and key != "figures":
            raise ProfileError(f"{path}:{line_of(text, ['overview', name])}: overview.{name} lacks {key}.")
        return value or ""

    said_by = re.compile(table.said_by) if table.said_by else base.said_by if base is not None else None
    return Role(
        name=given("name"),
        listed=given("listed"),
        opening=given("opening"),
        figures=given("figures"),
        said_by=said_by,
    )


def _own_prompts(directory: Path) -> dict[str, Prompt]:
    """Read and check the prompts that a profile brings itself."""
    own: dict[str, Prompt] = {}
    for path in sorted(directory.glob("*.md")):
        if path.stem == "README":
            continue
        if path.stem not in PROMPTS:
            raise ProfileError(
                f"{path}: a profile has no prompt of this name.",
                hint=f"Its prompts are {', '.join(PROMPTS)}.",
            )
        content = _read(path)
        try:
            prompt = templates.parse(content)
        except ValueError as error:
            raise ProfileError(f"{path}:1: {error}.") from error
        if prompt.id != path.stem:
            raise ProfileError(f"{path}:{_line(content, 'id:')}: the id is {prompt.id}, not {path.stem}.")
        _hold_places(path, content, prompt)
        _hold_examples(path, content)
        own[path.stem] = prompt
    return own


def _hold_places(path: Path, content: str, prompt: Prompt) -> None:
    """See that a prompt has the places that are filled, and no others."""
    wanted = PROMPTS[path.stem]
    template = Template(prompt.text)
    found: set[str] = set(template.get_identifiers()) if wanted else set()
    for name in sorted(found - wanted):
        known = ", ".join(f"${each}" for each in sorted(wanted))
        raise ProfileError(
            f"{path}:{_line(content, name)}: nothing is filled in at ${name}, only at {known}."
        )
    for name in sorted(wanted - found):
        raise ProfileError(f"{path}: the place ${name} is missing.")
    if wanted and not template.is_valid():
        raise ProfileError(f"{path}:{_line(content, '$')}: a $ that marks no place is written $$.")


def _hold_examples(path: Path, content: str) -> None:
    """See that the answers of worked examples are JSON objects, as every answer has to be."""
    for found in _ANSWER.finditer(content):
        if not found[1].strip():
            continue
        try:
            answer: object = json.loads(found[1])
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            line = content.count("\n", 0, found.start(1)) + 1
            raise ProfileError(f"{path}:{line}: the answer of this example is no JSON object.")


def _hold_named(directory: Path, own: Mapping[str, Prompt], roles: list[str]) -> None:
    """See that an overview prompt of the profile's own speaks of its sentences."""
    prompt = own.get("overview")
    missing = [role for role in roles if prompt is not None and role not in prompt.text]
    if missing:
        raise ProfileError(
            f"{directory / 'overview.md'}: nothing is said of {'、'.join(missing)}, which {FILE} asks for.",
            hint="Show it in the worked example.",
        )


def _line(content: str, words: str) -> int:
    place = content.find(words)
    return content.count("\n", 0, max(place, 0)) + 1


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ProfileError(
            f"{path} is missing.", hint="summarizer profile new DIR makes a whole one."
        ) from error
    except OSError as error:
        raise ProfileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ProfileError(f"{path}:{line}: this is not UTF-8.") from error


def _digest(text: str, prompts: Mapping[str, Prompt], schema: str) -> str:
    whole = [text, schema, *(f"{each.id}\n{each.version}\n{each.text}" for each in prompts.values())]
    return hashlib.sha256("\0".join(whole).encode()).hexdigest()
