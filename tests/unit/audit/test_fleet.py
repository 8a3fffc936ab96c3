# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All cameras of a run together: the file, shared accounts, and when a fleet is not good enough."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._audit.controls import up_to
from ansible_collections.netcam.hardening.plugins.module_utils._audit.entry import entry
from ansible_collections.netcam.hardening.plugins.module_utils._audit.fleet import (
    Camera,
    combine,
    shortcomings,
    summary,
)
from ansible_collections.netcam.hardening.plugins.module_utils._audit.judge import Papers, Waiver
from ansible_collections.netcam.hardening.plugins.module_utils._audit.scene import Scene
from ansible_collections.netcam.hardening.plugins.module_utils._audit.table import lines
from ansible_collections.netcam.hardening.plugins.module_utils._version import VERSION

from .scenes import TODAY, finding, hardened, probes, with_setting

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC)
SECRET = "Kx82LobbyWz91"


def judged(scene: Scene, name: str = "lobby", papers: Papers | None = None, level: str = "standard") -> dict[str, Any]:
    """What the module registers for a camera."""
    found = entry(
        scene, up_to(level), papers or Papers(TODAY), name=name, address="192.0.2.10", site="", message=""
    )  # fmt: skip
    return {"audit": found, "camera": {"login": scene.login}}


def camera(name: str, scene: Scene | None = None, password: str | None = SECRET, **more: Any) -> Camera:
    """A camera of the run."""
    papers = more.pop("papers", None)
    return Camera(name, judged(scene or hardened(), name, papers), password=password, **more)


def run(*cameras: Camera, level: str = "standard") -> dict[str, Any]:
    """The run, which is always as the schema says, and never holds a password."""
    result = combine(cameras, level=level, collection="0.1.0", now=NOW)
    jsonschema.Draft202012Validator(SCHEMA).validate(result)
    assert SECRET not in json.dumps(result)
    return result


def of(result: Mapping[str, Any], name: str, control: str) -> dict[str, Any]:
    """One result."""
    entry = next(camera for camera in result["cameras"] if camera["name"] == name)
    found: dict[str, Any] = next(one for one in entry["results"] if one["control"] == control)
    return found


def test_a_hardened_camera_has_a_full_score_but_not_a_full_coverage() -> None:
    """People's work is left."""
    result = run(camera("lobby"))
    assert result["score"] == 100.0
    assert result["coverage"] < 100
    assert result["counts"]["manual"] > 10


def test_cameras_that_share_an_account_fail_and_name_each_other() -> None:
    """With the password in neither the result nor the message."""
    result = run(camera("gate"), camera("lobby"), camera("yard", password="Another8Password"))
    assert [of(result, name, "NC-1.3")["result"] for name in ("gate", "lobby", "yard")] == ["fail", "fail", "pass"]
    assert of(result, "gate", "NC-1.3")["evidence"][0]["seen"] == "the same password as lobby"
    assert result["cameras"][0]["score"] < 100
    assert result["cameras"][0]["counts"]["fail"] == 1


def test_only_passwords_that_are_proven_are_compared() -> None:
    """What the inventory says of a camera that nobody could log in to proves nothing."""
    blind = hardened(login=None)
    result = run(camera("gate", blind), camera("lobby"))
    assert [of(result, name, "NC-1.3")["result"] for name in ("gate", "lobby")] == ["manual", "pass"]


def test_the_initial_account_is_compared_where_it_is_in_force() -> None:
    """Not the wanted one, which is not there yet."""
    fresh = {"scene": hardened(login="initial"), "initial_password": "Same4Delivered"}
    result = run(
        camera("gate", password="First7Password", **fresh), camera("lobby", password="Second7Password", **fresh)
    )
    assert of(result, "gate", "NC-1.3")["result"] == "fail"


@pytest.mark.parametrize(("days", "word"), [(0, "waived"), (-1, "fail")])
def test_a_shared_account_can_be_waived(days: int, word: str) -> None:
    """As every other control."""
    papers = Papers(
        TODAY, waivers={"NC-1.3": Waiver("NC-1.3", "two heads of one camera", TODAY + timedelta(days=days))}
    )
    result = run(camera("gate", papers=papers), camera("lobby"))
    found = of(result, "gate", "NC-1.3")
    assert found["result"] == word
    assert "two heads of one camera" in found["evidence"][-1]["seen"]


def test_a_camera_that_was_not_reached_is_in_the_file_with_its_reason() -> None:
    """All its controls are unknown; it counts as nothing reached, not as nothing wrong."""
    gone = Camera("gate", {"unreachable": True, "msg": "gate: no answer."}, address="192.0.2.9", site="north")
    result = run(gone, camera("lobby"))
    entry = result["cameras"][0]
    assert (entry["reached"], entry["score"], entry["message"], entry["site"]) == (False, 0.0, "no answer.", "north")
    assert {one["result"] for one in entry["results"]} == {"unknown"}
    assert result["score"] == 50.0


@pytest.mark.parametrize("result", [None, {}, {"msg": ""}, {"audit": None, "failed": True, "msg": "broken"}])
def test_a_camera_whose_task_failed_or_never_ran_is_in_the_file(result: Any) -> None:
    """Whatever there is instead of a result."""
    entry = run(Camera("gate", result))["cameras"][0]
    assert not entry["reached"]
    assert entry["message"]


def test_a_camera_that_was_judged_by_another_level_does_not_count() -> None:
    """Its results are not those of the run's controls."""
    result = run(Camera("gate", judged(hardened(), "gate", level="strict")))
    assert "another level" in result["cameras"][0]["message"]


# -- good enough? ----------------------------------------------------------------------------------------------------------


def verdict(result: Mapping[str, Any], **more: Any) -> list[str]:
    """Why it is not good enough."""
    return shortcomings(result, **{"minimum_score": 0.0, "fail_on": None, "fail_on_unreached": False, **more})


def test_nothing_is_asked_for_unless_it_is() -> None:
    """A bad fleet is a result, not a failure."""
    assert verdict(run(Camera("gate", None))) == []


def test_a_score_below_the_minimum_is_not_good_enough() -> None:
    """Exactly the minimum is."""
    result = run(camera("lobby", with_setting(hardened(), "network.ipv4.auto_ip", True)))
    score = result["score"]
    assert verdict(result, minimum_score=score) == []
    assert verdict(result, minimum_score=score + 0.1) == [f"the score is {score}, below {score + 0.1:g}"]


def test_no_score_at_all_is_below_every_minimum() -> None:
    """No cameras, nothing judged."""
    assert verdict(run(), minimum_score=1.0) == ["the score is not known, below 1"]


@pytest.mark.parametrize(("severity", "bad"), [("critical", False), ("high", False), ("medium", True), ("low", True)])
def test_a_severity_means_that_or_worse(severity: str, bad: bool) -> None:
    """AutoIP is medium."""
    result = run(camera("lobby", with_setting(hardened(), "network.ipv4.auto_ip", True)))
    assert bool(verdict(result, fail_on=severity)) == bad


def test_a_camera_that_was_not_reached_is_not_good_enough_when_asked() -> None:
    """By name."""
    assert verdict(run(Camera("gate", None)), fail_on_unreached=True) == ["not reached: gate"]


def test_the_summary_has_the_worst_first() -> None:
    """For workflows, and for the table."""
    bad = hardened(factory_account=True, probes=probes(mdns=finding("seen", "announces", answer="mdns")))
    result = run(
        camera("lobby", bad), camera("gate", with_setting(hardened(), "network.ipv4.auto_ip", True), "Other9Word")
    )
    told = summary(result, ["because"])
    assert list(told["failed_controls"]) == ["NC-1.1", "NC-B.1", "NC-2.18", "NC-2.19"]
    assert told["failed_by_severity"] == {"critical": 1, "high": 1, "medium": 2, "low": 0, "info": 0}
    assert (told["good_enough"], told["reasons"], told["cameras"]) == (False, ["because"], 2)
    assert told["manual_controls"][0] == "NC-0.1"


def test_the_table_is_short_for_a_large_fleet() -> None:
    """The worst cameras, the controls, and how many there are."""
    one = judged(with_setting(hardened(), "network.mdns", True))
    text = lines(run(*(Camera(f"camera-{number:04}", one) for number in range(300))))
    assert len(text) < 80
    assert any("260 more cameras" in line for line in text)
    assert any(line.split()[:3] == ["NC-2.19", "medium", "300"] for line in text)
    assert text[-1].endswith("300 cameras.")


def test_the_version_is_that_of_the_collection() -> None:
    """It is written into every result file."""
    assert yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"] == VERSION
