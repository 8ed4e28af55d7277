"""What the page may do: run its own script, use its own style, and nothing else.

A report is data that somebody else wrote. Templates escape it; should that ever fail, the browser still
refuses to run or fetch anything, because only what has these hashes is allowed
(https://www.w3.org/TR/CSP3/, sections 2.3.1 and 6.7).
"""

from __future__ import annotations

import base64
import hashlib


def policy(*, style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with one style sheet and one script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
