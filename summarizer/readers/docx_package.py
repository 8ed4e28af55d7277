"""The parts of a DOCX file, unpacked and parsed without trusting it.

A part is parsed by expat itself rather than through ElementTree's own parser, because a document type
declaration (where entity bombs live, and which Word never writes) and absurd nesting are refused here as
soon as they are met.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.readers.limits import Limits

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w_",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w_",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc_",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m_",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m_",
}
_DAMAGED_HINT = "Fetch it again, or save it anew from Word."
_CHUNK = 1 << 20


class Package:
    """A DOCX file opened for reading.

    The names ``w:p`` and ``mc:Choice`` are ``w_p`` and ``mc_Choice`` here, in both the strict and the
    transitional variant of the format; names of vocabularies that do not matter have no prefix.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._left = limits.expanded_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> Element | None:
        """Parse a part, or return None where the file has none of that name."""
        if name not in self.names:
            return None
        return self._parse(self._unpack(name))

    def _unpack(self, name: str) -> bytes:
        """Unpack a part in steps: its size in the directory of the archive may be a lie."""
        out = bytearray()
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    out += chunk
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise InputError(
                            f"{self._name} unpacks to more than {self._limits.expanded_bytes >> 20} MiB.",
                            hint="Save its text as a new document.",
                        )
        except RuntimeError as error:  # how zipfile says that a part has a password
            raise InputError(
                f"{self._name} is encrypted.", hint="Save it without a password first."
            ) from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise self._damaged() from error
        return bytes(out)

    def _parse(self, data: bytes) -> Element:
        builder = TreeBuilder()
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > self._limits.xml_depth:
                raise InputError(
                    f"{self._name} nests elements more than {self._limits.xml_depth} deep.",
                    hint="Save its text as a new document.",
                )
            builder.start(_short(tag), {_short(key): value for key, value in attributes.items()})

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            builder.end(_short(tag))

        def doctype(*_: object) -> None:
            raise InputError(
                f"{self._name} declares entities of its own, which no Word document does.",
                hint="Save its text as a new document.",
            )

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = builder.data
        parser.StartDoctypeDeclHandler = doctype
        parser.buffer_text = True
        try:
            parser.Parse(data, True)  # noqa: FBT003 - expat takes no keywords; True says that this is all
            return builder.close()
        except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:
            raise self._damaged() from error

    def _damaged(self) -> InputError:
        return InputError(f"{self._name} is a damaged DOCX file.", hint=_DAMAGED_HINT)


def _short(name: str) -> str:
    namespace, separator, local = name.rpartition(" ")
    return _PREFIXES.get(namespace, "") + local if separator else local
