"""The seam to instructor: it derives the request from the answer model and validates the answer, once."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from summarizer.endpoint.schema import wire_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

    from summarizer.endpoint.dialect import Body

_LOGGERS = ("instructor.v2.retry", "instructor.v2", "instructor")
_asking: ContextVar[bool] = ContextVar("asking", default=False)
_answer_model: ContextVar[type[BaseModel]] = ContextVar("answer_model")


def fits_through_instructor(
    answer_model: type[BaseModel], arguments: Body, carry: Callable[[Body], ChatCompletion]
) -> bool:
    """Have ``carry`` called with the request instructor makes, and return whether the answer fits the model.

    Whatever ``carry`` raises is raised from here as it is.

    Args:
        answer_model: Pydantic model of the answer.
        arguments: The rest of the chat completion's arguments.
        carry: Called exactly once; sends the request and returns the completion.
    """
    import instructor  # noqa: PLC0415 - takes a second, and what the cache serves does not need it
    from instructor.core import IncompleteOutputException, InstructorRetryException  # noqa: PLC0415 - as above

    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if _drop_ours not in logger.filters:
            logger.addFilter(_drop_ours)
    raised: list[BaseException] = []

    def create(**made: object) -> ChatCompletion:
        try:
            return carry(made)
        except Exception as error:
            raised.append(error)
            raise

    asking, model = _asking.set(True), _answer_model.set(answer_model)
    fits = True
    try:
        ask = cast("Any", instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA))
        ask(response_model=_stand_in(), max_retries=0, strict=False, **arguments)
    except (IncompleteOutputException, InstructorRetryException):
        fits = False
    finally:
        _asking.reset(asking)
        _answer_model.reset(model)
    if raised:
        raise raised[0]  # outside the handler: instructor's error holds the whole request
    return fits


def _drop_ours(_: logging.LogRecord) -> bool:
    """Keep instructor from logging, as errors, answers and server messages we handle ourselves.

    They hold text of the report and may hold whatever a server echoes. Other users of instructor in the same
    process keep their log.
    """
    return not _asking.get()


@cache
def _stand_in() -> type[BaseModel]:
    """Return what stands before instructor for whichever answer model is asked for.

    Models are made per chunk. Of each one instructor would make a class with its own base, and search it for
    validators it cannot run: together that takes as long as sending the request.
    """
    from instructor import OpenAISchema  # noqa: PLC0415 - as above

    class Answer(OpenAISchema):
        @classmethod
        def model_json_schema(cls, *_: object, **__: object) -> dict[str, object]:
            return wire_schema(_answer_model.get())

        @classmethod
        def model_validate_json(cls, *given: Any, **options: Any) -> Any:  # noqa: ANN401 - handed on
            return _answer_model.get().model_validate_json(*given, **options)

    return Answer
