"""Measures the cleaning of a damaged report against the same report cleaned by hand.

Usage: python benchmarks/damage.py REPORT CLEANED.txt [--show]

Printed: characters that differ (replaced, missing or too many, by the shortest list of edits) after width
folding and without spaces, out of those of the hand-cleaned text, and lines of it that are not found.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from summarizer.cleaning import clean
from summarizer.evaluation.texts import squash
from summarizer.readers import read


def main() -> None:
    """Print the characters and lines that differ."""
    report, by_hand = (Path(a) for a in sys.argv[1:] if not a.startswith("--"))
    wanted = by_hand.read_text(encoding="utf-8")
    text, made = squash(wanted), squash(clean(read(report)).text)
    wrong = 0
    for kind, a, b, c, d in difflib.SequenceMatcher(None, text, made, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong += max(b - a, d - c)
            if "--show" in sys.argv:
                print(f"   {text[a:b]!r} became {made[c:d]!r}")
    lines = [squash(line) for line in wanted.splitlines() if line.strip()]
    lost = sum(line not in made for line in lines)
    print(f"{report.name}: {wrong} wrong characters of {len(text)}  {lost} lines of {len(lines)} not found")


if __name__ == "__main__":
    main()
