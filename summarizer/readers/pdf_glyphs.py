"""What stands on the pages of a PDF file: characters with their boxes, ruled lines."""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.readers.limits import Limits

_LOCK = threading.Lock()
"""PDFium must not be called from two threads."""
_THIN = 3.0
"""Points; a thinner box is a ruled line."""
_SHORT = 6.0
"""Points; a shorter line is a mark, not a rule."""
_QUARTER = 90
_DEEPEST_FORM = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle in points, the origin at the lower left of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Glyph:
    """A character that can be seen."""

    text: str
    box: Box
    size: float
    """Height of its font in points."""
    spaced: bool
    """The file has a space in front of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as far as it is text."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box]
    """Horizontal and vertical lines, as thin boxes."""
    pictures: bool


def pages(data: bytes, name: str, limits: Limits) -> Iterator[Page]:
    """Yield the pages of a PDF file.

    Raises:
        InputError: PDFium is not installed, or the file is damaged, encrypted or too long.
    """
    try:
        import pypdfium2  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(
            f"Reading the PDF file {name} needs the extra pdf.",
            hint="Install it: pip install 'report-summarizer[pdf]'",
        ) from error
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise InputError(f"{name} is encrypted.", hint="Save it without a password first.") from error
            raise InputError(f"{name} is a damaged PDF file.", hint="Fetch it again.") from error
    try:
        count = len(document)
        if count > limits.pages:
            raise InputError(
                f"{name} has {count} pages, more than the limit of {limits.pages}.",
                hint="Put the report itself into a file of its own.",
            )
        for index in range(count):
            with _LOCK:
                try:
                    page = document[index]
                except pypdfium2.PdfiumError as error:
                    raise InputError(
                        f"Page {index + 1} of {name} is damaged.", hint="Fetch the file again."
                    ) from error
                try:
                    shown = _page(page)
                finally:
                    page.close()
            yield shown
    finally:
        with _LOCK:
            document.close()


def _page(page: Any) -> Page:  # noqa: ANN401 - pypdfium2 has no types
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - see pages()

    width, height = page.get_size()
    turn = _Turn(width=width, height=height, rotation=page.get_rotation())
    rules: list[Box] = []
    pictures = False
    for item in page.get_objects(max_depth=_DEEPEST_FORM):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures = True
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(turn.box(*box) for box in _rules(item, pdfium))
    text = page.get_textpage()
    try:
        glyphs = list(_glyphs(text, turn, pdfium))
    finally:
        text.close()
    return Page(width=width, height=height, glyphs=glyphs, rules=rules, pictures=pictures)


def _glyphs(text: Any, turn: _Turn, pdfium: Any) -> Iterator[Glyph]:  # noqa: ANN401 - see _page
    spaced = False
    high = ""
    box = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFText_CountChars(text)):
        char = high + chr(pdfium.FPDFText_GetUnicode(text, index))
        if "\ud800" <= char[-1] <= "\udbff":  # first half of a character beyond 16 bits
            high = char[-1]
            continue
        high = ""
        char = char.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if char.isspace() or char < " ":
            spaced = True
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        shown = turn.box(box.left, box.bottom, box.right, box.top)
        size = shown.top - shown.bottom
        yield Glyph(text=char, box=shown, size=max(size, 1.0), spaced=spaced)
        spaced = False


def _rules(item: Any, pdfium: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401 - see _page
    """Yield the ruled lines of a path: a thin box, or the edges of a stroked frame."""
    left, bottom, right, top = item.get_bounds()
    wide, high = right - left, top - bottom
    if min(wide, high) <= _THIN:
        if max(wide, high) >= _SHORT:
            yield left, bottom, right, top
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        return
    matrix = item.get_matrix()
    first = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _edge(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _edge(point, first)


def _edge(
    start: tuple[float, float], end: tuple[float, float]
) -> Iterator[tuple[float, float, float, float]]:
    wide, high = abs(start[0] - end[0]), abs(start[1] - end[1])
    if min(wide, high) <= 1 and max(wide, high) >= _SHORT:
        yield min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class _Turn:
    """Turns boxes of a page that is shown rotated."""

    width: float
    height: float
    """Of the page as it is shown."""
    rotation: int
    """Degrees clockwise."""

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        quarter = self.rotation // _QUARTER % 4
        if quarter == 1:
            left, bottom, right, top = bottom, self.height - right, top, self.height - left
        elif quarter == 2:  # noqa: PLR2004 - half a turn
            left, bottom, right, top = (
                self.width - right,
                self.height - top,
                self.width - left,
                self.height - bottom,
            )
        elif quarter == 3:  # noqa: PLR2004 - three quarters
            left, bottom, right, top = self.width - top, left, self.width - bottom, right
        return Box(left=left, bottom=bottom, right=right, top=top)
