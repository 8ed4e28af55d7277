"""The two kinds of structure: what the model must answer, and what a report is."""

from .report import (
    SCHEMA_VERSION,
    Change,
    Document,
    Evidence,
    Figure,
    Meta,
    Overview,
    Point,
    Provenance,
    Report,
    Section,
    Uncovered,
    Notice,
)

__all__ = [
    "SCHEMA_VERSION",
    "Change",
    "Document",
    "Evidence",
    "Figure",
    "Meta",
    "Overview",
    "Point",
    "Provenance",
    "Report",
    "Section",
    "Uncovered",
    "Notice",
]
