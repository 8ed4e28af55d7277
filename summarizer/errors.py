"""Every error a user can meet, each with its exit code and the next thing to do.

SummarizerError                 1  something failed
├── UsageError                  2  the command line or a configuration value cannot be used
│   ├── ConfigError             2  a configuration file or environment variable is wrong
│   ├── InputNotFoundError      2  the report named does not exist or is not a file
│   ├── GoldError               2  labels or other files of an evaluation cannot be used
│   └── ProfileError            2  a profile (a kind of report of the user's own) cannot be used
├── InputError                  1  the report exists but cannot be read (empty, binary, too large, no text)
├── OutputError                 1  the result cannot be written (disk full, no permission)
│   └── ClaimLostError          1  another run has taken the address that the results of this one go to
├── CacheError                  1  the cache directory cannot be used
├── RecordingError              1  a recording is not there, is damaged or cannot be used
│   ├── ReplayMissError         5  a question of the run is not in the recording
│   └── UnusedRecordingError    5  the recording holds what the run no longer asks
├── ModelStoreError             1  the embedded model cannot be fetched, verified or found
├── EngineError                 1  the embedded llama.cpp server does not start or has died
├── EndpointError               1  a request to the model endpoint failed for good
│   ├── EndpointUnreachableError 1  nothing answers at the base URL
│   ├── EndpointAuthError       1  the endpoint refuses the key
│   ├── BudgetSpentError        3  the call could pass what the user allows the run to spend; it was not made
│   ├── EndpointQuotaError      1  the account behind the key has nothing left; waiting does not help
│   ├── DeferredAnswerError     1  the question was put into a file; its answer is to come
│   ├── EndpointDownError       1  question after question failed, so no more are put to the endpoint
│   └── EndpointAnswerError     1  the endpoint answered, but not with something usable
│       ├── EndpointAddressError 1  the model's name or the address is wrong; no question can be answered
│       ├── ContextOverflowError 1  the request is longer than the model's context; a smaller piece may fit
│       ├── RefusedAnswerError  1  the model or a content filter would not answer
│       └── EmptyAnswerError    1  the answer holds no text
└── PartialResultError          3  the report was written, but some sections failed
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process tells the shell; shown in ``--help``."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PARTIAL = 3
    GATE = 4
    REPLAY_MISS = 5
    INTERRUPTED = 130


class SummarizerError(Exception):
    """A failure told in one sentence.

    Args:
        message: What happened and where.
        hint: What the user can do next; printed on its own line.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(SummarizerError):
    """The command line or a configuration value cannot be used."""

    exit_code = ExitCode.USAGE


class ConfigError(UsageError):
    """A configuration file or environment variable is wrong."""


class InputNotFoundError(UsageError):
    """The report named does not exist or is not a file."""


class GoldError(UsageError):
    """Labels or other files of an evaluation cannot be used."""


class ProfileError(UsageError):
    """A profile, a kind of report of the user's own, cannot be used."""


class InputError(SummarizerError):
    """The report exists but cannot be read."""


class OutputError(SummarizerError):
    """The result cannot be written."""


class ClaimLostError(OutputError):
    """Another run has taken the address that the results of this one go to."""


class CacheError(SummarizerError):
    """The cache directory cannot be used."""


class RecordingError(SummarizerError):
    """A recording is not there, is damaged or cannot be used."""


class ReplayMissError(RecordingError):
    """A question of the run is not in the recording."""

    exit_code = ExitCode.REPLAY_MISS


class UnusedRecordingError(RecordingError):
    """The recording holds what the run no longer asks."""

    exit_code = ExitCode.REPLAY_MISS


class ModelStoreError(SummarizerError):
    """The embedded model cannot be fetched, verified or found."""


class EngineError(SummarizerError):
    """The embedded llama.cpp server does not start or has died."""


class EndpointError(SummarizerError):
    """A request to the model endpoint failed for good."""

    hopeless: ClassVar[bool] = False
    """Whether every other request would fail for the same reason, so that a run may as well end."""


class EndpointUnreachableError(EndpointError):
    """Nothing answers at the base URL."""

    hopeless = True


class EndpointAuthError(EndpointError):
    """The endpoint refuses the key."""

    hopeless = True


class EndpointQuotaError(EndpointError):
    """The account behind the key has nothing left; waiting does not help."""

    hopeless = True


class DeferredAnswerError(EndpointError):
    """The question was put into a file of requests; its answer is to come."""


class EndpointDownError(EndpointError):
    """Question after question failed, or the endpoint asks to be left alone for long."""

    hopeless = True


class BudgetSpentError(EndpointError):
    """The call could pass what the user allows the run to spend; it was not made."""

    exit_code = ExitCode.PARTIAL


class EndpointAnswerError(EndpointError):
    """The endpoint answered, but not with something usable."""


class EndpointAddressError(EndpointAnswerError):
    """The model's name or the address is wrong: no question can be answered there."""

    hopeless = True


class ContextOverflowError(EndpointAnswerError):
    """The request is longer than the model's context; a smaller piece may fit."""


class RefusedAnswerError(EndpointAnswerError):
    """The model or a content filter would not answer."""


class EmptyAnswerError(EndpointAnswerError):
    """The answer holds no text."""


class PartialResultError(SummarizerError):
    """The report was written, but some sections failed."""

    exit_code = ExitCode.PARTIAL
