"""The seam to instructor: it derives the request from the answer model and validates the answer, once."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import lru_cache
from types import new_class
from typing import TYPE_CHECKING, Any, cast

from summarizer.endpoint.schema import wire_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

    from summarizer.endpoint.dialect import Body

_LOGGERS = ("instructor.v2.retry", "instructor.v2", "instructor")
_asking: ContextVar[bool] = ContextVar("asking", default=False)


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

    asking = _asking.set(True)
    fits = True
    try:
        ask = cast("Any", instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA))
        ask(response_model=_with_wire_schema(answer_model), max_retries=0, strict=False, **arguments)
    except (IncompleteOutputException, InstructorRetryException):
        fits = False
    finally:
        _asking.reset(asking)
    if raised:
        raise raised[0]  # outside the handler: instructor's error holds the whole request
    return fits


def _drop_ours(_: logging.LogRecord) -> bool:
    """Keep instructor from logging, as errors, answers and server messages we handle ourselves.

    They hold text of the report and may hold whatever a server echoes. Other users of instructor in the same
    process keep their log.
    """
    return not _asking.get()


@lru_cache(maxsize=128)  # as in wire_schema: models are also made per chunk
def _with_wire_schema(answer_model: type[BaseModel]) -> type[BaseModel]:
    """Return the model with the schema we send instead of the one Pydantic writes."""
    from instructor import OpenAISchema  # noqa: PLC0415 - as above

    schema = wire_schema(answer_model)

    def model_json_schema(*_: object, **__: object) -> dict[str, object]:
        return schema

    # With instructor's base among ours it does not make a class of its own at every call.
    made = new_class(
        answer_model.__name__,
        (answer_model, OpenAISchema),
        exec_body=lambda body: body.update(model_json_schema=staticmethod(model_json_schema)),
    )
    return cast("type[BaseModel]", made)
