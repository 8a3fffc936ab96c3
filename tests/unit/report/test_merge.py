# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several result files as one: slices, slices that were run again, and what cannot be put together."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._audit.merge import merge, remarks
from ansible_collections.netcam.hardening.plugins.module_utils._audit.shape import check_shape
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem

from .fleets import camera, fleet, gone, run

ROOT = Path(__file__).resolve().parents[3]
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
)


def names(result: dict[str, Any]) -> list[str]:
    return [entry["name"] for entry in result["cameras"]]


def test_slices_make_the_run_that_they_are_parts_of() -> None:
    """Every third camera in a file of its own, as AWX slices an inventory: score and counts are those of the whole."""
    whole = fleet(20)
    parts = [(f"/slices/{n}.json", run(*whole["cameras"][n::3], days=n / 1440)) for n in range(3)]
    merged = merge(parts)
    VALIDATOR.validate(merged)
    assert names(merged) == sorted(names(whole))
    for key in ("score", "coverage", "counts", "controls", "level"):
        assert merged[key] == whole[key], key
    assert merged["generated"] == parts[-1][1]["generated"], "the newest"
    assert [(source["file"], source["cameras"]) for source in merged["sources"]] == [
        ("0.json", 7),
        ("1.json", 7),
        ("2.json", 6),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newer_entry_of_a_camera_wins_and_it_is_said(order: tuple[int, int]) -> None:
    """A slice that died half way and was run again; the order in which the files are named does not count."""
    files = [
        ("/slices/died.json", run(camera("lobby"), gone("yard"))),
        ("/slices/again.json", run(camera("yard", {"NC-2.19": "fail"}), days=0.01)),
    ]
    merged = merge([files[n] for n in order])
    assert names(merged) == ["lobby", "yard"]
    assert merged["cameras"][1]["reached"]
    assert merged["counts"]["fail"] == 1
    assert "In several files, taken from a newer one than died.json: yard." in remarks(merged)


def test_of_the_same_second_the_file_named_later_wins() -> None:
    """So it is never a matter of chance."""
    first, second = run(camera("lobby")), run(camera("lobby", {"NC-2.19": "fail"}))
    assert merge([("a", first), ("b", second)])["counts"]["fail"] == 1
    assert merge([("b", second), ("a", first)])["counts"]["fail"] == 0


def test_a_shared_account_is_found_in_one_file_only() -> None:
    """That is said where it passes, and once however often it is merged."""
    files = [("a", run(camera("lobby"))), ("b", run(camera("yard"), days=1))]
    merged = merge([("ab", merge(files)), ("c", run(camera("gate"), days=2))])
    for entry in merged["cameras"]:
        found = next(one for one in entry["results"] if one["control"] == "NC-1.3")
        assert [item["seen"] for item in found["evidence"]].count(
            "compared with the cameras of its own result file only"
        ) == 1
    assert "NC-1.3 compares cameras of the same file only" in remarks(merged)[0]


def test_one_file_stays_as_it_is() -> None:
    """Nothing is noted, nothing is said."""
    result = fleet(3)
    assert merge([("a", result)]) == result
    assert remarks(merge([("a", result)])) == []


def test_files_of_two_levels_are_not_merged() -> None:
    """A score of one level says nothing beside a score of another."""
    with pytest.raises(FileProblem, match=r"b\.json of level strict"):
        merge([("a.json", run(camera("lobby"))), ("b.json", run(camera("yard", level="strict"), level="strict"))])


@pytest.mark.parametrize("change", [{"severity": "low"}, {"id": "NC-9.9"}])
def test_files_with_other_controls_are_not_merged(change: dict[str, str]) -> None:
    """As another version of the collection would write them."""
    other = copy.deepcopy(run(camera("yard"), collection="9.0.0"))
    other["controls"][0].update(change)
    with pytest.raises(FileProblem, match=r"versions 0\.1\.0 and 9\.0\.0"):
        merge([("a.json", run(camera("lobby"))), ("b.json", other)])


def test_no_file_is_an_error() -> None:
    """Not an empty report."""
    with pytest.raises(FileProblem, match="no file"):
        merge([])


# -- the shape ---------------------------------------------------------------------------------------------------------------

WRONG: list[tuple[tuple[Any, ...], Any]] = [
    (("generated",), "yesterday"),
    (("generated",), 5),
    (("level",), "paranoid"),
    (("level",), []),
    (("score",), float("nan")),
    (("score",), "<b>100</b>"),
    (("coverage",), True),
    (("counts", "fail"), -1),
    (("counts",), []),
    (("controls",), {}),
    (("controls", 0), None),
    (("controls", 0, "id"), "NC-2.11<script>"),
    (("controls", 0, "severity"), "terrible"),
    (("controls", 0, "menu"), {"onvif": 5}),
    (("controls", 0, "remediation"), {"variable": "x"}),
    (("controls", 0, "references"), ["NIST"]),
    (("cameras",), None),
    (("cameras", 0), "lobby"),
    (("cameras", 0, "name"), None),
    (("cameras", 0, "model"), 47),
    (("cameras", 0, "reached"), "yes"),
    (("cameras", 0, "access"), "root"),
    (("cameras", 0, "certificate"), {}),
    (("cameras", 0, "certificate", "names"), "lobby"),
    (("cameras", 0, "certificate", "days_left"), "soon"),
    (("cameras", 0, "results"), []),
    (("cameras", 0, "results", 0, "result"), "passed"),
    (("cameras", 0, "results", 0, "evidence"), "seen"),
    (("cameras", 0, "results", 0, "evidence", 0, "seen"), 1),
    (("cameras", 0, "results", 0, "disagree"), None),
    (("cameras", 0, "results", 0, "fix"), None),
    (("cameras", 0, "results", 0, "waiver"), {"reason": 1, "expires": ""}),
    (("cameras", 0, "results", 0, "attestation"), "J. Doe"),
    (("sources",), [{"file": 1, "generated": "", "cameras": 1, "replaced": []}]),
    (("sources",), [{"file": "a", "generated": "", "cameras": "all", "replaced": []}]),
    (("more",), "than a result has"),
    (("cameras", 0, "more"), [[[]]]),
]


def test_results_of_the_audit_have_the_right_shape() -> None:
    """Of every kind of camera."""
    check_shape(fleet(50), "run.json")
    check_shape({**merge([("a", fleet(2)), ("b", fleet(2, seed=2, days=1))]), "drift": None}, "run.json")


@pytest.mark.parametrize(
    ("path", "value"), WRONG, ids=[f"{'.'.join(map(str, path))}={value!r:.12}" for path, value in WRONG]
)
def test_a_damaged_file_is_refused_with_the_place(path: tuple[Any, ...], value: Any) -> None:
    """Before anything is made of it."""
    result: Any = copy.deepcopy(run(camera("lobby"), camera("yard")))
    place = result
    for step in path[:-1]:
        place = place[step]
    assert path[-1] in (place if isinstance(place, dict) else range(len(place))) or path[-1] in ("sources", "more")
    place[path[-1]] = value
    with pytest.raises(FileProblem, match=r"run\.json is damaged: "):
        check_shape(result, "run.json")


def test_a_camera_that_is_there_twice_is_refused() -> None:
    """Which of the two would count?"""
    with pytest.raises(FileProblem, match="a camera is there twice"):
        check_shape(run(camera("lobby"), camera("lobby")), "run.json")
