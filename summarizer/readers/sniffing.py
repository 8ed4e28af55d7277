"""What a file is, by its content; its name only decides between plain text and Markdown."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from summarizer.errors import InputError

Kind = Literal["text", "markdown", "html", "mhtml", "pdf", "docx"]

_PDF_WINDOW = 1024
"""Readers of PDF accept up to so many bytes of rubbish in front."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_DOCX = "Open it in Word or WPS and save it as .docx or PDF."
_EXPORT = "Give a report as text, Markdown, HTML, PDF or DOCX."
_FOREIGN = (
    (_OLE, "a Word 97-2003 or WPS document", _SAVE_AS_DOCX),
    (b"{\\rtf", "a Rich Text document", _SAVE_AS_DOCX),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "Recognise its text first (OCR)."),
    (b"\xff\xd8\xff", "a JPEG image", "Recognise its text first (OCR)."),
    (b"GIF8", "a GIF image", "Recognise its text first (OCR)."),
    (b"II*\x00", "a TIFF image", "Recognise its text first (OCR)."),
    (b"MM\x00*", "a TIFF image", "Recognise its text first (OCR)."),
    (b"BM", "a BMP image", "Recognise its text first (OCR)."),
    (b"RIFF", "an image, sound or film", _EXPORT),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "Unpack it first."),
    (b"SQLite format 3\x00", "a database", _EXPORT),
    (b"\x7fELF", "a program", _EXPORT),
    (b"MZ", "a program", _EXPORT),
    (b"%!PS", "a PostScript file", "Convert it to PDF first."),
)
_PACKAGES = (
    ("xl/workbook.xml", "an Excel workbook", _EXPORT),
    ("ppt/presentation.xml", "a PowerPoint presentation", "Export it as PDF or text first."),
    ("OFD.xml", "an OFD document", "Export it as PDF first, with text rather than images."),
    ("content.xml", "an OpenDocument file", _SAVE_AS_DOCX),
    ("META-INF/container.xml", "an EPUB book", _EXPORT),
)
_DOCUMENT_PART = re.compile(r"word/document\d*\.xml")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHORT_MAGIC = 2
_WORD_XML = re.compile(r"<\?mso-application|<w:wordDocument|<pkg:package")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,20000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|link|title|style|script|div|p|span|font|table|tr|td|center|article"
    r"|section|main|header|form|h[1-6]|br|ol|ul|dl|pre|blockquote|strong|b|a|img)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_BLOCK_END = re.compile(r"</(?:p|div|td|tr|table|li|ol|ul|pre|h[1-6]|span)\s*>", re.IGNORECASE)
_FEW_TAGS = 20
"""From so many closed blocks on a text is a page even if it begins with words."""
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:[\w-]+[ \t]*:.*\r?\n|[ \t]+.*\r?\n|- .*\r?\n)+---[ \t]*(?:\r?\n|$)"
)
_ATX = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_PIPE_RULE = re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$", re.MULTILINE)
_FEW_HEADINGS = 2


def container_kind(data: bytes, name: str) -> Literal["pdf", "docx"] | None:
    """Say whether the bytes are a document format of their own, None for text.

    Raises:
        InputError: They are a format that is not read here.
    """
    if b"%PDF-" in data[:_PDF_WINDOW] and (data.lstrip().startswith(b"%PDF-") or b"%%EOF" in data):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _package_kind(data, name)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise InputError(f"{name} is encrypted.", hint="Save it without a password first.")
    for magic, what, hint in _FOREIGN:
        if data.startswith(magic) and (len(magic) > _SHORT_MAGIC or b"\x00" in data[:512]):
            raise InputError(f"{name} is {what}.", hint=hint)
    return None


def text_kind(text: str, name: str) -> Literal["text", "markdown", "html", "mhtml"]:
    """Say what markup a text is written in.

    Raises:
        InputError: It is Word's own XML.
    """
    head = text[:4096]
    if head[:200].lower().lstrip().startswith(("mime-version:", "from: <saved by")) and "multipart/" in head:
        return "mhtml"
    if _WORD_XML.search(head):
        raise InputError(f"{name} is a document in Word's XML.", hint=_SAVE_AS_DOCX)
    if name.lower().endswith(_MARKDOWN_NAMES):
        return "html" if _HTML_START.match(text) and _HTML_DOCUMENT.search(head) else "markdown"
    ends = len(_HTML_BLOCK_END.findall(text))
    if (_HTML_START.match(text) and (ends or _HTML_DOCUMENT.search(head))) or ends >= _FEW_TAGS:
        return "html"
    headings = len(_ATX.findall(text))
    if _FRONT_MATTER.match(text) or headings >= _FEW_HEADINGS or (headings and _PIPE_RULE.search(text)):
        return "markdown"
    return "text"


def _package_kind(data: bytes, name: str) -> Literal["docx"]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(
            f"{name} is a damaged ZIP or DOCX file.", hint="Fetch it again, or save it anew from Word."
        ) from error
    if any(_DOCUMENT_PART.fullmatch(part) for part in parts):
        return "docx"
    for part, what, hint in _PACKAGES:
        if part in parts:
            raise InputError(f"{name} is {what}.", hint=hint)
    raise InputError(f"{name} is a ZIP archive.", hint="Unpack it first.")
