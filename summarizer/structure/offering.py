"""Other names a figure may have, for the model to choose among where that was measured to help.

Of the rules that are not sure, two are worth asking about with a small model: bare measures without an owner
and parts named after their whole. Elsewhere it picks the longest wording and loses more than it wins
(docs/extraction.md has the counts), so there is nothing to choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.structure.naming import LONG_NAME, needs_owner
from summarizer.structure.subjects import subject_of, topic_of

if TYPE_CHECKING:
    from summarizer.structure.drafts import Context, Draft

UNSURE = frozenset({"owned", "part", "verb", "tail", "long", "counted-long", "change-verb"})
"""Rules whose names were right less than four times in five on the development reports."""
_ASKED = frozenset({"owned", "part"})
_LONGEST = LONG_NAME + 8
_MOST = 4


def offer(context: Context, draft: Draft, base: Draft | None) -> None:
    """Add names that put another owner before a measure.

    Args:
        context: What has been read so far.
        draft: The figure.
        base: The last figure of the sentence before this one.
    """
    if draft.how not in _ASKED or not draft.alternatives:
        return
    bare = draft.alternatives[0]
    owners = [context.body, topic_of(context.lead), subject_of(context.lead)]
    if base is not None and base is not draft:
        owners += [base.noun, base.subject]
    for owner in owners:
        name = owner + bare
        taken = {draft.name, *draft.alternatives}
        if owner and owner not in bare and name not in taken and len(name) <= _LONGEST:
            draft.alternatives.append(name)


def candidates(draft: Draft) -> tuple[str, ...]:
    """Return the names to choose among, the rules' own first; it alone where there is nothing to ask."""
    if draft.how not in _ASKED:
        return (draft.name,)
    others = [name for name in draft.alternatives if name and not needs_owner(name)]
    return tuple(dict.fromkeys([draft.name, *others]))[: _MOST + 1]
