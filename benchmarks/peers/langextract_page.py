"""Has LangExtract make its page of a text and its figures; runs in an environment of its own.

Usage: langextract_page.py ORDER.json. The order says where the text is (``text``), which intervals of it are
figures (``figures``: start, end, name) and where the page goes (``out``). Prints the seconds that making it
took, the import left out.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any


def main(order: dict[str, Any]) -> float:
    """Make the page as ordered and return the seconds it took."""
    # Not installed where types are checked: this script runs in another environment than the rest.
    lx: Any = import_module("langextract")
    text = Path(order["text"]).read_text(encoding="utf-8")
    began = time.perf_counter()
    document = lx.data.AnnotatedDocument(
        text=text,
        extractions=[
            lx.data.Extraction(
                extraction_class="figure",
                extraction_text=text[start:end],
                char_interval=lx.data.CharInterval(start_pos=start, end_pos=end),
                attributes={"name": name},
            )
            for start, end, name in order["figures"]
        ],
    )
    shown = lx.visualize(document)
    Path(order["out"]).write_text(getattr(shown, "data", shown), encoding="utf-8")
    return time.perf_counter() - began


if __name__ == "__main__":
    print(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
