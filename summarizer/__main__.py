"""The command line's entry point: ``summarizer`` and ``python -m summarizer``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from summarizer.cli.app import run  # noqa: PLC0415 - so that Ctrl-C while importing is quiet too

        code = run()
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
