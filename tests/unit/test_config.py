"""Which layer wins, what each value says of its origin, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from summarizer.config import NAMES, OPENAI_URL, Layer, Settings, load_settings
from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "sk-marked-4711-not-to-be-seen"


class Machine:
    """A user's configuration directory and a project, in which the command runs two levels down."""

    def __init__(self, root: Path) -> None:
        self.user = root / "user"
        self.project = root / "project"
        self.cwd = self.project / "reports" / "2024"
        self.user.mkdir()
        self.cwd.mkdir(parents=True)

    def user_file(self, text: str, mode: int = 0o600) -> Path:
        return self.write(self.user / "config.toml", text, mode)

    def project_file(self, text: str, name: str = "summarizer.toml") -> Path:
        return self.write(self.project / name, text)

    def write(self, path: Path, text: str, mode: int = 0o644) -> Path:
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def load(self, env: Mapping[str, str] | None = None, **flags: object) -> Settings:
        return load_settings(flags, env or {}, self.cwd, self.user)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_with_nothing_set_the_embedded_model_serves(machine: Machine) -> None:
    settings = machine.load()
    assert settings.backend == "embedded"
    assert settings.cache_size_mib == 1024
    assert {origin.layer for origin in settings.origins.values()} == {Layer.DEFAULT}
    assert settings.origins.keys() == set(NAMES)


def test_each_layer_covers_those_below(machine: Machine) -> None:
    seen = [machine.load()]
    user = machine.user_file("timeout = 1")
    seen.append(machine.load())
    project = machine.project_file("timeout = 2")
    seen.append(machine.load())
    env = {"SUMMARIZER_TIMEOUT": "3"}
    seen += [machine.load(env), machine.load(env, timeout=4)]
    assert [settings.timeout for settings in seen] == [600, 1, 2, 3, 4]
    origins = [str(settings.origins["timeout"]) for settings in seen]
    assert origins == ["default", str(user), str(project), "SUMMARIZER_TIMEOUT", "--timeout"]


def test_layers_are_laid_over_each_other_value_by_value(machine: Machine) -> None:
    machine.user_file("timeout = 1\nmodel = 'a'")
    machine.project_file("model = 'b'")
    settings = machine.load(base_url="http://h/v1", model=None)
    assert (settings.timeout, settings.model, settings.base_url) == (1, "b", "http://h/v1")


def test_the_nearest_project_file_counts_alone(machine: Machine) -> None:
    machine.project_file("timeout = 2\nmodel = 'far'")
    machine.write(machine.cwd / "summarizer.toml", "timeout = 5")
    settings = machine.load()
    assert (settings.timeout, settings.model) == (5, None)


def test_a_table_in_pyproject_is_a_project_file(machine: Machine) -> None:
    machine.write(machine.cwd.parent / "pyproject.toml", "[tool.other]\ntimeout = 9")
    path = machine.project_file("[tool.summarizer]\ntimeout = 7", "pyproject.toml")
    settings = machine.load()
    assert (settings.timeout, str(settings.origins["timeout"])) == (7, str(path))
    machine.project_file("timeout = 8")
    assert machine.load().timeout == 8, "summarizer.toml comes before pyproject.toml in one directory"


@pytest.mark.parametrize(
    ("variable", "name", "value"),
    [
        ("SUMMARIZER_BASE_URL", "base_url", "http://h:1/v1"),
        ("SUMMARIZER_MODEL", "model", "m"),
        ("SUMMARIZER_CACHE_DIR", "cache_dir", Path("/c")),
        ("SUMMARIZER_MODELS", "models_dir", Path("/m")),
        ("SUMMARIZER_CACHE_SIZE_MIB", "cache_size_mib", 5),
        ("SUMMARIZER_CACHE", "cache", False),
        ("SUMMARIZER_EXTRA_BODY", "extra_body", {"top_k": 1}),
        ("OPENAI_BASE_URL", "base_url", "http://h:1/v1"),
    ],
)
def test_variables_of_the_environment(machine: Machine, variable: str, name: str, value: object) -> None:
    text = {False: "false", 5: "5", "{'top_k': 1}": '{"top_k": 1}'}.get(
        value if isinstance(value, int) else str(value), str(value)
    )
    settings = machine.load({variable: text})
    assert getattr(settings, name) == value
    assert str(settings.origins[name]) == variable


def test_our_own_variables_come_before_the_shared_ones(machine: Machine) -> None:
    env = {"OPENAI_BASE_URL": "http://a/v1", "SUMMARIZER_BASE_URL": "http://b/v1", "OPENAI_API_KEY": KEY}
    settings = machine.load(env)
    assert settings.base_url == "http://b/v1"
    assert settings.api_key == SecretStr(KEY)


def test_an_empty_variable_is_not_set(machine: Machine) -> None:
    settings = machine.load({"OPENAI_API_KEY": "", "SUMMARIZER_BASE_URL": ""})
    assert (settings.backend, settings.api_key) == ("embedded", None)


def test_a_key_alone_means_openai_with_a_model_that_is_named(machine: Machine) -> None:
    env = {"OPENAI_API_KEY": KEY}
    settings = machine.load(env, model="gpt-5-mini")
    assert (settings.backend, settings.base_url) == ("endpoint", OPENAI_URL)
    with pytest.raises(ConfigError, match="no model is named") as caught:
        machine.load(env)
    assert "--model embedded" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("model", "backend"),
    [
        ("none", "rules"),
        ("embedded", "embedded"),
        ("/models/other.GGUF", "embedded"),
        ("gpt-5-mini", "endpoint"),
    ],
)
def test_words_for_a_model_choose_what_answers(machine: Machine, model: str, backend: str) -> None:
    assert machine.load({"OPENAI_API_KEY": KEY}, model=model).backend == backend


@pytest.mark.parametrize("suggestion", [("base_ulr", "base_url"), ("timeot", "timeout")])
def test_an_unknown_name_is_refused_with_the_nearest_one(
    machine: Machine, suggestion: tuple[str, str]
) -> None:
    wrong, right = suggestion
    path = machine.project_file(f"{wrong} = 1")
    with pytest.raises(ConfigError, match=f"did you mean {right}") as caught:
        machine.load()
    assert str(path) in caught.value.message


def test_an_unknown_variable_is_told_but_not_refused(machine: Machine) -> None:
    warnings = machine.load({"SUMMARIZER_TIMEOUTS": "1", "SUMMARIZER_ZZZZ": "1"}).warnings
    assert warnings == (
        "SUMMARIZER_TIMEOUTS is not a setting; did you mean SUMMARIZER_TIMEOUT?",
        "SUMMARIZER_ZZZZ is not a setting.",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("timeout = 'soon'", "timeout"),
        ("timeout = 0", "greater than 0"),
        ("base_url = 'localhost:8000'", "must be an address"),
        ("base_url = 'ftp://h/v1'", "must be an address"),
        ("base_url = 'http://h:99999/v1'", "port"),
        ("extra_body = '{'", "JSON object"),
        ("origins = {}", "origins, which is not a setting"),
        ("timeout = ", "not valid TOML"),
        ("[timeout", "not valid TOML"),
    ],
)
def test_a_wrong_value_is_told_with_the_file_it_stands_in(machine: Machine, text: str, words: str) -> None:
    path = machine.project_file(text)
    with pytest.raises(ConfigError, match=words) as caught:
        machine.load()
    assert str(path) in caught.value.message
    assert "\n" not in caught.value.message


def test_a_table_that_is_none_is_told(machine: Machine) -> None:
    machine.project_file("[tool]\nsummarizer = 3", "pyproject.toml")
    with pytest.raises(ConfigError, match=r"\[tool\.summarizer\].* is not a table"):
        machine.load()


def test_an_unknown_flag_is_refused(machine: Machine) -> None:
    with pytest.raises(ConfigError, match="the command line"):
        machine.load(modle="x")


def test_paths_in_a_file_are_meant_from_that_file(machine: Machine) -> None:
    machine.project_file("cache_dir = 'kept'")
    assert machine.load().cache_dir == machine.project / "kept"
    assert machine.load(cache_dir=Path("here")).cache_dir == Path("here")


def test_a_key_in_a_project_file_is_refused_without_showing_it(machine: Machine) -> None:
    machine.project_file(f"api_key = '{KEY}'")
    with pytest.raises(ConfigError, match="must not hold keys") as caught:
        machine.load()
    assert KEY not in f"{caught.value} {caught.value.hint}"


@pytest.mark.skipif(os.name != "posix", reason="no modes elsewhere")
def test_a_key_in_a_users_file_that_others_can_read_is_refused(machine: Machine) -> None:
    path = machine.user_file(f"api_key = '{KEY}'\nbase_url = 'http://h/v1'", mode=0o644)
    with pytest.raises(ConfigError, match="read by other users") as caught:
        machine.load()
    assert str(path) in str(caught.value.hint)
    path.chmod(0o600)
    assert machine.load().api_key == SecretStr(KEY)


@pytest.mark.parametrize(
    ("env", "sent"), [({"OPENAI_API_KEY": KEY}, False), ({"SUMMARIZER_API_KEY": KEY}, True), ({}, False)]
)
def test_a_project_file_cannot_draw_a_key_to_its_own_address(
    machine: Machine, env: dict[str, str], *, sent: bool
) -> None:
    if not env:
        machine.user_file(f"api_key = '{KEY}'\nbase_url = 'http://mine/v1'")
    machine.project_file("base_url = 'http://theirs/v1'")
    settings = machine.load(env)
    assert settings.base_url == "http://theirs/v1"
    assert (settings.api_key is not None) is sent
    assert (settings.warnings == ()) is sent


def test_a_key_goes_to_an_address_the_user_chose(machine: Machine) -> None:
    machine.project_file("base_url = 'http://theirs/v1'")
    settings = machine.load({"OPENAI_API_KEY": KEY}, base_url="http://mine/v1")
    assert settings.api_key == SecretStr(KEY)
    assert not settings.warnings


def test_no_key_in_any_representation(machine: Machine) -> None:
    settings = machine.load({"OPENAI_API_KEY": KEY}, model="m")
    for text in (repr(settings), str(settings), settings.model_dump_json(), str(settings.origins)):
        assert KEY not in text
    with pytest.raises(ConfigError) as caught:
        machine.load({"SUMMARIZER_BASE_URL": f"http://user:{KEY}@h/v1"})
    assert KEY not in repr(caught.value)
    assert caught.value.__context__ is None


def test_settings_do_not_change(machine: Machine) -> None:
    with pytest.raises(ValueError, match="frozen"):
        machine.load().timeout = 1


def test_a_file_with_the_key_belongs_to_the_user_as_the_key_does(machine: Machine) -> None:
    path = machine.write(machine.user / "key", KEY, 0o600)
    machine.user_file("api_key_file = 'key'")
    settings = machine.load(model="m")
    assert (settings.api_key_file, settings.base_url) == (path, OPENAI_URL)
    machine.project_file("base_url = 'https://elsewhere.example.com/v1'")
    settings = machine.load(model="m")
    assert settings.api_key_file is None
    assert "is not sent to the address" in settings.warnings[0]
    machine.project_file(f"api_key_file = '{path}'")
    with pytest.raises(ConfigError, match="must not hold keys"):
        machine.load()


def test_of_two_keys_the_stronger_layer_counts(machine: Machine) -> None:
    machine.user_file(f"api_key = '{KEY}'")
    path = machine.write(machine.user / "other", "sk-other", 0o600)
    settings = machine.load({"SUMMARIZER_API_KEY_FILE": str(path)}, model="m")
    assert (settings.api_key, settings.api_key_file) == (None, path)
    settings = machine.load({"SUMMARIZER_API_KEY_FILE": str(path), "OPENAI_API_KEY": KEY}, model="m")
    assert settings.api_key is not None
    assert settings.api_key_file is None
