# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One audit in slices: each a job of its own, on a disk of its own; a slice dies, and is run again alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .awx_jobs import Awx, Result, imported, sliced
from .fleets import NEW, OLD, SITE, configured, conformant
from .runs import ROOT, run_playbook

SLICES = 3
#: By name: a slice is every third of them.
FLEET = {
    "vars": SITE,
    "cameras": [
        configured("cam-1", NEW),
        configured("cam-2", OLD),
        conformant("cam-3"),
        configured("cam-4", OLD),
        conformant("cam-5"),
        configured("cam-6", NEW),
    ],
}
CAMERAS = [f"cam-{number}" for number in range(1, 7)]
OF_SLICE_2 = ["cam-2", "cam-5"]


@pytest.fixture(scope="module")
def awx(tmp_path_factory: pytest.TempPathFactory) -> Awx:
    """An AWX after its project update."""
    return Awx(tmp_path_factory.mktemp("awx"))


def until(happened: Callable[[], bool]) -> None:
    """Wait, for long: the machine may be busy."""
    deadline = time.monotonic() + 600
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def judged(result: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Results of each camera, without what differs between runs, and without the comparison of cameras of one job."""
    return {
        camera["name"]: [(one["control"], one["result"]) for one in camera["results"] if one["control"] != "NC-1.3"]
        for camera in result["cameras"]
    }


@dataclass
class Story:
    """Three slices, the second of which dies; it is run again; each time the results are merged."""

    slices: list[Result]
    again: Result
    merged: Result
    with_gap: Result
    whole: dict[str, Any]


@pytest.fixture(scope="module")
def story(running: Fleet, awx: Awx, tmp_path_factory: pytest.TempPathFactory) -> Story:
    inventory = imported(running)
    place = tmp_path_factory.mktemp("merged")
    for name in OF_SLICE_2:
        # so that its slice is still at work when it dies
        running.camera(name).fault("slow", 3)
    jobs = [awx.start("audit", sliced(inventory, number, SLICES)) for number in (1, 2, 3)]
    until(lambda: any(running.camera(name).requests() for name in OF_SLICE_2))
    dead = jobs[1].kill()
    slices = [jobs[0].wait(), dead, jobs[2].wait()]
    for name in OF_SLICE_2:
        running.camera(name).clear_faults()
    left = artifacts(slices)
    with_gap = awx.run("audit_merge", inventory, extra_vars={**left, "audit_dest": str(place / "gap.json")})
    again = awx.run("audit", sliced(inventory, 2, SLICES))
    complete = {**left, **artifacts([again]), "audit_dest": str(place / "audit.json")}
    merged = awx.run("audit_merge", inventory, extra_vars=complete)
    whole = json.loads((place / "audit.json").read_text(encoding="utf-8"))
    return Story(slices, again, merged, with_gap, whole)


def artifacts(results: list[Result]) -> dict[str, Any]:
    """What AWX hands to the next node: the artifacts of all jobs in one, later ones over earlier ones."""
    return {name: value for result in results for name, value in result.artifacts.items()}


def test_a_slice_judges_its_own_cameras(story: Story) -> None:
    """And no others; its result comes back though its disk is gone."""
    for result, number in ((story.slices[0], 1), (story.slices[2], 3)):
        assert result.code == 0, result.said
        assert sorted(result.hosts) == CAMERAS[number - 1 :: SLICES]
        assert len([name for name in result.artifacts if name.startswith("netcam_audit_parcel_")]) == 1


def test_the_results_of_slices_have_names_of_their_own(story: Story) -> None:
    """In a workflow all artifacts become variables of the next job."""
    assert len(artifacts([*story.slices, story.again])) == 1 + 3


def test_a_slice_that_died_leaves_nothing_behind(story: Story) -> None:
    """No result, and no artifact that looks like one."""
    assert story.slices[1].code != 0
    assert story.slices[1].artifacts == {}


def test_the_merge_names_the_cameras_of_the_slice_that_died(story: Story) -> None:
    """And fails, so that somebody looks."""
    assert story.with_gap.code != 0
    assert story.with_gap.artifacts["netcam_audit"]["missing"] == OF_SLICE_2
    assert "not reached: cam-2, cam-5" in json.dumps(story.with_gap.events)


def test_the_slice_alone_is_run_again(story: Story) -> None:
    """The cameras of the others are left in peace."""
    assert story.again.code == 0, story.again.said
    assert sorted(story.again.hosts) == OF_SLICE_2


def test_all_slices_together_are_one_result(story: Story) -> None:
    """With each camera once, and nothing missing."""
    assert story.merged.code == 0, story.merged.said
    assert story.merged.artifacts["netcam_audit"]["missing"] == []
    assert [camera["name"] for camera in story.whole["cameras"]] == CAMERAS
    assert [source["cameras"] for source in story.whole["sources"]] == [2, 2, 2]


def test_the_merged_result_is_that_of_one_job(running: Fleet, story: Story) -> None:
    """Camera by camera, control by control."""
    path = running.run_dir / "one-job.json"
    run_playbook(ROOT / "playbooks" / "audit.yml", running, variables={"audit_dest": str(path)}).succeeded()
    one = json.loads(path.read_text(encoding="utf-8"))
    assert judged(story.whole) == judged(one)


def test_the_merge_makes_its_own_report(story: Story) -> None:
    """Of all slices: the artifact says where it was, with what the run said of it."""
    assert set(story.merged.artifacts["netcam_audit"]["report"]) == {"html", "json"}
    assert "Report (html): " in json.dumps(story.merged.events)


def test_one_report_is_made_of_it(running: Fleet, story: Story, tmp_path: Path) -> None:
    """Like of any result file."""
    source, folder = tmp_path / "audit.json", tmp_path / "reports"
    source.write_text(json.dumps(story.whole), encoding="utf-8")
    report = {"src": [str(source)], "dest": str(folder), "formats": ["csv"], "name": "fleet"}
    run_playbook([{"name": "Report", "netcam.hardening.report": report, "run_once": True}], running).succeeded()
    text = (folder / "fleet.csv").read_text(encoding="utf-8")
    assert all(name in text for name in CAMERAS)
