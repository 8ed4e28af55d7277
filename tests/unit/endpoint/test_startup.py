"""What is imported when: openai and instructor take seconds, and most commands need neither."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

FILL = """
from pathlib import Path
from pydantic import BaseModel
from summarizer.cache import AnswerCache, CachedAsker
from summarizer.exchange import Answer, Message, Request, Usage

class Name(BaseModel):
    name: str

class Double:
    model = host = "m"
    def ask(self, request):
        usage = Usage(prompt_tokens=1, completion_tokens=1, cached_tokens=None, seconds=0.0)
        return Answer(text='{"name":"x"}', finish_reason="stop", usage=usage)

class Never:
    model = host = "m"
    def ask(self, request):
        raise SystemExit("the cache did not answer")

request = Request(label="", messages=(Message(role="user", content="问"),), answer_model=Name, max_tokens=9)
cache = AnswerCache(Path("answers"))
CachedAsker(cache=cache, asker=Double()).ask(request)
assert CachedAsker(cache=cache, asker=Never()).ask(request).from_cache
"""


@pytest.mark.parametrize(
    "code",
    [
        "import summarizer.endpoint.client, summarizer.cache, summarizer.config",
        "from summarizer.endpoint import Endpoint; Endpoint(base_url='http://127.0.0.1:9/v1', model='m')",
        FILL,
    ],
    ids=["import", "connect", "served from the cache"],
)
def test_openai_and_instructor_wait_for_the_first_question(code: str, tmp_path: Path) -> None:
    check = "\nimport sys; print(sorted({'openai', 'instructor', 'tenacity', 'httpx2'} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", code + check], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout.strip()) == ("", "[]")
