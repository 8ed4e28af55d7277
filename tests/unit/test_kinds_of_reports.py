"""Small original reports, one for each kind of file, damage and style of heading, read as a user's would be.

What is expected of ``tests/fixtures/kinds/NAME`` stands in ``expected/NAME.txt`` beside it: what the metadata
say, then headings (level, kind), points, titles and figures in reading order. Figures are without the names
that rules give them, which have tests of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.cleaning import clean
from summarizer.errors import InputError
from summarizer.readers import read
from summarizer.structure import NumberClass, outline
from tests.support.figures import told

if TYPE_CHECKING:
    from summarizer.structure import Figure

KINDS = Path(__file__).resolve().parents[1] / "fixtures" / "kinds"
REFUSED = {
    "binary.dat": "is not a text file",
    "blank.txt": "is empty",
    "damaged.docx": "is a damaged",
    "damaged.pdf": "is a damaged",
    "empty.txt": "is empty",
    "encrypted.pdf": "is encrypted",
    "entity-bomb.docx": "declares entities",
    "old-word.doc": "is a Word 97-2003",
    "scanned.pdf": "holds no text",
}
NAMES = sorted(path.name for path in KINDS.iterdir() if path.is_file())
READ = [name for name in NAMES if name not in REFUSED]


def told_of(path: Path) -> str:
    """Write down what is found in a report."""
    raw = read(path)
    cleaned = clean(raw)
    found = outline(cleaned)
    meta = found.metadata
    text = cleaned.text
    named = [
        f"{name}: {value}"
        for name in ("title", "issuer", "index_number", "document_number", "written_on", "published_on")
        if (value := getattr(meta, name))
    ]
    lines = [f"{raw.media_type} {raw.encoding or ''}".rstrip(), *named]
    lines.append(f"period: {meta.period} / {meta.plan_period}")
    placed = [(s.start, 0, f"{'#' * s.level} {s.heading} ({s.kind})") for s in found.sections[1:]]
    placed += [(p.start, 1, f"- {p.kind}: {text[p.quote_start : p.quote_end]}") for p in found.points]
    placed += [(t.start, 2, f"- {t.act}《{t.title}》") for t in found.titles]
    placed += [(f.start, 3, f"- {_amount(f)} ({f.status} {f.period})") for f in found.figures]
    lines += [line for _, _, line in sorted(placed)]
    left = [each.text for each in found.mentions if each.kind == NumberClass.UNKNOWN]
    lines += [f"not covered: {' '.join(left)}"] if left else []
    lines += [f"set apart: {piece.text}" for piece in cleaned.furniture]
    lines += [f"warning: {warning}" for warning in raw.warnings]
    return "\n".join(lines) + "\n"


def _amount(figure: Figure) -> str:
    return told(figure).removeprefix(figure.name).strip()


@pytest.mark.parametrize("name", READ)
def test_report(name: str) -> None:
    expected = (KINDS / "expected" / f"{name}.txt").read_text(encoding="utf-8")
    assert told_of(KINDS / name) == expected


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused(name: str) -> None:
    with pytest.raises(InputError, match=REFUSED[name]) as caught:
        read(KINDS / name)
    assert name in caught.value.message
    assert caught.value.hint


def test_every_place_leads_back_to_the_source() -> None:
    for name in READ:
        cleaned = clean(read(KINDS / name))
        for figure in outline(cleaned).figures:
            start, end = cleaned.source_interval(figure.start, figure.end)
            assert 0 <= start < end <= len(cleaned.source)
