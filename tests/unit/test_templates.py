from __future__ import annotations

import pytest

from summarizer import templates


def test_every_prompt_has_its_file_name_as_id_and_a_version() -> None:
    assert "chunk-keyed" in templates.names()
    for name in templates.names():
        assert templates.prompt(name).id == name
        assert templates.prompt(name).version


def test_a_dollar_of_the_report_is_no_place_to_fill() -> None:
    made = templates.parse("---\nid: a\nversion: 1\n---\n正文：$text\n")
    assert made.fill(text="$price 与 ${x}") == "正文：$price 与 ${x}"


def test_a_place_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        templates.parse("---\nid: a\nversion: 1\n---\n$text").fill()


@pytest.mark.parametrize("content", ["正文", "---\nid: a\n---\n正文"])
def test_a_prompt_without_complete_front_matter_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        templates.parse(content)
