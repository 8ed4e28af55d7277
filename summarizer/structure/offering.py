"""Other names a figure may have, for the model to choose among where the rules are not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.structure.naming import LONG_NAME, core
from summarizer.structure.subjects import subject_of, topic_of

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft, Run

SURE = frozenset(
    {"plain", "joined", "change-plain", "share", "difference", "aim", "distributed", "rank", "flow"}
)
"""Rules whose names were right about nine times in ten on the development reports."""
_LONGEST = LONG_NAME + 8
_MOST = 4


def offer(context: Context, run: Run, draft: Draft, base: Draft | None) -> None:
    """Add names that put before it what the sentence is about, or what the last figure was of.

    Args:
        context: What has been read so far.
        run: The numbers the figure was made of.
        draft: The figure.
        base: The last figure of the sentence before this one.
    """
    if draft.how in SURE:
        return
    owners = [context.body, topic_of(context.lead), subject_of(context.lead)]
    if base is not None and base is not draft:
        owners += [base.noun, base.subject]
    bare = draft.verb + draft.noun if draft.noun else draft.name
    names = [owner + bare for owner in owners if owner and owner not in bare]
    words = core(run.before)
    if draft.noun and words and words != draft.verb:
        names.append(words + draft.noun)
    for name in names:
        taken = {draft.name, *draft.alternatives}
        if name not in taken and len(name) <= _LONGEST and len(draft.alternatives) < _MOST:
            draft.alternatives.append(name)
