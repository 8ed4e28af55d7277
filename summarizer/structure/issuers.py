"""The body that issued a report, from its title, its signature or its source line."""

from __future__ import annotations

import re

from summarizer.structure.front import ORGAN

_PLACE = "[\u4e00-\u9fff]"
_ADDRESS = (
    rf"(?:{_PLACE}{{2,7}}?(?:省|自治区|特别行政区))?(?:{_PLACE}{{1,7}}?(?:市|自治州|州|盟|地区))?"
    rf"(?:{_PLACE}{{0,7}}?(?:区|自治县|县|旗))?(?:{_PLACE}{{1,6}}?(?:街道|镇|乡|苏木))?"
)
_ORGAN = re.compile(rf"^{_ADDRESS}{_PLACE}{{0,20}}?(?:{ORGAN})(?:办公室|委员会)?")
_REGION = re.compile(rf"^{_ADDRESS}")
_IS_ORGAN = re.compile(rf"(?:{ORGAN})$")
_MEDIA = re.compile(
    r"日报|晚报|晨报|时报|电视台|广播|通讯社|新华|人民网|网站|客户端|融媒体|公众号|门户|^本|^互联网|转载|办公室$"
)
_YEAR = r"(?:(?:19|20)\d\d年)?"
_GOVERNMENT = re.compile(rf"^{_YEAR}({_PLACE}{{2,12}}?){_YEAR}(?:人民)?政府工作报告")
_ASSEMBLY = re.compile(rf"在({_PLACE}{{2,12}}?)第[一二三四五六七八九十百]+届人民代表大会")
# What is longer after the name of the place is a topic with a body in it.
_LONGEST_OWN_NAME = 12
_ABOUT = re.compile(r"^(?:#+\s*|关于|在)+")
_YEARS = re.compile(r"^(?:(?:19|20)\d\d年?(?:度|[上下]半年|第?[一二三四]季度)?[和及与暨、]?)+")
# The rest of a title begins with one of these where no year parts it from the name.
_REST = re.compile(r"(?:(?:19|20)\d\d|[上下]半年|国民经济|政府工作|年度|工作(?:总结|报告|计划|情况)|关于)")


def is_organ(name: str | None) -> bool:
    """Say whether a name ends like that of a public body."""
    return bool(name and _IS_ORGAN.search(name))


def is_media(name: str) -> bool:
    """Say whether a source is a newspaper or site, or an office without the name of its body."""
    return bool(_MEDIA.search(name))


def issuer_of_title(title: str | None, front: str) -> str | None:
    """Return the body named in a title.

    Args:
        title: Title of the report.
        front: The lines before the report proper, where a government work report names the assembly.
    """
    if not title:
        return None
    if "政府工作报告" in title:
        named = _GOVERNMENT.match(title) or _ASSEMBLY.search(front)
        return f"{named[1]}人民政府" if named else None
    words = _YEARS.sub("", _ABOUT.sub("", title))
    rest = _REST.search(words)
    name = words[: rest.start()] if rest else words
    if rest and is_organ(name):
        return name
    organ = _ORGAN.match(name)
    region = _REGION.match(name)
    place = region[0] if region is not None else ""
    if organ is not None and not (place and len(organ[0]) - len(place) > _LONGEST_OWN_NAME):
        return organ[0]
    # A province, city or county alone is where the report is about, not who wrote it.
    return place if place.endswith(("街道", "镇", "乡", "苏木")) else None
