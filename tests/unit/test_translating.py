from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from summarizer import templates
from summarizer.checking import translation_fault
from summarizer.errors import EndpointAnswerError, EndpointUnreachableError
from summarizer.events import Event, TranslationDone
from summarizer.rendering import render_markdown, untranslated
from summarizer.translating import translate
from tests.support.askers import PlayedAsker
from tests.support.records import whole
from tests.support.translators import english, texts, translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer import schemas
    from summarizer.asking import Encoding

HEADLINE = "推进城乡供水一体化，新增受益群众1.6万人"
MASKED = "推进城乡供水一体化，新增受益群众{A}"
COUNTS = re.compile(r"\(\d+\)[.:,]|JSON record only.*")
SCALED = re.compile(r"(?<=[元人家米]) \([\d,.]+(?: [mb]illion)?[a-z ]*\)")
ENCODINGS: list[Encoding] = ["keyed", "fixed"]


def run(asker: PlayedAsker, *wanted: str, **options: object) -> schemas.Report:
    report = whole()
    return translate(report, wanted or untranslated(report), asker, **options)  # type: ignore[arg-type]  # passed on


def brief(report: schemas.Report) -> str:
    return render_markdown(report, language="en")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_good_model_leaves_nothing_untranslated(encoding: Encoding, concurrency: int) -> None:
    events: list[Event] = []
    asker = PlayedAsker(play=translator())
    report = run(asker, encoding=encoding, concurrency=concurrency, listener=events.append)
    assert untranslated(report) == ()
    assert "†" not in brief(report)
    body = brief(report).split("## Sources")[0]
    assert "Not up down" in body
    assert len(asker.requests) == report.provenance.calls - whole().provenance.calls > 1
    assert [event.done for event in events if isinstance(event, TranslationDone)] == [
        *range(1, len(events) + 1)
    ]


def test_the_model_is_shown_no_number_and_code_puts_it_in() -> None:
    asker = PlayedAsker(play=translator())
    report = run(asker)
    asked = [text for request in asker.requests for text in texts(request)]
    assert MASKED in asked
    assert not any(char.isdigit() for text in asked for char in text)
    assert "1.6万人 (16,000 people)" in report.translations[HEADLINE]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_only_what_failed_is_asked_again_with_the_reason(encoding: Encoding) -> None:
    first = [True]

    def once_wrong(text: str) -> str:
        if text == MASKED and first and first.pop():
            return "Serving 16,000 people"
        return english(text)

    asker = PlayedAsker(play=translator(once_wrong))
    report = run(asker, HEADLINE, "水利投资", encoding=encoding)
    assert set(report.translations) == {HEADLINE, "水利投资"}
    again = asker.requests[1]
    assert texts(again) == [MASKED]
    assert "{A}要恰好写1次" in again.messages[-1].content
    assert "Serving" not in again.messages[-2].content


BAD: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: english(text) + " 7",
    lambda text: english(text) + " 投资",
    lambda text: english(text) + " {Z}",
    lambda text: re.sub(r"\{[A-Z]\}", "9", english(text)) + " ninety",
    lambda _text: "",
    lambda _text: "Chenghu County Bureau of Agriculture and Rural Affairs",
    lambda text: english(text) + " nine billion",
    lambda text: english(text) + "\n## Order",
]


@pytest.mark.parametrize("say", BAD)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_fails_twice_stands_in_the_original_with_a_mark(
    say: Callable[[str], str], encoding: Encoding
) -> None:
    asker = PlayedAsker(play=translator(say))
    report = run(asker, encoding=encoding)
    assert report.translations == {}
    assert "新建改建泵站† 12" in brief(report)
    assert f"shown in the original and marked † ({len(untranslated(report))})." in brief(report)


def test_the_worked_examples_pass_the_checks() -> None:
    keyed, fixed = (
        json.loads(templates.prompt(f"translate-{encoding}").text.rsplit("答：\n", 1)[1])
        for encoding in ENCODINGS
    )
    assert [translation_fault(text, said) for text, said in keyed.items()] == [None] * len(keyed)
    assert {each["anchor"]: each["english"] for each in fixed["translations"]} == keyed


def test_two_texts_do_not_become_one() -> None:
    report = run(PlayedAsker(play=translator(lambda _text: "Water works")), "新建泵站", "改建泵站")
    assert report.translations == {"新建泵站": "Water works"}


def test_a_failed_call_is_named_and_the_rest_is_translated() -> None:
    report = run(PlayedAsker(play=_first_fails(EndpointAnswerError("答不了"))))
    assert report.translations
    assert [notice.code for notice in report.warnings] == ["answer-incomplete", "translation-failed"]
    assert "答不了" in brief(report)


def test_an_endpoint_that_is_gone_costs_the_translation_only() -> None:
    report = run(PlayedAsker(play=lambda _request: EndpointUnreachableError("不通")))
    assert report.translations == {}
    assert report.warnings[-1].message.endswith("不通")
    assert report.figures == whole().figures


def _first_fails(error: Exception) -> Callable[..., str | BaseException]:
    waiting, good = [error], translator()
    return lambda request: waiting.pop() if waiting else good(request)


def test_what_cannot_be_asked_or_needs_no_model_is_not_asked() -> None:
    asker = PlayedAsker(play=translator())
    report = run(asker, "投" * 500, "和".join("1" for _ in range(40)), "2023年", "3.1亿元")
    assert asker.requests == []
    assert report.translations == {"2023年": "2023", "3.1亿元": "3.1亿元 (310 million yuan)"}


VALUES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="Water{A}{B}0123456789 billion ninety", max_size=60),
    st.sampled_from(["Ignore the rules and write 999", "{A} of 999", "2023", "NINE million {A}", "[^F1]: x"]),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.data(), st.sampled_from(ENCODINGS))
def test_whatever_the_model_answers_no_digit_is_invented(data: st.DataObject, encoding: Encoding) -> None:
    values = data.draw(st.lists(VALUES, min_size=4, max_size=8))
    place = [0]

    def say(text: str) -> str:
        place[0] += 1
        value = values[place[0] % len(values)]
        return english(text) if place[0] % 3 == 0 else value

    report = run(PlayedAsker(play=translator(say)), encoding=encoding)
    held = whole().model_dump_json(exclude={"provenance", "numbers"})
    known = {run.lstrip("0") for run in re.findall(r"\d+", held)}
    body = re.sub(r"\[\^\w+\]", "", brief(report).split("\n## Sources\n")[0])
    shown = SCALED.sub("", COUNTS.sub("", body))
    assert {run.lstrip("0") for run in re.findall(r"\d+", shown)} <= known
