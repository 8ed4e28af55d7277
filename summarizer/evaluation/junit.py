"""A verdict as JUnit XML: a suite of gates, and a suite of reports per split.

A gate that does not hold is a failure. A report for which there is no record is an error; one that newly
fails is a failure; one with nothing to score is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from summarizer.evaluation.tally import NO_RECORD
from summarizer.evaluation.wording import maker, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.evaluation.comparing import Changed, Comparison
    from summarizer.evaluation.verdict import DocumentResult, Verdict


def to_junit(verdict: Verdict, changes: Comparison | None = None) -> str:
    """Write a verdict.

    Args:
        verdict: What came of the evaluation.
        changes: What changed from the baseline, where there is one.
    """
    root = ET.Element("testsuites", name=f"summarizer eval, {maker(verdict)}")
    gates = _suite(root, "gates")
    for gate in verdict.gates:
        case = _case(gates, "gates", f"{gate.kind}: {gate.name}")
        if gate.outcome == "failed":
            _tell(case, "failure", gate.kind, gate.message)
        elif gate.outcome == "skipped":
            ET.SubElement(case, "skipped", message=plain(gate.message))
    failing: dict[str, list[Changed]] = {}
    for each in changes.failing if changes is not None else ():
        failing.setdefault(each.document, []).append(each)
    for split in verdict.gold.splits:
        suite = _suite(root, split)
        for result in verdict.documents:
            if result.split == split:
                _report(suite, result, failing)
    for suite in root:
        _count(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _report(suite: ET.Element, result: DocumentResult, failing: Mapping[str, Sequence[Changed]]) -> None:
    name = result.id if not result.repeat else f"{result.id} (repeat {result.repeat})"
    case = _case(suite, suite.get("name") or "", name)
    broken = [fault for fault in result.faults if fault.kind in NO_RECORD]
    new = failing.get(result.id, ()) if not result.repeat else ()
    if broken:
        _tell(case, "error", broken[0].kind, broken[0].message)
    elif new:
        text = "\n".join(f"{each.fault.kind}: {each.fault.message or each.fault.item}" for each in new)
        _tell(case, "failure", "new faults", text)
    elif not result.counts.get("numbers.labelled") and not result.counts.get("headings.labelled"):
        ET.SubElement(case, "skipped", message="nothing is labelled")


def _suite(root: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(root, "testsuite", name=name)


def _case(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=f"summarizer.eval.{group}", name=plain(name))


def _tell(case: ET.Element, how: str, kind: str, message: str) -> None:
    told = ET.SubElement(case, how, type=kind, message=plain(message.partition("\n")[0]))
    told.text = plain(message)


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
