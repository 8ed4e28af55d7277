from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer import templates
from summarizer.errors import ProfileError
from summarizer.profiles import BUILT_IN, load
from summarizer.profiles.loading import PROMPTS
from summarizer.profiles.scaffold import new

if TYPE_CHECKING:
    from pathlib import Path

LEAST = 'id = "mine"\nversion = "1"\ntitle = "我的报告"\n'
FIELDS = "from typing import Literal\nfrom pydantic import BaseModel, Field\n\nclass Fields(BaseModel):\n"


def profile(directory: Path, **contents: str) -> Path:
    """Write a profile; the suffix of a prompt's name is ``_md``, of the module's ``_py``."""
    directory.mkdir(exist_ok=True)
    (directory / "profile.toml").write_text(LEAST, encoding="utf-8")
    for name, content in contents.items():
        path = directory / name.replace("_md", ".md").replace("_py", ".py").replace("_toml", ".toml").replace(
            "_", "-"
        )
        path.write_text(content, encoding="utf-8")
    return directory


def fault(directory: Path) -> str:
    with pytest.raises(ProfileError) as caught:
        load(directory)
    return caught.value.message.removeprefix(f"{directory}/")


def test_the_built_in_profile_has_the_prompts_that_ship() -> None:
    assert BUILT_IN.id == "work-report"
    assert dict(BUILT_IN.prompts) == {name: templates.prompt(name) for name in PROMPTS}
    assert [role.name for role in BUILT_IN.roles] == ["成绩", "问题", "打算"]


def test_what_a_profile_leaves_out_is_as_built_in(tmp_path: Path) -> None:
    loaded = load(profile(tmp_path))
    assert (loaded.id, loaded.prompts, loaded.roles) == ("mine", BUILT_IN.prompts, BUILT_IN.roles)
    assert (loaded.indicators, loaded.fields) == (BUILT_IN.indicators, ())


def test_a_new_profile_says_what_the_built_in_one_says(tmp_path: Path) -> None:
    files = new(tmp_path / "annual-report")
    loaded = load(tmp_path / "annual-report")
    assert {path.suffix for path in files} == {".toml", ".md", ".py"}
    assert loaded.id == "annual-report"
    assert (loaded.prompts, loaded.roles, loaded.indicators) == (
        BUILT_IN.prompts,
        BUILT_IN.roles,
        BUILT_IN.indicators,
    )
    assert [field.name for field in loaded.fields] == ["工作重心", "总体态势"]


def test_a_directory_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProfileError, match="not empty"):
        new(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_every_change_changes_the_digest(tmp_path: Path) -> None:
    seen = {load(profile(tmp_path)).sha256}
    for change in (
        {"profile_toml": LEAST + '[labels]\nwork = "经营"\n'},
        {"again_md": "---\nid: again\nversion: 2\n---\n重答：\n$asked\n"},
        {"schema_py": FIELDS + '    focus: str = Field(title="重心", description="一句话")\n'},
    ):
        seen.add(load(profile(tmp_path, **change)).sha256)
    assert len(seen) == 4


def test_words_questions_and_examples_are_taken(tmp_path: Path) -> None:
    loaded = load(
        profile(
            tmp_path,
            profile_toml=LEAST + '[overview.deeds]\nname = "业绩"\n[sections]\nproblems = ["风险"]\n',
            overview_md="---\nid: overview\nversion: 1\n---\n例\n答：\n"
            '{"业绩":"开拓了外埠的市场。","问题":"成本高。","打算":"降低成本。"}\n',
            schema_py=FIELDS
            + '    a: str = Field(title="主业", description="一句话，做什么")\n'
            + '    b: Literal["增", "减"] = Field(title="结果")\n',
        )
    )
    assert (loaded.deeds.name, loaded.deeds.opening) == ("业绩", BUILT_IN.deeds.opening)
    assert loaded.sections == {"风险": "problems"}
    assert [field.row for field in loaded.fields] == ["主业（一句话，做什么）", "结果（增/减）"]
    assert "开拓了外埠的市场。" in loaded.examples
    assert loaded.examples > BUILT_IN.examples


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ({"profile_toml": LEAST + "labels = {\n"}, "profile.toml:4: "),
        ({"profile_toml": 'id = "mine"\ntitle = "x"\n'}, "profile.toml:1: version is missing."),
        (
            {"profile_toml": LEAST + 'indicator = ["a"]\n'},
            "profile.toml:4: a profile has no indicator; did you mean indicators?",
        ),
        (
            {"profile_toml": LEAST + "indicators = [\n    '收入',\n    '(',\n]\n"},
            "profile.toml:6: '(' is no regular",
        ),
        (
            {"profile_toml": LEAST + "\n[overview.deeds]\nlisting = 'x'\n"},
            "profile.toml:6: a profile has no overview.deeds.listing; did you mean listed?",
        ),
        ({"profile_toml": LEAST + "[overview.deeds]\nname = '问题'\n"}, "profile.toml:4: two sentences"),
        (
            {"profile_toml": LEAST + "[labels]\nworks = 'x'\n"},
            "profile.toml:5: the brief has no part 'works'",
        ),
        ({"profile_toml": LEAST + "[sections]\nrisks = ['x']\n"}, "profile.toml:5: "),
        ({"overviews_md": "x"}, "overviews.md: a profile has no prompt of this name."),
        ({"again_md": "重答"}, "again.md:1: a prompt file begins with front matter"),
        ({"again_md": "---\nid: other\nversion: 1\n---\n$asked"}, "again.md:2: the id is other, not again."),
        ({"again_md": "---\nid: again\nversion: 1\n---\n重答"}, "again.md: the place $asked is missing."),
        (
            {"again_md": "---\nid: again\nversion: 1\n---\n$asked\n$why"},
            "again.md:6: nothing is filled in at $why",
        ),
        (
            {"overview_md": "---\nid: overview\nversion: 1\n---\n成绩问题打算\n答：\n{'成绩'}"},
            "overview.md:7: the answer of this example",
        ),
        (
            {"overview_md": "---\nid: overview\nversion: 1\n---\n成绩、问题"},
            "overview.md: nothing is said of 打算",
        ),
        ({"schema_py": "class Fields(:\n"}, "schema.py:1: "),
        ({"schema_py": "\nimport nowhere_at_all\n"}, "schema.py:2: ModuleNotFoundError"),
        ({"schema_py": "x = 1\n"}, "schema.py: there is no class Fields"),
        (
            {"schema_py": FIELDS + '    n: int = Field(description="多少")\n'},
            "schema.py:5: n has to be str or Literal",
        ),
        ({"schema_py": FIELDS + '    n: Literal["3家"]\n'}, "schema.py:5: the choices of n"),
        ({"schema_py": FIELDS + "    n: str\n"}, "schema.py:5: n has no description"),
        (
            {"schema_py": FIELDS + '    n: str = Field(title="成绩", description="x")\n'},
            "schema.py:5: 成绩 is asked for twice.",
        ),
        ({"schema_py": FIELDS + "    pass\n"}, "schema.py: Fields has 0 fields"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    tmp_path: Path, contents: dict[str, str], told: str
) -> None:
    assert fault(profile(tmp_path, **contents)).startswith(told)


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no profile directory"):
        load(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    assert fault(tmp_path / "empty").endswith("profile.toml is missing.")
