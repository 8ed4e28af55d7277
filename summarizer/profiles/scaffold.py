"""A profile to begin with: the built-in one's own files, and a schema module to fill in."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from summarizer.atomic import replace_file
from summarizer.errors import ProfileError
from summarizer.profiles import questions
from summarizer.profiles.file import FILE
from summarizer.profiles.loading import PROMPTS

if TYPE_CHECKING:
    from pathlib import Path

_TABLES: Final = """
# Words of headings and the kind of section they announce; 总结, 计划, 问题 and the like are known.
[sections]
# review = ["经营情况"]
# problems = ["风险因素"]
# plan = ["发展规划"]
# requirements, targets, preamble

# Headings of the brief: overview, table, work, problems, targets, plan, documents, gaps, sources.
[labels]
# work = "经营情况"
"""
_SCHEMA: Final = '''"""What is asked about a report as a whole, beside the sentences of the overview."""

from typing import Literal

from pydantic import BaseModel, Field


class Fields(BaseModel):
    """Each field is a question: a sentence (str), or a word that the report has (Literal; else the last)."""

    focus: str = Field(title="工作重心", description="一句话，今年最要紧的一件事")
    trend: Literal["向好", "平稳", "承压", "未说明"] = Field(title="总体态势")
'''


def new(directory: Path) -> tuple[Path, ...]:
    """Write a profile that says what the built-in one says, to be changed.

    Args:
        directory: Made where it is not there; it has to be empty. Its name becomes the profile's id.

    Returns:
        The files, in the order in which they are best read.

    Raises:
        ProfileError: There is something in the way.
        OutputError: A file cannot be written.
    """
    identity = re.sub(r"[^a-z0-9-]+", "-", directory.absolute().name.lower()).strip("-")
    if not identity:
        raise ProfileError(
            f"{directory.name!r} has no letters or digits for the id of a profile.",
            hint="Name the directory after the kind of report, such as annual-report.",
        )
    try:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise ProfileError(f"{directory} is not empty.", hint="Name a directory that is not there yet.")
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProfileError(f"{directory} cannot be made: {error.strerror or error}.") from error
    shipped = files("summarizer.prompts")
    table = (shipped / FILE).read_text(encoding="utf-8")
    table = table[table.index("id = ") :].replace('id = "work-report"', f'id = "{identity}"', 1)
    contents = {FILE: table + _TABLES, questions.FILE: _SCHEMA}
    for name in PROMPTS:
        contents[f"{name}.md"] = (shipped / f"{name}.md").read_text(encoding="utf-8")
    for name, content in contents.items():
        replace_file(directory / name, content.encode())
    return tuple(directory / name for name in contents)
