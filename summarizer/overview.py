"""The overview: a few sentences in which every number is put in by code.

The model is shown no number at all. It writes connecting sentences and refers to a figure by its name
in braces; code replaces the reference by what the report says. A sentence that fails its checks is
replaced by a rule-made one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer import headlines
from summarizer.asking import neutral
from summarizer.checking import wording
from summarizer.profiles import BUILT_IN
from summarizer.saying import agrees, is_literal, say
from summarizer.schemas import Answer, Overview

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.merging import Parts
    from summarizer.profiles import Profile
    from summarizer.schemas import Figure, Point

SHORTEST, LONGEST = 150, 300
"""Characters of the whole text."""
MAX_SENTENCE = 140
LEAST_SAID = 4
"""Chinese characters that a sentence holds at least beside its references."""
_INDICATORS, _TARGETS = 5, 3
"""Figures that the deeds and the plans hold at least, as far as the report has them."""
_FIGURE_ROOM = 105
_SHORTEST_DEED = 5
"""Characters; shorter headings are subjects (农业, 财政), not deeds."""
_SCALES = (1.0, 1.6, 2.5)
_SHOWN_POINTS = 12
_SHOWN_FIGURES = 14

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_HAN = re.compile(r"[一-鿿]")
_FOLLOWED = re.compile(r"^(?:的)?(增长|上升|增加|提高|提升|下降|减少|降低|回落)")
_LABEL = headlines.LABEL


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What an overview is made of."""

    parts: Parts
    text: str
    """``CleanText.text``: whatever a sentence says has to stand there."""
    labels: Mapping[str, Figure]
    """Key figures whose numbers can be put into a sentence as they stand in the source, by the name a
    sentence refers to them with: their own, or with 目标 or 预计 where a figure that is reached has the
    same."""
    profile: Profile = BUILT_IN

    @property
    def roles(self) -> tuple[str, ...]:
        """The sentences this report has something for."""
        parts, kind = self.parts, self.profile
        wanted = {
            kind.deeds.name: bool(parts.achievements or self.of_role(kind.deeds.name)),
            kind.problems.name: bool(parts.problems),
            kind.plans.name: bool(parts.actions or self.of_role(kind.plans.name)),
        }
        return tuple(role for role, is_wanted in wanted.items() if is_wanted)

    @property
    def asked(self) -> tuple[str, ...]:
        """Every key that the model is to answer: the sentences, and the profile's own questions."""
        return (*self.roles, *(field.name for field in self.profile.fields))

    def choices(self, key: str) -> tuple[str, ...]:
        """Return the only values a key may have; none for a sentence."""
        return next((field.choices for field in self.profile.fields if field.name == key), ())

    def of_role(self, role: str) -> list[Figure]:
        """Return the figures that a sentence about deeds or plans may hold.

        The part of the report decides: an aim that the review quotes is no plan, an estimate there is a deed.
        """
        kinds = {section.id: section.kind for section in self.parts.sections}
        found: list[Figure] = []
        for figure in self.labels.values():
            kind = kinds.get(figure.section or "", "preamble")
            ahead = kind in {"plan", "targets", "requirements"} if kind != "preamble" else None
            if ahead is None:
                ahead = figure.status != "actual"
            fits = figure.status != "actual" if ahead else figure.status != "target"
            if fits and (self.profile.plans if ahead else self.profile.deeds).name == role:
                found.append(figure)
        return found


def material(parts: Parts, text: str, key_figures: Sequence[str], profile: Profile = BUILT_IN) -> Material:
    """Choose the key figures that can stand in a sentence: surely named, their digits as in the source."""
    by_id = {figure.id: figure for figure in parts.figures}
    labels: dict[str, Figure] = {}
    for each in key_figures:
        figure = by_id[each]
        label = neutral(figure.name)
        if label in labels and figure.status != labels[label].status:
            label += (
                "目标" if figure.status == "target" else "预计" if figure.status == "forecast" else "实绩"
            )
        if is_literal(figure) and label not in labels and not figure.flags:
            labels[label] = figure
    return Material(parts=parts, text=text, labels=labels, profile=profile)


def points(made: Material) -> str:
    """Write the list the model sees: title, deeds, problems, plans and figures, without a single number."""
    parts = made.parts
    title = _plain_title(made)
    rows = [f"题目：{title}" if title else ""]
    groups = (parts.achievements, parts.problems, parts.actions)
    for role, group in zip(made.profile.roles, groups, strict=True):
        shown = [told for point in group if (told := _told(point))][:_SHOWN_POINTS]
        if shown:
            rows.append(f"{role.listed}：{'；'.join(shown)}")
    if made.labels:
        shown_figures = list(made.labels.items())[:_SHOWN_FIGURES]
        tags = " ".join(f"{{{label}}}{_tag(figure)}" for label, figure in shown_figures)
        rows.append(f"指标：{tags}")
    return neutral_rows(rows)


def neutral_rows(rows: Sequence[str]) -> str:
    """Join rows; report words in them were made harmless one by one."""
    return "\n".join(row for row in rows if row)


def fault(made: Material, sentence: str) -> str | None:
    """Say what is wrong with a sentence, in words that can be put to the model, or return None."""
    text = sentence.strip()
    if not text or len(text) > MAX_SENTENCE:
        return "太长" if text else "是空的"
    rest = wording.fold(_REFERENCE.sub("，", text))
    source = wording.fold(made.text)
    return (
        _reference_fault(made, text)
        or ("花括号不成对" if "{" in rest or "}" in rest else None)
        or ("写了数字，只能用花括号里的指标名" if re.search(r"\d", rest) else None)
        or wording.invented(rest, source)
        or wording.strange(rest, source)
        # An echo of the key, or indicators strung together, is no sentence.
        or ("没有说清做了什么" if len(_HAN.findall(rest)) < LEAST_SAID else None)
    )


def choice_fault(made: Material, said: str, choices: Sequence[str]) -> str | None:
    """Say what is wrong with a choice: it is not offered, or is not a word of the report.

    The last choice is the one for a report that has none of the others.
    """
    if said not in choices:
        return "不在选项里"
    stands = said == choices[-1] or wording.fold(said) in wording.fold(made.text)
    return None if stands else "报告里没有这个词"


def _reference_fault(made: Material, text: str) -> str | None:
    for reference in _REFERENCE.finditer(text):
        figure = _referred(made, reference[1])
        if figure is None:
            return f"没有{reference.group()}这个指标"
        follower = _FOLLOWED.match(text[reference.end() :])
        if follower and not agrees(figure, follower[1]):
            return f"{reference.group()}后面不要写“{follower[1]}”"
    return None


def compose(made: Material, sentences: Mapping[str, str]) -> Overview:
    """Put the overview together.

    Args:
        made: The material.
        sentences: Checked sentences of the model by role; roles without one get a rule-made sentence.
    """
    told = Overview(text="", figures=[], written_by="rule")
    for scale in _SCALES:
        told = _composed(made, sentences, scale)
        if len(told.text) >= SHORTEST:
            break
    return told


def answers(made: Material, said: Mapping[str, str]) -> list[Answer]:
    """Return what the model answered to the profile's own questions, numbers put in by code."""
    told: list[Answer] = []
    for field in made.profile.fields:
        if field.name not in said:
            continue
        used: list[str] = []
        text = said[field.name] if field.choices else _ended(_filled(made, said[field.name], used))
        told.append(Answer(name=field.name, text=text, figures=used))
    return told


def _composed(made: Material, sentences: Mapping[str, str], scale: float) -> Overview:
    """Put the overview together with rule-made sentences of a certain length."""
    text, by_model = "", False
    figures: list[str] = []
    for role in made.roles:
        used = list(figures)
        if role in sentences:
            own = _without_title(made, sentences[role])
            said = _introduced(made, role, _ended(_filled(made, own, used)))
            others = _figure_sentence(made, role, used, scale)
            # A reader looks for the figures first.
            written = [said, *others] if _REFERENCE.search(own) else [*others, said]
        else:
            said = ""
            written = _rule_sentences(made, role, used, scale)
        for sentence in written:
            if text and len(text) + len(sentence) > LONGEST:
                continue
            by_model = by_model or (role in sentences and sentence == said)
            text += sentence
        figures = [each for each in used if say(_of(made, each)) in text]
    return Overview(text=text, figures=figures, written_by="model" if by_model else "rule")


def _rule_sentences(made: Material, role: str, used: list[str], scale: float) -> list[str]:
    parts, kind = made.parts, made.profile
    if role == kind.problems.name:
        told = _list([_told(point) for point in parts.problems], round(55 * scale))
        return [f"{kind.problems.opening}：{told}。"] if told else []
    if role == kind.deeds.name:
        told = _list(_headings(parts, "review") or _deeds(parts.achievements), round(60 * scale))
        opening = kind.deeds.opening
    else:
        told = _list(_headings(parts, "plan") or _deeds(parts.actions), round(50 * scale))
        opening = kind.plans.opening
    return [*_figure_sentence(made, role, used, scale), *([f"{opening}：{told}。"] if told else [])]


def _figure_sentence(made: Material, role: str, used: list[str], scale: float) -> list[str]:
    """Return a sentence with the first key figures of a role that no sentence holds yet."""
    planned = role == made.profile.plans.name
    fitting = made.of_role(role)
    least = round((_TARGETS if planned else _INDICATORS) * scale)
    wanted = least - sum(each.id in used for each in fitting)
    fresh = [each for each in fitting if each.id not in used][: max(0, wanted)]
    while len("，".join(say(each) for each in fresh)) > _FIGURE_ROOM * scale and len(fresh) > 1:
        fresh.pop()
    if not fresh:
        return []
    used += [each.id for each in fresh]
    opening = (made.profile.plans if planned else made.profile.deeds).figures
    return [f"{opening}：{'，'.join(say(each) for each in fresh)}。"]


def _without_title(made: Material, sentence: str) -> str:
    """Drop the title with which a model likes to begin."""
    title = _plain_title(made)
    rest = sentence.strip().removeprefix(title).lstrip("，,：:、的 ") if title else sentence
    return rest if len(_HAN.findall(rest)) >= LEAST_SAID else sentence


def _plain_title(made: Material) -> str:
    return neutral(re.sub(r"\d+年?", "", made.parts.meta.title or ""))


def _introduced(made: Material, role: str, sentence: str) -> str:
    """Say of a sentence that only lists things what they are, as the model often leaves open."""
    kind = next(each for each in made.profile.roles if each.name == role)
    if kind.said_by is None or kind.said_by.search(sentence):
        return sentence
    return f"{kind.opening}：{sentence}"


def _filled(made: Material, sentence: str, used: list[str]) -> str:
    """Replace every reference by the figure's words; a second reference to a figure becomes its name."""
    text = sentence.strip()
    done = ""
    while found := _REFERENCE.search(text):
        figure = _referred(made, found[1])
        if figure is None:  # checked sentences refer to nothing else
            break
        before, after = done + text[: found.start()], text[found.end() :]
        before = before.removesuffix(figure.name)
        after = _FOLLOWED.sub("", after)
        said = figure.name if figure.id in used else say(figure)
        if figure.id not in used:
            used.append(figure.id)
        done, text = before + said, after
    return done + text


def _tag(figure: Figure) -> str:
    if figure.status != "actual":
        return "目标" if figure.status == "target" else "预计"
    if figure.change is None:
        return ""
    return "增" if figure.change.direction == "up" else "降"


def _told(point: Point) -> str:
    """Return the clauses of a headline that hold no number, or the point's opening words."""
    return _without_numbers(point.headline) or _without_numbers(_LABEL.sub("", point.evidence.clean, count=1))


def _without_numbers(text: str) -> str:
    clauses = [clause for clause in re.split(r"[,，。;；]", text) if clause and not re.search(r"\d", clause)]
    return neutral("，".join(clauses)[:40])


def _headings(parts: Parts, kind: str) -> list[str]:
    """Return the headings right below the part of a kind, without label and numbers."""
    tops = [section for section in parts.sections if section.kind == kind]
    if not tops:
        return []
    level = min(section.level for section in tops)
    below = [section for section in tops if section.level == level + 1]
    told = [_without_numbers(_LABEL.sub("", section.heading.lstrip("—-·•● "), count=1)) for section in below]
    return [each for each in told if len(each) >= _SHORTEST_DEED and headlines.states(each)]


def _deeds(points: Sequence[Point]) -> list[str]:
    told = [_told(point) for point in points]
    return [each for each in told if len(each) >= _SHORTEST_DEED and headlines.states(each)]


def _list(pieces: Sequence[str], room: int) -> str:
    """Join as many pieces as there is room for."""
    told = ""
    for piece in dict.fromkeys(each.strip("，。；、 ") for each in pieces if each):
        longer = f"{told}；{piece}" if told else piece
        if len(longer) > room:
            break
        told = longer
    return told


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence[-1] in "。！？!?" else f"{sentence.rstrip(',，;；、')}。"


def _referred(made: Material, reference: str) -> Figure | None:
    """Return the figure a reference means, by its label or its id."""
    wanted = wording.fold(reference)
    by_label = (figure for label, figure in made.labels.items() if wording.fold(label) == wanted)
    by_id = (figure for figure in made.labels.values() if figure.id == wanted)
    return next(by_label, None) or next(by_id, None)


def _of(made: Material, figure_id: str) -> Figure:
    return next(each for each in made.labels.values() if each.id == figure_id)
