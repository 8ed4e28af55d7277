"""A run and the runs after it: what is kept, what is done again, what the output holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.batch.journal import Journal
from summarizer.batch.layout import Layout
from summarizer.batch.wanted import Wanted
from summarizer.errors import EndpointAuthError, OutputError, UsageError
from tests.support.askers import PlayedAsker, obedient
from tests.support.reports import short_report

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from summarizer.batch.engine import Engine
    from summarizer.batch.plan import Task
    from summarizer.batch.result import Finished
    from summarizer.exchange import Request
    from tests.unit.batch.conftest import Batch


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ids(batch: Batch) -> list[str]:
    return [entry.id for entry in batch.followed.entries]


class Killed(BaseException):
    """Stands for an end that no ``except`` of the program sees."""


def dying_after(batch: Batch, reports: int) -> Engine:
    """An engine in whose midst the process ends."""

    class Dying:
        def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
            for number, finished in enumerate(batch.engine().run(tasks)):
                if number == reports:
                    raise Killed
                yield finished

    return Dying()


def test_output_is_in_the_order_of_the_input(batch: Batch) -> None:
    summary = batch.run()
    assert summary.counts == {"complete": 5, "partial": 0, "failed": 0, "pending": 0}
    assert [row["id"] for row in rows(batch.layout.reports)] == list("01234")
    manifest = rows(batch.layout.manifest)
    assert [row["id"] for row in manifest] == list("01234")
    assert sum(row["report_bytes"] for row in manifest) == len(batch.records)
    assert {row["status"] for row in manifest} == {"complete"}
    assert not batch.layout.journal.exists()


def test_finished_run_does_nothing_again(batch: Batch) -> None:
    batch.run()
    before = batch.layout.manifest.stat().st_mtime_ns, batch.records
    summary = batch.run()
    assert (summary.done, batch.followed.kept, batch.followed.todo) == (0, 5, 0)
    assert (batch.layout.manifest.stat().st_mtime_ns, batch.records) == before


@pytest.mark.parametrize("reports", range(5))
def test_ended_run_goes_on_and_gives_the_same_bytes(batch: Batch, reports: int, tmp_path: Path) -> None:
    with pytest.raises(Killed):
        batch.run(dying_after(batch, reports))
    assert not batch.layout.reports.exists()
    assert batch.run().done == 5 - reports
    assert batch.followed.kept == reports
    one = batch.records
    batch.out = tmp_path / "undisturbed"
    batch.run()
    assert batch.records == one


def test_only_what_has_changed_is_done_again(batch: Batch) -> None:
    batch.run()
    (batch.folder / "3.txt").write_text(short_report(30), encoding="utf-8")
    (batch.folder / "2.txt").unlink()
    (batch.folder / "1b.txt").write_text(short_report(31), encoding="utf-8")
    batch.run()
    assert sorted(ids(batch)) == ["1b", "3"]
    assert [row["id"] for row in rows(batch.layout.reports)] == ["0", "1", "1b", "3", "4"]
    batch.run(recipe="another prompt, schema or model")
    assert len(ids(batch)) == 5


def test_columns_travel_along_and_a_changed_one_does_its_report_again(batch: Batch) -> None:
    table = batch.folder.parent / "list.csv"
    table.write_text("id,path,区县\n一,in/1.txt,砚溪\n二,in/0.txt,沱岭\n", encoding="utf-8")
    batch.folder = table
    batch.run()
    for path in (batch.layout.reports, batch.layout.manifest):
        assert [(row["id"], row["extra"]) for row in rows(path)] == [
            ("一", {"区县": "砚溪"}),
            ("二", {"区县": "沱岭"}),
        ]
    table.write_text("id,path,区县\n一,in/1.txt,砚溪\n二,in/0.txt,檀泠\n", encoding="utf-8")
    batch.run()
    assert ids(batch) == ["二"]


def test_failures_are_kept_until_they_are_to_be_tried_again(batch: Batch) -> None:
    good = (batch.folder / "1.txt").read_bytes()
    (batch.folder / "1.txt").write_bytes(b"")
    summary = batch.run()
    assert summary.counts["failed"] == 1
    row = rows(batch.layout.manifest)[1]
    assert (row["status"], row["report_sha256"], row["input_sha256"] is None) == ("failed", None, False)
    assert "empty" in row["reason"]
    assert batch.run().done == 0
    assert batch.run(retry=True).done == 1
    (batch.folder / "1.txt").write_bytes(good)
    assert batch.run().counts["complete"] == 5


def test_file_that_is_gone_is_one_failure(batch: Batch) -> None:
    table = batch.folder.parent / "list.csv"
    table.write_text("path\nin/1.txt\nin/missing.txt\n", encoding="utf-8")
    batch.folder = table
    assert batch.run().counts == {"complete": 1, "partial": 0, "failed": 1, "pending": 0}


def test_fail_fast_ends_at_the_first_failure_and_writes_what_is_there(batch: Batch) -> None:
    (batch.folder / "4.txt").write_bytes(b"\0" * 5000)  # the largest is done first
    summary = batch.run(fail_fast=True)
    assert summary.counts == {"complete": 0, "partial": 0, "failed": 1, "pending": 4}
    assert [row["status"] for row in rows(batch.layout.manifest)] == ["pending"] * 4 + ["failed"]
    assert batch.run().counts["complete"] == 4


def test_dead_endpoint_ends_the_run_and_what_is_done_is_kept(batch: Batch) -> None:
    def play(request: Request) -> str | BaseException:
        return EndpointAuthError("refused") if len(batch.asker.requests) > 13 else obedient(request)  # type: ignore[union-attr]  # it is one

    batch.asker = PlayedAsker(play=play)
    summary = batch.run(batch.engine(slots=1))
    assert isinstance(summary.stopped, EndpointAuthError)
    done = summary.done
    assert 0 < done < 5
    assert summary.pending == 5 - done
    assert len(rows(batch.layout.reports)) == done
    batch.asker = PlayedAsker()
    assert batch.run().done == 5 - done


def test_briefs_are_written_and_later_ones_come_from_the_records(batch: Batch) -> None:
    batch.run(wanted=Wanted(detail="short"))
    first = {path.name: path.read_text(encoding="utf-8") for path in (batch.out / "briefs").iterdir()}
    assert sorted(first) == [f"{number}.md" for number in range(5)]
    (batch.out / "briefs" / "2.md").unlink()
    assert batch.run(wanted=Wanted(detail="short")).done == 0
    assert (batch.out / "briefs" / "2.md").read_text(encoding="utf-8") == first["2.md"]
    (batch.out / "briefs" / "3.md").write_text("a brief of another detail")
    assert batch.run(wanted=Wanted(detail="full")).done == 0
    assert "水利投资" in (batch.out / "briefs" / "3.md").read_text(encoding="utf-8")
    assert {row["detail"] for row in rows(batch.layout.manifest)} == {"full"}


def test_brief_that_cannot_be_written_costs_one_report(batch: Batch) -> None:
    (batch.out / "briefs" / "3.md").mkdir(parents=True)
    summary = batch.run(wanted=Wanted(detail="short"))
    assert summary.counts["complete"] == 4
    (entry,) = summary.of_status("partial")
    assert entry.id == "3"
    assert "could not be written" in (entry.reason or "")


def test_report_too_large_for_the_disk_costs_one_report(batch: Batch) -> None:
    resource = pytest.importorskip("resource")
    text = "".join(f"（{n}）完成投资{n}.5亿元，增长{n}%。\n" for n in range(1, 90))
    (batch.folder / "2.txt").write_text(short_report(2) + text, encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limits[1]))
    try:
        summary = batch.run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [entry.id for entry in summary.of_status("failed")] == ["2"]
    assert summary.counts["complete"] == 4
    assert [row["status"] for row in rows(batch.layout.manifest)][2] == "pending", "the next run does it"
    assert batch.run().counts["complete"] == 5


def test_results_that_cannot_be_written_leave_the_journal(batch: Batch) -> None:
    class InTheWay:
        def run(self, tasks: Iterable[Task]) -> Generator[Finished]:
            yield from batch.engine().run(tasks)
            batch.layout.manifest.mkdir()

    with pytest.raises(OutputError, match="could not be written"):
        batch.run(InTheWay())
    batch.layout.manifest.rmdir()
    assert batch.run().done == 0
    assert len(rows(batch.layout.reports)) == 5


def test_kill_between_the_two_results_loses_nothing(batch: Batch) -> None:
    batch.run()
    old = batch.layout.manifest.read_bytes()
    (batch.folder / "3.txt").write_text(short_report(30), encoding="utf-8")
    (batch.folder / "0.txt").unlink()
    batch.run()
    new = batch.records
    # Records are there already, the manifest is the old one, and the journal is gone: the worst there is.
    batch.layout.manifest.write_bytes(old)
    batch.run()
    assert ids(batch) == ["3"]
    assert batch.records == new


def test_record_that_somebody_changed_is_made_again(batch: Batch) -> None:
    batch.run()
    whole = batch.records
    batch.layout.reports.write_bytes(whole.replace(b'"id":"1"', b'"id":"7"'))
    batch.run()
    assert ids(batch) == ["1"]
    assert batch.records == whole


def test_two_runs_on_one_output_refuse_each_other(batch: Batch) -> None:
    with batch.layout.claimed(), pytest.raises(UsageError, match="Another run"):
        batch.run()
    batch.run()


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match="not a directory"), Layout(root=tmp_path / "out").claimed():
        pass


def test_journal_of_an_interrupted_run_can_be_read(batch: Batch) -> None:
    with pytest.raises(Killed):
        batch.run(dying_after(batch, 3))
    with Journal(batch.layout.journal) as journal:
        assert len(journal.kept) == 3
        assert all(json.loads(kept.report())["id"] == kept.entry.id for kept in journal.kept)
