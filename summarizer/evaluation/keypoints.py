"""Key points of the labels in the brief: what a reader would be angry to miss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.evaluation.tally import Tally
from summarizer.evaluation.texts import squash

if TYPE_CHECKING:
    from summarizer.evaluation.gold import Labels

_MARK: Final = re.compile(r"\[\^[A-Za-z]+\d+\]")
_FOOTNOTES: Final = "\n## 来源"


def score_key_points(labels: Labels, brief: str) -> Tally:
    """Count the ``must_mention`` lists that the brief satisfies before its footnotes, and whole points."""
    body = brief.partition(_FOOTNOTES)[0]
    said = squash(_MARK.sub("", body))
    tally = Tally()
    tally.count(brief__characters=len(body))
    for place, point in enumerate(labels.key_points):
        missing = [each for each in point.must_mention if not any(squash(words) in said for words in each)]
        tally.count(
            keys__lists=len(point.must_mention),
            keys__mentioned=len(point.must_mention) - len(missing),
            keys__points=1,
            keys__whole=not missing,
        )
        for number, alternatives in enumerate(point.must_mention):
            if alternatives in missing:
                told = f"{point.point}: the brief says none of {'、'.join(alternatives)}."
                tally.fault("key-point", f"key_points[{place}].must_mention[{number}]", told)
    return tally
