"""From records to evidence pages: one page, or a folder of them with an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.output import Destination
from summarizer.cli.records import STDIN, Record, files_of, looks_like_report, record_from_stdin, records_in
from summarizer.errors import ExitCode, InputError, UsageError
from summarizer.evidence import source_of
from summarizer.readers import read
from summarizer.rendering.page import INDEX_NAME, IndexEntry, Page, page_name, render_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.cli.console import Console
    from summarizer.rendering import Language
    from summarizer.rendering.page import Source


def one_page(path: str, place: Path | None, language: Language, console: Console) -> str:
    """Return the page of the one record that a path means.

    Args:
        path: A JSON file, or ``-``.
        place: The source, or a folder to look for it in; None looks beside the record.
        language: Language of the page.
        console: Told where a source is missing.

    Raises:
        UsageError: The source named is another one.
        InputError: It is no record, or the source named cannot be read.
    """
    found = record_from_stdin() if path == STDIN else next(records_in(files_of(path)[0]))
    if not isinstance(found, Record):
        raise found
    given = place if place is not None and not place.is_dir() else None
    source = _checked(given, found) if given is not None else _found(found, place, console)
    return Page(found.report, source, language=language).html()


def many_pages(
    records: Sequence[str], folder: Path, place: Path | None, language: Language, console: Console
) -> ExitCode:
    """Write a page for every record as it is read, so that many need no more memory than one.

    Args:
        records: Files, folders and ``-``.
        folder: Where the pages and their index go.
        place: The folder of the sources; None looks beside each record.
        language: Language of the pages.
        console: Told which records could not be read, and where a source is missing.

    Raises:
        InputNotFoundError: There is no such file or folder.
        InputError: There is no record in any of them.
        OutputError: A page cannot be written.
    """
    entries: list[IndexEntry] = []
    taken: set[str] = set()
    failed = 0
    for found in _each(records, console):
        if not isinstance(found, Record):
            console.error(found)
            failed += 1
            continue
        page = Page(found.report, _found(found, place, console), language=language)
        name = page_name(found.name, taken)
        taken.add(name.casefold())
        Destination(path=folder / name).write(page.html())
        entries.append(IndexEntry.of(page, name))
    if not entries:
        raise InputError("None of these is a record of a report.", hint="See: summarizer brief --format json")
    Destination(path=folder / INDEX_NAME).write(render_index(entries, language=language))
    pages = "1 page" if len(entries) == 1 else f"{len(entries)} pages"
    console.say(f"{pages}; the index is {folder / INDEX_NAME}.")
    return ExitCode.PARTIAL if failed else ExitCode.OK


def _each(records: Sequence[str], console: Console) -> Iterator[Record | InputError]:
    """Yield every record; what cannot be read is an error among them."""
    for path in records:
        if path == STDIN:
            yield record_from_stdin()
            continue
        for file in files_of(path):
            try:
                if Path(path).is_dir() and not looks_like_report(file):
                    console.detail(f"{file} is no record of a report")
                    continue
                yield from records_in(file)
            except InputError as error:
                yield error


def _checked(path: Path, record: Record) -> Source:
    """Return the source that was named.

    Raises:
        UsageError: It is not what the record was made from.
    """
    raw = read(path)
    if raw.sha256 != record.report.provenance.source_sha256:
        raise UsageError(
            f"{path} is not what the record was made from: its SHA-256 is another one.",
            hint="Name the very file, or leave out --source to show the quotations alone.",
        )
    return source_of(raw)


def _found(record: Record, place: Path | None, console: Console) -> Source | None:
    """Look for the source in a folder, or beside the record; None where it is not, or has changed."""
    name = record.report.provenance.source_name
    folder = place if place is not None else record.folder
    # The name is data: only a bare one is looked for.
    if folder is None or name in {"", ".", "..", "-"} or "\0" in name or Path(name).name != name:
        return None
    path = folder / name
    if not path.is_file():
        console.say(f"{name} is not in {folder}: the page of {record.name} shows the quotations alone.")
        return None
    try:
        raw = read(path)
    except InputError as error:
        console.warn(error.message)
        return None
    if raw.sha256 != record.report.provenance.source_sha256:
        console.warn(f"{path} has changed since: the page of {record.name} shows the quotations alone.")
        return None
    return source_of(raw)
