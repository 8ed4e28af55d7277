"""The Python interface: what the command line does, without reading anything it was not given."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import summarizer
from summarizer import AsyncSummarizer, Summarizer
from summarizer.budget import Limits
from summarizer.config import Settings
from summarizer.errors import ConfigError, InputNotFoundError, ReplayMissError, UsageError
from summarizer.events import Started
from summarizer.prices import Price
from summarizer.testing import PlayedAsker
from tests.support.command import SHORT, in_process
from tests.support.endpoints import obey
from tests.support.fault_server import FaultServer, fault_server
from tests.support.translators import translator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.events import Event

KEY = "sk-marked-4711-not-to-be-seen"


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        running.otherwise = obey
        yield running


def test_a_path_its_text_and_its_bytes_give_the_same() -> None:
    with Summarizer(asker=PlayedAsker()) as made:
        reports = [
            made.summarize(each) for each in (SHORT, SHORT.read_text(encoding="utf-8"), SHORT.read_bytes())
        ]
    assert [report.provenance.source_name for report in reports] == [SHORT.name, "report", "report"]
    first, *others = (report.model_dump(exclude={"provenance"}) for report in reports)
    assert others == [first, first]


def test_it_is_what_the_command_line_gives(server: FaultServer) -> None:
    settings = Settings(cache=False)
    with Summarizer(base_url=server.base_url, model="m", api_key=KEY, settings=settings) as made:
        brief = made.brief(made.summarize(SHORT), detail="short")
        assert made.spent.calls == sum(b"harbour" not in call.raw for call in server.calls)
    outcome = in_process("brief", SHORT, "--detail", "short", "--model", "m", "--base-url", server.base_url)
    assert outcome.text == brief + ("" if brief.endswith("\n") else "\n")


def test_rules_alone_need_nothing() -> None:
    with Summarizer(model="none") as made:
        report = made.summarize("一、工作回顾\n全年完成工业投资20.99亿元，增长5.6%。", name="示例")
        assert [(each.value, each.unit) for each in report.figures] == [("20.99", "亿元")]
        assert report.provenance.source_name == "示例"
        with pytest.raises(UsageError, match="needs a model"):
            made.brief(report, language="en")


def test_english_is_translated_on_the_way() -> None:
    with Summarizer(asker=PlayedAsker(play=translator())) as made:
        report = made.summarize(SHORT)
        asker = PlayedAsker(play=translator())
        with Summarizer(asker=asker) as translating:
            assert "##" in translating.brief(report, language="en")
            assert {request.label for request in asker.requests} == {"translation"}


def test_a_name_of_a_file_is_not_its_text() -> None:
    with Summarizer(model="none") as made:
        with pytest.raises(UsageError, match="is a file; a string is the text"):
            made.summarize(str(SHORT))
        with pytest.raises(InputNotFoundError):
            made.summarize(Path("no such file"))


def test_progress_is_told() -> None:
    told: list[Event] = []
    with Summarizer(asker=PlayedAsker()) as made:
        made.summarize(SHORT, listener=told.append)
    assert isinstance(told[0], Started)


def test_answers_are_kept_between_objects_and_what_they_cost_is_told(
    server: FaultServer, tmp_path: Path
) -> None:
    prices = {"m": Price(input=1.0, output=1.0)}
    settings = Settings(cache_dir=tmp_path, prices=prices)
    costs: list[float | None] = []
    for _ in range(2):
        with Summarizer(base_url=server.base_url, model="m", settings=settings) as made:
            costs.append(made.summarize(SHORT).provenance.cost)
    assert costs[0]
    assert costs[1] == 0


def test_limits_end_a_report_with_what_there_is(server: FaultServer) -> None:
    limits = Limits(calls=1)
    settings = Settings(cache=False)
    with Summarizer(base_url=server.base_url, model="m", settings=settings, limits=limits) as made:
        report = made.summarize(SHORT)
    assert "overview-not-asked" in {notice.code for notice in report.warnings}


def test_record_and_replay(server: FaultServer, tmp_path: Path) -> None:
    path = tmp_path / "recording.jsonl"
    settings = Settings(cache=False)
    with Summarizer(base_url=server.base_url, model="m", settings=settings, record=path) as made:
        one = made.brief(made.summarize(SHORT))
    server.close()
    with Summarizer(replay=path) as made:
        assert made.brief(made.summarize(SHORT)) == one
        with pytest.raises(ReplayMissError):
            made.summarize("一、工作回顾\n全年完成工业投资20.99亿元，增长5.6%。")
    with pytest.raises(UsageError):
        Summarizer(record=path, replay=path)


def test_the_environment_counts_only_where_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://h/v1")
    assert "None" in repr(Summarizer())
    made = Summarizer.from_environment(
        {"OPENAI_BASE_URL": "http://g/v1", "OPENAI_API_KEY": KEY}, directory=tmp_path
    )
    assert "http://g/v1" in repr(made)
    assert KEY not in repr(made)


def test_what_cannot_be_is_refused_without_showing_it() -> None:
    with pytest.raises(ConfigError, match="base_url: must be an address") as error:
        Summarizer(base_url=f"ftp://user:{KEY}@h", api_key=KEY)
    assert KEY not in str(error.value)
    assert error.value.__context__ is None


def test_many_threads_may_use_one(server: FaultServer) -> None:
    texts = [SHORT.read_text(encoding="utf-8").replace("。", f"（{number}）。", 1) for number in range(6)]
    with Summarizer(base_url=server.base_url, model="m") as made, ThreadPoolExecutor(3) as pool:
        briefs = list(pool.map(lambda text: made.brief(made.summarize(text)), texts))
    assert len(set(briefs)) == len(texts)


def test_asynchronously() -> None:
    async def work() -> list[str]:
        async with AsyncSummarizer(asker=PlayedAsker()) as made:
            reports = await asyncio.gather(*(made.summarize(SHORT) for _ in range(3)))
            return [await made.brief(report) for report in reports]

    with Summarizer(asker=PlayedAsker()) as made:
        assert set(asyncio.run(work())) == {made.brief(made.summarize(SHORT))}


def test_asynchronously_the_loop_goes_on_and_a_cancelled_task_ends_at_once(server: FaultServer) -> None:
    async def work() -> int:
        ticks = 0
        async with AsyncSummarizer(Summarizer(base_url=server.base_url, model="m")) as made:
            task = asyncio.create_task(made.summarize(SHORT))
            while not task.done():
                await asyncio.sleep(0.001)
                ticks += 1
            assert "AsyncSummarizer(Summarizer(" in repr(made)
            assert made.spent.calls > 0
        return ticks

    assert asyncio.run(work()) > 1


def test_importing_the_package_is_quick() -> None:
    heavy = "{'pydantic', 'openai', 'diskcache', 'click'}"
    code = f"import sys, summarizer; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError):
        _ = summarizer.nothing
