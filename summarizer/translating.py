"""The English of the words that an English brief shows.

The model is given a closed list of Chinese texts and never a number: quantities, dates and 《titles》 are
marks that code fills in afterwards. A translation that fails its checks is asked for once more; after that
the brief shows the Chinese text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from summarizer import prompting, schemas
from summarizer.accounting import with_calls
from summarizer.asking import neutral
from summarizer.checking import MISSING, objects, translation_fault
from summarizer.checking.reading import plain
from summarizer.errors import EndpointError
from summarizer.events import TranslationDone
from summarizer.profiles import BUILT_IN
from summarizer.quantities import masked
from summarizer.workers import each_done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from summarizer.asking import Encoding
    from summarizer.events import Event
    from summarizer.exchange import Answer, Asker
    from summarizer.quantities import Masked

_MOST_TEXTS: Final = 16
_MOST_CHARACTERS: Final = 320
"""What one request asks at most: a longer answer makes small models lose their place."""
_LONGEST: Final = 200
"""Characters of a text that is still translated."""
_MOST_MARKS: Final = 20
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Texts that one request asks for."""

    index: int
    """Which request of its record this is."""
    texts: tuple[str, ...]
    """With marks for quantities and dates."""
    encoding: Encoding


@dataclass(frozen=True, kw_only=True, slots=True)
class Translated:
    """What came back for a request."""

    index: int
    answers: tuple[Answer, ...]
    good: Mapping[str, str]
    """English that may stand, by the texts with marks."""
    error: EndpointError | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """A record on its way into English: what is known, and what there is to ask."""

    report: schemas.Report
    words: tuple[Words, ...]
    _found: Mapping[str, str]
    """What needs no model."""
    _masks: Mapping[str, Masked]

    @classmethod
    def of(cls, report: schemas.Report, texts: Iterable[str], encoding: Encoding) -> Translation:
        """Work out what there is to ask.

        Args:
            report: The record.
            texts: What its English brief shows, see :func:`summarizer.rendering.untranslated`.
            encoding: As for :func:`summarizer.pipeline.summarize`.
        """
        masks = {text: masked(neutral(text).replace("\n", " ")) for text in dict.fromkeys(texts)}
        # What is nothing but quantities and dates needs no model.
        found = {text: mask.filled(mask.text) for text, mask in masks.items() if not _HAN.search(mask.text)}
        masks = {text: mask for text, mask in masks.items() if text not in found and _is_askable(mask)}
        words = tuple(
            Words(index=index, texts=each, encoding=encoding)
            for index, each in enumerate(_batched(dict.fromkeys(mask.text for mask in masks.values())))
        )
        return cls(report=report, words=words, _found=found, _masks=masks)

    def finished(self, outcomes: Iterable[Translated], asker: Asker) -> schemas.Report:
        """Return the record with what could be translated.

        Args:
            outcomes: What came back, in any order; the record is the same in every order.
            asker: Whom it came from.
        """
        report, good = self.report, dict[str, str]()
        answers: list[Answer] = []
        errors: dict[str, None] = {}
        for outcome in sorted(outcomes, key=lambda each: each.index):
            answers += outcome.answers
            good |= outcome.good
            if outcome.error is not None:
                errors[outcome.error.message] = None
        asked = {
            text: mask.filled(good[mask.text]) for text, mask in self._masks.items() if mask.text in good
        }
        notices = [
            schemas.Notice(code="translation-failed", message=f"部分译文未能取得：{message}")
            for message in errors
        ]
        return report.model_copy(
            update={
                "translations": {**report.translations, **self._found, **asked},
                "warnings": [*report.warnings, *notices],
                "provenance": with_calls(
                    report.provenance, asker, [("translation", each) for each in answers]
                ),
            }
        )


def translate(  # noqa: PLR0913 - what is translated, by whom, and the options of summarize
    report: schemas.Report,
    texts: Iterable[str],
    asker: Asker,
    *,
    listener: Callable[[Event], None] | None = None,
    concurrency: int = 1,
    encoding: Encoding = "keyed",
) -> schemas.Report:
    """Put the English of some texts into a record.

    Args:
        report: The record.
        texts: What its English brief shows, see :func:`summarizer.rendering.untranslated`.
        asker: Carries requests to a model.
        listener: Told of progress, always from the calling thread.
        concurrency: Calls at the same time.
        encoding: As for :func:`summarizer.pipeline.summarize`.

    Returns:
        The record with what could be translated, the calls it took, and a notice of every reason for which a
        call failed.
    """
    translation = Translation.of(report, texts, encoding)
    outcomes: list[Translated] = []
    for outcome in each_done(translation.words, partial(ask_words, asker), concurrency):
        outcomes.append(outcome)
        if listener is not None:
            usages = tuple(answer.usage for answer in outcome.answers)
            cached = sum(answer.from_cache for answer in outcome.answers)
            total = len(translation.words)
            listener(TranslationDone(done=len(outcomes), total=total, usages=usages, cached=cached))
    return translation.finished(outcomes, asker)


def _is_askable(mask: Masked) -> bool:
    return len(mask.text) <= _LONGEST and len(mask.fillings) <= _MOST_MARKS


def _batched(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """Divide texts among requests, in their order."""
    batches: list[list[str]] = [[]]
    for text in texts:
        last = batches[-1]
        if last and (len(last) == _MOST_TEXTS or sum(map(len, last)) + len(text) > _MOST_CHARACTERS):
            batches.append([])
        batches[-1].append(text)
    return [tuple(batch) for batch in batches if batch]


def ask_words(asker: Asker, words: Words) -> Translated:
    """Ask for English; ask what failed its checks once more. A failed call is an outcome, no exception."""
    answers: list[Answer] = []
    good: dict[str, str] = {}
    error: EndpointError | None = None
    request = prompting.translation_request(words.texts, words.encoding)
    try:
        answers.append(asker.ask(request))
        good, faults = _judged(answers[-1].text, words.texts, words.encoding, {})
        if faults:
            answers.append(asker.ask(prompting.translation_again(request, good, faults, words.encoding)))
            good |= _judged(answers[-1].text, tuple(faults), words.encoding, good)[0]
    except EndpointError as failed:
        error = failed
    return Translated(index=words.index, answers=tuple(answers), good=good, error=error)


def _judged(
    text: str, asked: Sequence[str], encoding: Encoding, known: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Sort the translations of an answer into those that may stand and what is wrong with the others."""
    said: dict[str, str] = {}
    for pairs in objects(text):
        items = (
            pairs.items() if encoding == "keyed" else [(pairs.get("anchor", ""), pairs.get("english", ""))]
        )
        for anchor, words in items:
            said.setdefault(plain(anchor), words)
    good: dict[str, str] = {}
    faults: dict[str, str] = {}
    for each in asked:
        english = said.get(plain(each))
        problem = MISSING if english is None else _fault(each, english, {**known, **good})
        if english is not None and problem is None:
            good[each] = english.strip()
        else:
            faults[each] = problem or MISSING
    return good, faults


def _fault(text: str, english: str, others: Mapping[str, str]) -> str | None:
    if english in BUILT_IN.examples:
        return "照抄了示例"
    if any(other == english.strip() and plain(key) != plain(text) for key, other in others.items()):
        return "与另一条的译文相同"
    return translation_fault(text, english)
