# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The result file and the score: what counts, what does not, and what is no result file."""

from __future__ import annotations

import copy
import json
import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._audit import score as scores
from ansible_collections.netcam.hardening.plugins.module_utils._audit.result import (
    SCHEMA,
    assemble,
    read_result,
    write_result,
)
from ansible_collections.netcam.hardening.plugins.module_utils._audit.words import RESULTS, SEVERITIES, WEIGHTS
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem

SCHEMA_FILE = Path(__file__).resolve().parents[3] / "docs" / "schemas" / "audit-1.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))

CONTROL = {
    "id": "NC-2.11",
    "title": "mDNS is off",
    "chapter": "2",
    "pages": {"canon_vb_2022": "A-20"},
    "menu": {"canon_vb_2022": "[System] > [Network] > [mDNS]"},
    "severity": "high",
    "level": "standard",
    "method": "both",
    "remediation": {"variable": "harden_mdns", "value": "false"},
    "references": [{"standard": "NIST SP 800-53", "id": "CM-7", "mapping": "ours"}],
    "source": "Canon guide",
}
JUDGEMENT = {
    "control": "NC-2.11",
    "result": "fail",
    "evidence": [{"kind": "setting", "seen": "enable", "wanted": "disable"}],
    "disagree": False,
    "fix": "harden_mdns: false",
    "waiver": None,
    "attestation": None,
}
CAMERA = {
    "name": "lobby",
    "address": "192.0.2.10",
    "model": "VB-H47",
    "family": "canon_vb_2022",
    "firmware": "1.3.0",
    "site": "north",
    "reached": True,
    "access": "settings",
    "message": "",
    "score": 0.0,
    "coverage": 100.0,
    "counts": scores.counts(["fail"]),
    "certificate": None,
    "results": [JUDGEMENT],
}
NOW = datetime(2026, 11, 22, 11, 0, 0, tzinfo=timezone(timedelta(hours=1)))


def result(*cameras: dict[str, Any]) -> dict[str, Any]:
    """A run."""
    return assemble([CONTROL], cameras, level="standard", collection="0.1.0", now=NOW)


def test_a_run_is_as_the_schema_says() -> None:
    """The schema itself is a valid one, too."""
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)
    run = result(CAMERA, {**CAMERA, "name": "gate", "score": 100.0, "counts": scores.counts(["pass", "pass"])})
    VALIDATOR.validate(run)
    assert run["schema"] == SCHEMA
    assert run["generated"] == "2026-11-22T10:00:00Z", "in UTC, whatever the controller's zone"
    assert run["score"] == 50.0
    assert run["counts"] == {**dict.fromkeys(RESULTS, 0), "pass": 2, "fail": 1}


def test_a_run_without_cameras_has_no_score() -> None:
    """Not 0, and not 100."""
    run = result()
    VALIDATOR.validate(run)
    assert run["score"] is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("cameras", 0, "results", 0, "result"), "passed"),
        (("cameras", 0, "results", 0, "evidence", 0, "kind"), "guess"),
        (("cameras", 0, "results", 0, "control"), "2.11"),
        (("cameras", 0, "results", 0, "waiver"), {"reason": "", "expires": "2027-01-01"}),
        (("cameras", 0, "results", 0, "waiver"), {"reason": "lift", "expires": "next year"}),
        (("cameras", 0, "score"), 101),
        (("controls", 0, "severity"), "terrible"),
        (("level",), "paranoid"),
        (("generated",), "yesterday"),
    ],
)
def test_the_schema_refuses_what_it_does_not_know(path: tuple[Any, ...], value: Any) -> None:
    """Every word of the result is from a list."""
    run: Any = copy.deepcopy(result(CAMERA))
    place = run
    for step in path[:-1]:
        place = place[step]
    assert path[-1] in (place if isinstance(place, dict) else range(len(place)))
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(run)


# -- score -----------------------------------------------------------------------------------------------------------------


def test_weights_follow_severity() -> None:
    """One critical finding costs more than three medium ones; what is only told costs nothing."""
    assert [WEIGHTS[word] for word in SEVERITIES] == sorted(WEIGHTS.values(), reverse=True)
    assert WEIGHTS["critical"] > 3 * WEIGHTS["medium"]
    assert WEIGHTS["info"] == 0
    assert scores.score([("critical", "pass"), ("low", "fail")]) == 90.9
    assert scores.score([("high", "pass"), ("info", "fail")]) == 100.0


def test_unknown_is_not_passed_and_manual_is_not_judged() -> None:
    """The score drops for what could have been seen; the coverage drops for both."""
    assert scores.score([("high", "pass"), ("high", "unknown")]) == 50.0
    assert scores.score([("high", "pass"), ("high", "manual")]) == 100.0
    assert scores.coverage([("high", "pass"), ("high", "manual")]) == 50.0
    assert scores.coverage([("high", "fail"), ("high", "unknown")]) == 50.0


@pytest.mark.parametrize("word", ["manual", "waived", "not_applicable"])
def test_nothing_judged_is_no_score(word: str) -> None:
    """Neither full nor empty."""
    assert scores.score([("high", word)]) is None


@given(st.lists(st.tuples(st.sampled_from(SEVERITIES), st.sampled_from(RESULTS))))
def test_only_passing_gives_a_full_score(pairs: list[tuple[str, str]]) -> None:
    """100.0 is never the rounding of something less, and nothing but a pass raises a score."""
    found = scores.score(pairs)
    weighty = {word for severity, word in pairs if severity != "info"}
    if found is None:
        assert not weighty & {"pass", "fail", "unknown"}
        return
    assert 0 <= found <= 100
    assert (found == 100.0) == (not weighty & {"fail", "unknown"})
    assert (found == 0.0) <= ("pass" not in weighty or found < 0.1)
    turned = scores.score([(severity, "unknown" if word == "pass" else word) for severity, word in pairs])
    assert turned == 0.0


def test_a_camera_without_a_score_takes_no_part_in_the_mean() -> None:
    """Rounded down, as everything is."""
    assert scores.mean([100.0, None, 99.9]) == 99.9
    assert scores.mean([None]) is None


# -- the file --------------------------------------------------------------------------------------------------------------


def test_it_is_written_for_its_owner_only_and_read_back(tmp_path: Path) -> None:
    """A list of weak points is nobody else's business; missing folders are made."""
    path = tmp_path / "audits" / "run.json"
    write_result(str(path), result(CAMERA))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_result(str(path)) == result(CAMERA)
    assert [entry.name for entry in path.parent.iterdir()] == ["run.json"], "no half of a file stays behind"


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """With its name."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileProblem, match="run.json cannot be written"):
        write_result(str(tmp_path / "file" / "run.json"), result(CAMERA))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is not JSON"),
        ("\udcff", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a result file"),
        ('{"schema": "netcam.hardening/audit/2"}', "audit/2"),
        (f'{{"schema": "{SCHEMA}"}}', "lacks generated, collection"),
    ],
)
def test_what_is_no_result_file_is_refused(tmp_path: Path, content: str, says: str) -> None:
    """Whatever it is instead."""
    path = tmp_path / "run.json"
    path.write_bytes(content.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(FileProblem, match=says):
        read_result(str(path))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """With what the system says."""
    with pytest.raises(FileProblem, match="No such file"):
        read_result(str(tmp_path / "run.json"))
