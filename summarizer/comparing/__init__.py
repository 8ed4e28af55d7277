"""Reports against each other: pure functions of their records, and a model for what rules leave in doubt."""

from summarizer.comparing.comparison import compare

__all__ = ["compare"]
