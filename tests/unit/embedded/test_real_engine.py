"""The engine with llama.cpp and the default model; run with ``pytest -m model``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.embedded.engine import Engine
from summarizer.embedded.models import DEFAULT_MODEL
from summarizer.embedded.store import ModelStore
from summarizer.errors import EngineError

pytestmark = pytest.mark.model


@pytest.fixture
def model() -> Path:
    return ModelStore(Path(os.environ["SUMMARIZER_MODELS"])).path(DEFAULT_MODEL)


def test_it_answers_within_a_schema_that_contradicts_the_question(model: Path) -> None:
    openai = pytest.importorskip("openai")
    schema = {
        "type": "object",
        "properties": {"颜色": {"type": "string", "enum": ["蓝色", "红色"]}},
        "required": ["颜色"],
        "additionalProperties": False,
    }
    with Engine(model, model_name=DEFAULT_MODEL) as engine:
        client = openai.OpenAI(base_url=engine.base_url, api_key=engine.api_key, max_retries=0)
        stranger = openai.OpenAI(base_url=engine.base_url, api_key="guessed", max_retries=0)
        with client, stranger:
            answer = client.chat.completions.create(
                model=engine.model_name,
                messages=[{"role": "user", "content": "写一首关于天空的诗。"}],
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "colour", "strict": True, "schema": schema},
                },
                max_tokens=60,
                temperature=0,
            )
            with pytest.raises(openai.AuthenticationError):
                stranger.models.list()
    assert json.loads(answer.choices[0].message.content)["颜色"] in {"蓝色", "红色"}


def test_a_cut_file_is_an_error_with_the_end_of_the_log(model: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    with model.open("rb") as file:
        cut.write_bytes(file.read(1_000_000))
    with pytest.raises(EngineError, match="could not load") as caught, Engine(cut, model_name="cut"):
        pass
    assert "failed to" in (caught.value.hint or "")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("is_loading", [True, False])
def test_the_server_is_gone_soon_after_its_parent_is_killed(model: Path, *, is_loading: bool) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from summarizer.embedded.engine import Engine\n"
        "def tell(waited):\n"
        f"    if {is_loading} and waited > 0.5: print(engine._process.pid, flush=True)\n"
        "engine = Engine(Path(sys.argv[1]), model_name='m', progress=tell)\n"
        "with engine:\n"
        "    print(engine._process.pid, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(model)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        server = Path("/proc") / parent.stdout.readline().decode().strip()
        assert server.is_dir()
        parent.kill()
        parent.wait()
    for _ in range(50):
        if not server.is_dir() or ") Z " in (server / "stat").read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    pytest.fail("the server outlived its parent by five seconds")
