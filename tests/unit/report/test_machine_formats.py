# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports for programs: each as its official schema says, with the same numbers as the result."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from ansible_collections.netcam.hardening.plugins.module_utils._audit.merge import merge
from ansible_collections.netcam.hardening.plugins.module_utils._report import csv_format, json_format, junit
from ansible_collections.netcam.hardening.plugins.module_utils._report.drift import drift

from .fleets import camera, fleet, run

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = Path(__file__).with_name("schemas")
TITLE = 'Audit <of> "cameras" & more'
#: What a camera, or somebody who names one, may say.
HOSTILE = (
    "<script>alert(1)</script>",
    "]]>",
    "\"'&<>",
    "a\x00b\x0bc\ufffe",
    "\ud800",
    "=1+1",
    "@SUM(A1)",
    "a,b\r\nc",
    "ünïcödé ✓",
    "x" * 5000,
)


def with_drift(count: int) -> dict[str, Any]:
    result = fleet(count)
    return {**result, "drift": drift(fleet(count, days=-7, worse=0.7), result)}


def hostile() -> dict[str, Any]:
    """Everything that comes from outside says what it should not."""
    cameras = []
    for number, text in enumerate(HOSTILE):
        entry = camera(
            f"{number}{text}", {"NC-2.19": "fail"}, address=text, model=text, firmware=text, site=text, message=text
        )
        for one in entry["results"]:
            one["evidence"] = [{"kind": "probe", "seen": text, "wanted": text}]
        cameras.append(entry)
    return {**run(*cameras), "drift": drift(run(camera(f"5{HOSTILE[5]}"), days=-1), run(*cameras))}


# -- JSON ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 20, 300])
def test_json_is_the_result_with_the_drift(count: int) -> None:
    """As docs/schemas/audit-1.json says; cameras by name."""
    result = with_drift(count)
    found = json.loads(json_format.render(result, TITLE))
    schema = json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found == result
    assert json_format.render({**result, "cameras": result["cameras"][::-1]}, TITLE) == json_format.render(
        result, TITLE
    )


def test_json_begins_with_what_the_next_report_looks_for() -> None:
    """Schema and time, whatever else is in it."""
    merged = merge([(f"{n}.json", fleet(2, seed=n, days=n)) for n in range(40)])
    text = json_format.render({**merged, "drift": None}, TITLE)
    assert text.startswith('{"schema":"netcam.hardening/audit/1","generated":"2026-12-31T')


# -- CSV -----------------------------------------------------------------------------------------------------------------------


def rows(result: dict[str, Any]) -> list[dict[str, str]]:
    text = csv_format.render(result, TITLE)
    assert text.endswith("\r\n"), "RFC 4180"
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_a_line_for_each_camera_and_control() -> None:
    """With the same counts as the result."""
    result = with_drift(20)
    found = rows(result)
    assert Counter(row["result"] for row in found) == Counter({key: n for key, n in result["counts"].items() if n})
    assert {(row["camera"], row["control"]): row["before"] for row in found if row["before"]} == {
        (one["camera"], one["control"]): one["before"] for one in result["drift"]["changes"]
    }
    waived = next(row for row in found if row["result"] == "waived")
    assert (waived["waiver_reason"], waived["waiver_expires"]) == ("the recorder needs it", "2027-01-31")


def test_csv_holds_no_formula() -> None:
    """A camera's word must not run on the desk of whoever opens the file."""
    for row in rows(hostile()):
        assert None not in row, "a line with too many cells"
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


# -- JUnit ---------------------------------------------------------------------------------------------------------------------


def suites(result: dict[str, Any]) -> Any:
    document = etree.fromstring(junit.render(result, TITLE).encode("utf-8", errors="replace"))
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(document)
    return document


@pytest.mark.parametrize("count", [0, 1, 20, 300])
def test_junit_is_as_jenkins_reads_it(count: int) -> None:
    """Failures, errors and skipped ones are what the result counts."""
    result = with_drift(count)
    document = suites(result)
    counts = result["counts"]
    assert document.get("name") == TITLE
    assert len(document.findall(".//testcase")) == int(document.get("tests")) == sum(counts.values())
    assert len(document.findall(".//failure")) == int(document.get("failures")) == counts["fail"]
    assert len(document.findall(".//error")) == int(document.get("errors")) == counts["unknown"]
    assert len(document.findall(".//skipped")) == counts["manual"] + counts["waived"] + counts["not_applicable"]


def test_junit_tells_evidence_and_fix() -> None:
    """Whoever looks at the CI server need not open anything else."""
    document = suites(run(camera("yard", {"NC-2.19": "fail"})))
    [failure] = document.findall(".//failure")
    assert failure.get("message").startswith("unused is fail")
    assert failure.get("type") == "fail.medium"
    assert "Fix: harden_mdns: false" in failure.text


def test_junit_of_hostile_cameras_is_still_xml() -> None:
    """What XML cannot hold becomes a question mark."""
    document = suites(hostile())
    assert [suite.get("name")[0] for suite in document] == [str(n) for n in range(len(HOSTILE))]
    assert document[0].get("name") == f"0{HOSTILE[0]}"
