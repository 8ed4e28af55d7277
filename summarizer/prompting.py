"""Makes requests: what is the same for every report first, then the report, then the chunk.

Servers reuse the longest prefix they have seen, so nothing that differs stands before anything that
does not, and a question asked again is appended to the conversation instead of changing it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer import schemas, templates
from summarizer.asking import neutral, spoken
from summarizer.exchange import Message, Request
from summarizer.profiles import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.asking import Encoding, Item
    from summarizer.chunking import Chunk
    from summarizer.profiles import Profile

HEADLINE_TOKENS = 40
"""Room for a headline; thirty characters are some twenty tokens, and digits are one each."""
NAME_TOKENS = 32
SENTENCE_TOKENS = 110
FRAME_TOKENS = 24
"""Room for braces, white space and field names of an answer."""
KEY_FIGURES = "关键指标"
"""The key under which the overview's answer lists the figures that matter most."""


def chunk_request(  # noqa: PLR0913, PLR0917 - what a chunk is, and how it is asked
    text: str,
    title: str | None,
    chunk: Chunk,
    asked: Sequence[Item],
    encoding: Encoding,
    profile: Profile = BUILT_IN,
) -> Request:
    """Make the request for one chunk.

    Args:
        text: ``CleanText.text``; it is made harmless before it goes between the fences.
        title: Title of the report, if it has one.
        chunk: The chunk.
        asked: Its items.
        encoding: ``keyed`` for servers that enforce a schema made for the request, ``fixed`` for hosted ones.
        profile: Whose prompts.
    """
    user = profile.prompts["chunk-user"].fill(
        title=_line(title or "无题"),
        path=_line(" > ".join(chunk.path)) or "无",
        text=neutral(text[chunk.start : chunk.end]).strip(),
        asked="\n".join(_row(item, encoding) for item in asked),
    )
    system = profile.prompts[f"chunk-{encoding}"].text
    return Request(
        label=chunk.label or "正文",
        messages=(Message(role="system", content=system), Message(role="user", content=user)),
        answer_model=_model(asked, encoding),
        max_tokens=_room(asked),
    )


def again(
    request: Request,
    answered: str,
    faults: Mapping[Item, str],
    encoding: Encoding,
    profile: Profile = BUILT_IN,
) -> Request:
    """Append a question for the items that failed, each with the reason.

    Args:
        request: The request that was answered.
        answered: The answer to show the model: its own text, or the part of it that could be read.
        faults: The items to ask once more.
        encoding: The encoding of the request.
        profile: Whose prompts.
    """
    rows = "\n".join(f"{_row(item, encoding)}（上次{reason}）" for item, reason in faults.items())
    return Request(
        label=request.label,
        messages=(
            *request.messages,
            Message(role="assistant", content=spoken(answered)),
            Message(role="user", content=profile.prompts["again"].fill(asked=rows)),
        ),
        answer_model=_model(tuple(faults), encoding),
        max_tokens=_room(tuple(faults)),
    )


def overview_request(
    points: str, roles: Sequence[str], names: Sequence[str], profile: Profile = BUILT_IN
) -> Request:
    """Make the request for the overview.

    Args:
        points: What was found, one kind a line, without any number.
        roles: The sentences wanted.
        names: Figures to choose key figures from; none means the rules choose.
        profile: Whose prompts, and what is asked beside the sentences.
    """
    rows = [*roles, *(field.row for field in profile.fields)]
    asked = "、".join([*rows, f"{KEY_FIGURES}（10到20个）"] if names else rows)
    user = profile.prompts["overview-user"].fill(points=points, asked=asked)
    keys = (*roles, *(field.name for field in profile.fields))
    return Request(
        label="overview",
        messages=(
            Message(role="system", content=profile.prompts["overview"].text),
            Message(role="user", content=user),
        ),
        answer_model=_overview_answer(keys, names, profile),
        max_tokens=FRAME_TOKENS
        + SENTENCE_TOKENS * len(keys)
        + sum(len(name) + 4 for name in sorted(names, key=len)[-20:]),
    )


def overview_again(
    request: Request, answered: str, faults: Mapping[str, str], profile: Profile = BUILT_IN
) -> Request:
    """Append a question for the sentences that failed, each with the reason."""
    asked = {field.name: field.row for field in profile.fields}
    rows = "\n".join(f"{asked.get(key, key)}（上次{reason}）" for key, reason in faults.items())
    return Request(
        label=request.label,
        messages=(
            *request.messages,
            Message(role="assistant", content=spoken(answered)),
            Message(role="user", content=profile.prompts["again"].fill(asked=rows)),
        ),
        answer_model=_overview_answer(tuple(faults), (), profile),
        max_tokens=FRAME_TOKENS + SENTENCE_TOKENS * len(faults),
    )


def translation_request(texts: Sequence[str], encoding: Encoding) -> Request:
    """Make the request for the English of some texts.

    Args:
        texts: Chinese texts with marks for their quantities, harmless and each on one line.
        encoding: As for :func:`chunk_request`.
    """
    user = templates.prompt("translate-user").fill(asked="\n".join(texts))
    system = templates.prompt(f"translate-{encoding}").text
    return Request(
        label="translation",
        messages=(Message(role="system", content=system), Message(role="user", content=user)),
        answer_model=_translations(texts, encoding),
        max_tokens=_translation_room(texts),
    )


def translation_again(
    request: Request, good: Mapping[str, str], faults: Mapping[str, str], encoding: Encoding
) -> Request:
    """Append a question for the texts whose translation failed, each with the reason.

    Args:
        request: The request that was answered.
        good: What could stand of the answer, by text; this much of it is shown to the model.
        faults: The texts to translate once more.
        encoding: The encoding of the request.
    """
    listed = [{"anchor": text, "english": english} for text, english in good.items()]
    shown: object = good if encoding == "keyed" else {"translations": listed}
    rows = "\n".join(f"{text}（上次{reason}）" for text, reason in faults.items())
    return Request(
        label=request.label,
        messages=(
            *request.messages,
            Message(role="assistant", content=spoken(json.dumps(shown, ensure_ascii=False))),
            Message(role="user", content=templates.prompt("again").fill(asked=rows)),
        ),
        answer_model=_translations(tuple(faults), encoding),
        max_tokens=_translation_room(tuple(faults)),
    )


def kept(accepted: Mapping[Item, str], encoding: Encoding) -> str:
    """Write the accepted part of a malformed answer the way the model should have."""
    if encoding == "keyed":
        return json.dumps({item.key: value for item, value in accepted.items()}, ensure_ascii=False)
    lists: dict[str, list[dict[str, str]]] = {"headlines": [], "names": [], "statuses": []}
    for item, value in accepted.items():
        plural = {"headline": "headlines", "name": "names", "status": "statuses"}[item.kind]
        lists[plural].append({"anchor": item.key, item.kind: value})
    return json.dumps(lists, ensure_ascii=False)


def _overview_answer(keys: Sequence[str], names: Sequence[str], profile: Profile) -> type[schemas.WireModel]:
    choices = {field.name: field.choices for field in profile.fields}
    return schemas.overview_answer({key: choices.get(key, ()) for key in keys}, KEY_FIGURES, names)


def _model(asked: Sequence[Item], encoding: Encoding) -> type[schemas.WireModel]:
    if encoding == "fixed":
        return schemas.FixedAnswer
    return schemas.keyed_answer({item.key: item.choices for item in asked})


def _translations(texts: Sequence[str], encoding: Encoding) -> type[schemas.WireModel]:
    return (
        schemas.FixedTranslations if encoding == "fixed" else schemas.keyed_answer(dict.fromkeys(texts, ()))
    )


def _translation_room(texts: Sequence[str]) -> int:
    """Bound the answer: every text comes back as its key, and its English takes some tokens a character."""
    return FRAME_TOKENS + sum(3 * len(text) + FRAME_TOKENS for text in texts)


def _row(item: Item, encoding: Encoding) -> str:
    if item.kind == "headline":
        return f"{item.key}：标题"
    if encoding == "keyed":
        return f"{item.key}：{'/'.join(item.choices)}"
    if item.kind == "status":
        return f"{item.key}：状态"
    return f"{item.key}：名称，如{'/'.join(item.hints)}" if item.hints else f"{item.key}：名称"


def _room(asked: Sequence[Item]) -> int:
    """Bound the answer: an upper bound of a character a token, so that only a runaway answer is cut off."""
    rooms = {"headline": HEADLINE_TOKENS, "name": NAME_TOKENS, "status": 8}
    longest = (
        max(rooms[item.kind], *(len(each) for each in item.choices)) if item.choices else rooms[item.kind]
        for item in asked
    )
    return FRAME_TOKENS + sum(len(item.key) + FRAME_TOKENS for item in asked) + sum(longest)


def _line(text: str) -> str:
    return neutral(text).replace("\n", " ").strip()
