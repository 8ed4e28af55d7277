"""Answers kept on disk, so that nothing is paid for twice, and finished briefs.

Kept is the raw answer; validation and checking run again on every hit. The library below, diskcache, would
pickle any value that is not text or a number, and unpickling what somebody else wrote runs their code
(CVE-2025-69872). Here only text goes in, nothing is ever unpickled, and the directory is closed to others.

What is below is imported when it is first used: a brief that is kept whole needs no library.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from summarizer.cache.answers import AnswerCache
    from summarizer.cache.asker import CachedAsker
    from summarizer.cache.disk import TextDisk

__all__ = ["AnswerCache", "CachedAsker", "TextDisk"]
_MODULES = {"AnswerCache": "answers", "CachedAsker": "asker", "TextDisk": "disk"}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_import_module(f"{__name__}.{_MODULES[name]}"), name)
