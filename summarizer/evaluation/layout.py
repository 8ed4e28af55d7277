"""Headings, points, issued documents and metadata of a report against its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.assignment import assign
from summarizer.evaluation.matching import weight
from summarizer.evaluation.tally import Tally, key_of
from summarizer.evaluation.texts import likeness, overlap, squash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.evaluation.gold import Labels
    from summarizer.schemas import Point, Report, Section

SAME_POINT = 0.5
"""Overlap of two quotes from which on they are of one point."""
POINTS = ("achievements", "actions", "problems")


def score_headings(labels: Labels, sections: Sequence[Section]) -> Tally:
    """Compare the headings: their words, and where these are found their level and kind."""
    theirs, mine = labels.sections, [each for each in sections if each.heading]
    pairs = assign(
        {
            (i, j): weight(label.level == found.level, label.kind == found.kind, 1 / (1 + abs(i - j)))
            for i, label in enumerate(theirs)
            for j, found in enumerate(mine)
            if squash(label.heading) == squash(found.heading)
        }
    )
    tally = Tally()
    tally.count(headings__labelled=len(theirs), headings__found=len(mine), headings__matched=len(pairs))
    for i, j in pairs:
        label, found = theirs[i], mine[j]
        tally.count(
            headings__levels=label.level == found.level,
            headings__kinds=label.kind == found.kind,
        )
        if label.level != found.level:
            told = f"「{label.heading}」: labelled level {label.level}, found {found.level}."
            tally.fault("heading-level", f"sections[{i}]", told)
        if label.kind != found.kind:
            told = f"「{label.heading}」: labelled {label.kind}, found {found.kind}."
            tally.fault("heading-kind", f"sections[{i}]", told)
    for i in _left(len(theirs), {i for i, _ in pairs}):
        tally.fault("heading-missed", f"sections[{i}]", f"「{theirs[i].heading}」 was not found.")
    for j in _left(len(mine), {j for _, j in pairs}):
        tally.fault("heading-extra", key_of(mine[j].heading), f"「{mine[j].heading}」 is not labelled.")
    return tally


def score_points(labels: Labels, report: Report) -> Tally:
    """Compare the points by their quotes, part by part, and the headlines of those that were found."""
    tally = Tally()
    found: Mapping[str, Sequence[Point]] = {kind: getattr(report, kind) for kind in POINTS}
    for kind in POINTS:
        theirs, mine = getattr(labels, kind), found[kind]
        pairs = assign(
            {
                (i, j): weight(near, likeness(squash(label.headline), squash(point.headline)))
                for i, label in enumerate(theirs)
                for j, point in enumerate(mine)
                if (near := overlap(squash(label.quote), squash(point.evidence.clean))) >= SAME_POINT
            }
        )
        for counts in (f"points.{kind}", "points"):
            tally.count(
                **{
                    f"{counts}.labelled": len(theirs),
                    f"{counts}.found": len(mine),
                    f"{counts}.matched": len(pairs),
                }
            )
        for i, j in pairs:
            alike = likeness(squash(theirs[i].headline), squash(mine[j].headline))
            tally.count(headlines__likeness=alike)
        for i in _left(len(theirs), {i for i, _ in pairs}):
            tally.fault(
                "point-missed", f"{kind}[{i}]", f"「{theirs[i].quote}」 was not found among the {kind}."
            )
        for j in _left(len(mine), {j for _, j in pairs}):
            quote = mine[j].evidence.clean
            tally.fault("point-extra", key_of(kind, quote), f"「{quote}」 is not labelled among the {kind}.")
    return tally


def score_documents(labels: Labels, report: Report) -> Tally:
    """Compare the titles that were issued, and their verbs."""
    theirs = {squash(each.title): (i, each.act) for i, each in enumerate(labels.documents)}
    mine = {squash(each.title): each.act for each in report.documents}
    both = theirs.keys() & mine.keys()
    tally = Tally()
    tally.count(
        documents__labelled=len(theirs),
        documents__found=len(mine),
        documents__matched=len(both),
        documents__acts=sum(theirs[title][1] == mine[title] for title in both),
    )
    for title in sorted(theirs.keys() - mine.keys()):
        tally.fault("document-missed", f"documents[{theirs[title][0]}]", f"《{title}》 was not found.")
    for title in sorted(mine.keys() - theirs.keys()):
        tally.fault("document-extra", key_of(title), f"《{title}》 is not labelled.")
    for title in sorted(both):
        place, act = theirs[title]
        if act != mine[title]:
            told = f"《{title}》: labelled {act}, found {mine[title]}."
            tally.fault("document-act", f"documents[{place}]", told)
    return tally


def score_metadata(labels: Labels, report: Report) -> Tally:
    """Compare the metadata; that both say nothing is agreement, but nothing found."""
    tally = Tally()
    wanted, got = labels.meta.model_dump(), report.meta.model_dump()
    for field, value in wanted.items():
        right = squash(value) == squash(got[field])
        tally.count(
            meta__fields=1,
            meta__agreed=right,
            meta__labelled=value is not None,
            meta__found=got[field] is not None,
            meta__matched=right and value is not None,
        )
        if not right:
            tally.fault(
                "metadata",
                f"meta.{field}",
                f"{field}: labelled {value or 'nothing'}, found {got[field] or 'nothing'}.",
            )
    return tally


def _left(size: int, taken: set[int]) -> list[int]:
    return [place for place in range(size) if place not in taken]
