# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reports for programs: each as its official schema says, with the same numbers as the result."""

from __future__ import annotations

import csv
import io
import json
import re
import string
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from ansible_collections.netcam.hardening.plugins.module_utils._audit.merge import merge
from ansible_collections.netcam.hardening.plugins.module_utils._report import (
    csv_format,
    json_format,
    junit,
    oscal,
    sarif,
)
from ansible_collections.netcam.hardening.plugins.module_utils._report.drift import drift

from .fleets import camera, fleet, gone, run

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


# -- SARIF ---------------------------------------------------------------------------------------------------------------------

SARIF = jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8")))


def alerts(result: dict[str, Any]) -> dict[str, Any]:
    document = json.loads(sarif.render(result, TITLE))
    SARIF.validate(document)
    [found] = document["runs"]
    return dict(found)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_sarif_is_as_oasis_says(count: int) -> None:
    """Every control is a rule; what needs somebody's attention is a result."""
    result = with_drift(count)
    found = alerts(result)
    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == [
        control["id"] for control in result["controls"]
    ]
    counts = Counter(one["properties"]["result"] for one in found["results"])
    assert counts == Counter(
        {word: n for word in ("fail", "unknown", "manual", "waived") if (n := result["counts"][word])}
    )
    for one in found["results"]:
        assert found["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        assert (one["kind"] == "fail") == (one["level"] != "none"), "section 3.27.9: only a failure has a level"
        assert ("suppressions" in one) == (one["properties"]["result"] == "waived")


def test_sarif_tells_what_is_new() -> None:
    """By the baseline state of each result."""
    before = run(camera("yard", {"NC-2.18": "fail", "NC-2.23": "unknown"}), days=-1)
    after = run(
        camera("yard", {"NC-2.18": "fail", "NC-2.19": "fail", "NC-2.23": "fail"}), camera("dock", {"NC-2.18": "fail"})
    )
    found = alerts({**after, "drift": drift(before, after)})
    states = {
        (one["locations"][0]["logicalLocations"][0]["name"], one["ruleId"]): one["baselineState"]
        for one in found["results"]
        if one["properties"]["result"] == "fail"
    }
    assert states == {
        ("yard", "NC-2.18"): "unchanged",
        ("yard", "NC-2.19"): "new",
        ("yard", "NC-2.23"): "updated",
        ("dock", "NC-2.18"): "new",
    }
    assert not any("baselineState" in one for one in alerts(after)["results"]), "without a run before nothing is new"


def test_sarif_knows_a_finding_again() -> None:
    """Its fingerprint is the same in the next run, and another one for each camera and control."""
    first, second = (alerts(fleet(9, days=days))["results"] for days in (0, 1))
    assert [one["partialFingerprints"] for one in first] == [one["partialFingerprints"] for one in second]
    assert len({one["partialFingerprints"]["cameraAndControl/v1"] for one in first}) == len(first)


def test_sarif_says_which_camera_was_not_reached() -> None:
    """As a notification of the run, which was not successful."""
    [invocation] = alerts(run(camera("lobby"), gone("yard", "no route to host")))["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "yard was not reached: no route to host"


def test_sarif_of_hostile_cameras_is_still_sarif() -> None:
    """Names are data, also in addresses."""
    for one in alerts(hostile())["results"]:
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert set(uri.removeprefix("cameras/")) <= set(string.ascii_letters + string.digits + "%-._~"), uri


# -- OSCAL ---------------------------------------------------------------------------------------------------------------------


def oscal_schema() -> dict[str, Any]:
    """NIST's schema; Python has no words for the classes of letters and digits in its patterns."""
    text = (SCHEMAS / "oscal-ar-1.2.3.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text.replace("\\\\p{L}", "[^\\\\W\\\\d_]").replace("\\\\p{N}", "\\\\d"))
    return schema


OSCAL = jsonschema.Draft7Validator(oscal_schema())


def assessment(result: dict[str, Any]) -> dict[str, Any]:
    document = json.loads(oscal.render(result, TITLE))
    OSCAL.validate(document)
    found: dict[str, Any] = document["assessment-results"]
    return found


def test_the_schema_of_oscal_can_say_no() -> None:
    """A pattern that Python does not understand would let everything through."""
    document = json.loads(oscal.render(fleet(1), TITLE))
    document["assessment-results"]["results"][0]["findings"][0]["target"]["target-id"] = "not a token"
    assert not OSCAL.is_valid(document)


@pytest.mark.parametrize("count", [0, 1, 30])
def test_oscal_is_as_nist_says(count: int) -> None:
    """Every reference inside the document leads somewhere, and no identifier is there twice."""
    result = with_drift(count)
    found = assessment(result)
    assert found["metadata"]["oscal-version"].startswith("1.1.")
    [one] = found["results"]
    items = {item["uuid"] for item in one.get("local-definitions", {}).get("inventory-items", [])}
    observations = {observation["uuid"] for observation in one.get("observations", [])}
    assert len(items) == count
    assert {subject["subject-uuid"] for o in one.get("observations", []) for subject in o["subjects"]} == items
    assert {r["observation-uuid"] for f in one.get("findings", []) for r in f["related-observations"]} == observations
    assert found["import-ap"]["href"] == f"#{found['back-matter']['resources'][0]['uuid']}"
    identifiers = re.findall(r'"uuid":"([^"]+)"', oscal.render(result, TITLE))
    assert len(set(identifiers)) == len(identifiers)


def test_an_oscal_finding_is_satisfied_only_where_nothing_is_open() -> None:
    """Neither a waiver nor what only people can judge satisfies a control."""
    words = {"NC-2.18": "fail", "NC-2.19": "waived", "NC-2.20": "unknown", "NC-2.23": "not_applicable"}
    [one] = assessment(run(camera("lobby"), camera("yard", words)))["results"]
    states = {finding["target"]["target-id"]: finding["target"]["status"] for finding in one["findings"]}
    assert states["NC-2.18"] == {"state": "not-satisfied", "reason": "fail"}
    for control in ("NC-2.19", "NC-2.20", "NC-0.1"):
        assert states[control] == {"state": "not-satisfied", "reason": "other"}, control
    for control in ("NC-2.11", "NC-2.23"):
        assert states[control] == {"state": "satisfied", "reason": "pass"}, control


def test_an_oscal_failure_has_its_own_evidence_and_fix() -> None:
    """For each camera; those that pass are one observation."""
    [one] = assessment(run(camera("lobby", {"NC-2.19": "fail"}), camera("yard", {"NC-2.19": "fail"}), camera("dock")))[
        "results"
    ]
    own = [
        o for o in one["observations"] if {"name": "control", "ns": oscal.NAMESPACE, "value": "NC-2.19"} in o["props"]
    ]
    assert sorted(len(o["subjects"]) for o in own) == [1, 1, 1]
    assert [o.get("remarks") for o in own if "relevant-evidence" in o] == ["Fix: harden_mdns: false"] * 2
    passed = [
        o for o in one["observations"] if {"name": "control", "ns": oscal.NAMESPACE, "value": "NC-2.18"} in o["props"]
    ]
    assert [len(o["subjects"]) for o in passed] == [3]


def test_oscal_of_hostile_cameras_is_still_oscal() -> None:
    """Values are one line, as the schema wants them."""
    assert len(assessment(hostile())["results"][0]["local-definitions"]["inventory-items"]) == len(HOSTILE)
