"""Answers kept on disk, so that nothing is paid for twice.

Kept is the raw answer; validation and checking run again on every hit. The library below, diskcache, would
pickle any value that is not text or a number, and unpickling what somebody else wrote runs their code
(CVE-2025-69872). Here only text goes in, nothing is ever unpickled, and the directory is closed to others.
"""

from summarizer.cache.answers import AnswerCache
from summarizer.cache.asker import CachedAsker
from summarizer.cache.disk import TextDisk

__all__ = ["AnswerCache", "CachedAsker", "TextDisk"]
