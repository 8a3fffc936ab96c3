# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Proving a learned profile: on one camera, which has its old settings again afterwards, whatever happens in between."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    FileProblem,
    InvalidValue,
    NetcamError,
    NotEffective,
    ProfileError,
    Refused,
)
from ansible_collections.netcam.hardening.plugins.module_utils._profile_text import profile_text
from ansible_collections.netcam.hardening.plugins.module_utils._proof.marks import marked
from ansible_collections.netcam.hardening.plugins.module_utils._proof.prove import Outcome, prove
from ansible_collections.netcam.hardening.plugins.module_utils._proof.trial import along
from ansible_collections.netcam.hardening.plugins.plugin_utils._profile_file import (
    read_profile,
    write_profile,
)

from .nimbus import PASSWORD, Nimbus, serving
from .profiles import profile

#: What is safe on this camera.
SAFE = [
    "users.accounts",
    "host_access.ipv4.rows",
    "snmp_server.v3",
    "snmp_server.contact",
    "network.max_packet_size",
    "network.dns.host_name",
    "network.dns.search_domains",
    "network.mdns",
]


@pytest.fixture(name="camera")
def _camera() -> Nimbus:
    return Nimbus()


@pytest.fixture(name="endpoint")
def _endpoint(camera: Nimbus) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        yield replace(endpoint, driver="web", profiles=(profile(status="unproven"),), name="lobby")


def proving(endpoint: Endpoint, tmp_path: Path, check: bool = False, **params: Any) -> Outcome:
    """Prove with these options."""
    options = {
        "profile_file": str(tmp_path / "nimbus.yml"),
        "settings": None,
        "risky": [],
        "restart": False,
        "backup_dest": None,
        "backup_password": None,
        "without_backup": True,
        "state_file": None,
        "probes": False,
    }
    return prove(endpoint, {**options, **params}, check)


def state_of(camera: Nimbus) -> Any:
    """Everything that a person could set; what an unused row has beside its address means nothing."""
    hosts = {**camera.hosts, "rows": [row if row[0] else None for row in camera.hosts["rows"]]}
    return copy.deepcopy((camera.network, hosts, camera.snmp, camera.users, camera.user, camera.password))


def test_what_is_safe_is_proven_and_everything_is_as_before(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    before = state_of(camera)
    outcome = proving(endpoint, tmp_path)
    assert sorted(outcome.proven) == sorted(SAFE)
    assert state_of(camera) == before
    assert (outcome.model, outcome.firmware) == ("Nimbus 7", "1.4.2")
    assert list(tmp_path.iterdir()) == [], "nothing is left to put back"


def test_what_could_cut_the_connection_is_left_alone_unless_named(
    camera: Nimbus, endpoint: Endpoint, tmp_path: Path
) -> None:
    outcome = proving(endpoint, tmp_path)
    assert "name it in risky" in outcome.open["host_access.ipv4.apply"]
    assert "name it in risky" in outcome.open["administrator.password"]
    assert "cannot be read" in outcome.open["snmp_server.auth_password"]
    assert "/api/account" not in camera.writes()
    named = proving(
        endpoint, tmp_path, settings=[], risky=["host_access.ipv4.default_policy", "administrator.password"]
    )
    assert named.proven == ["administrator.password", "host_access.ipv4.default_policy"]
    assert camera.password == PASSWORD
    assert camera.hosts["policy"] == "1"


def test_host_restrictions_are_never_tried_where_they_lock_this_host_out(
    camera: Nimbus, endpoint: Endpoint, tmp_path: Path
) -> None:
    camera.hosts["policy"] = "2"
    outcome = proving(endpoint, tmp_path, settings=[], risky=["host_access.ipv4.apply"])
    assert "this host would lose access" in outcome.open["host_access.ipv4.apply"]
    assert camera.writes() == []


def test_rows_are_not_tried_while_the_restrictions_apply(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    camera.hosts.update(on="yes", rows=[("127.0.0.0", "8", "1"), ("", "", ""), ("", "", ""), ("", "", "")])
    outcome = proving(endpoint, tmp_path, settings=["host_access.ipv4.rows"])
    assert "switch them off" in outcome.open["host_access.ipv4.rows"]


def test_check_mode_lists_and_writes_nothing(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    outcome = proving(endpoint, tmp_path, check=True)
    assert sorted(outcome.proven) == sorted([*SAFE])
    assert camera.writes() == []


def test_a_write_that_is_ignored_is_no_proof(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    camera.ignores_writes = True
    outcome = proving(endpoint, tmp_path)
    assert outcome.proven == []
    assert "does not show the new value" in outcome.open["network.mdns"]


def test_a_setting_at_the_place_of_another_is_found_out(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    wrong = profile(status="unproven")
    # the write goes to the contact as well, the page shows the right one
    wrong["settings"]["snmp_server.v3"]["write"]["at"] = [
        {"in": "form", "name": "v3"},
        {"in": "form", "name": "location"},
    ]
    camera.snmp["location"] = "x"
    wrong["settings"]["snmp_server.location"] = {
        "write": {"request": "snmp", "at": {"in": "form", "name": "place"}},
        "read": {"page": "snmp", "at": {"in": "script", "name": "location"}},
    }
    outcome = proving(
        replace(endpoint, profiles=(wrong,)), tmp_path, settings=["snmp_server.location", "snmp_server.contact"]
    )
    assert outcome.proven == ["snmp_server.contact"]
    assert "snmp_server.location" in outcome.open


def test_a_write_that_changes_something_else_is_no_proof_and_both_are_put_back(
    camera: Nimbus, endpoint: Endpoint, tmp_path: Path
) -> None:
    hasty = profile(status="unproven")
    # it claims that missing fields stay, which this camera resets
    hasty["interface"]["requests"]["network"]["whole"] = False
    before = state_of(camera)
    outcome = proving(replace(endpoint, profiles=(hasty,)), tmp_path, settings=["network.mdns"])
    assert outcome.proven == []
    assert "also changed" in outcome.open["network.mdns"]
    assert camera.network["hostname"] == before[0]["hostname"]
    assert camera.network["mdns"] is before[0]["mdns"]


def test_after_a_cut_the_old_value_is_in_the_state_file_and_put_back_first(
    camera: Nimbus, endpoint: Endpoint, tmp_path: Path
) -> None:
    before = state_of(camera)
    camera.dies_after = 2  # the old value, as a rehearsal, then the new one
    with pytest.raises(NetcamError) as caught:
        proving(replace(endpoint, timeout=0.5, restart_timeout=1.0), tmp_path, settings=["network.mdns"])
    state = tmp_path / "nimbus.yml.proof-lobby.json"
    assert str(state) in caught.value.describe("lobby")
    assert json.loads(state.read_text())["put_back"] == [{"key": "network.mdns", "value": True}]
    assert state.stat().st_mode & 0o777 == 0o600
    assert camera.network["mdns"] is False
    camera.dies_after = None
    camera.dead = False
    outcome = proving(endpoint, tmp_path, settings=["snmp_server.contact"])
    assert outcome.put_back == ["network.mdns"]
    assert outcome.proven == ["snmp_server.contact"]
    assert state_of(camera) == before
    assert not state.exists()


def test_the_state_of_another_camera_is_not_put_back_here(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text(
        json.dumps(
            {
                "format": 1,
                "camera": "gate",
                "profile": "x",
                "put_back": [{"key": "network.mdns", "value": False}],
                "account": None,
            }
        )
    )
    with pytest.raises(FileProblem, match="put back on 'gate', not on 'lobby'"):
        proving(endpoint, tmp_path, state_file=str(state))
    assert camera.log == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1, "camera": "lobby"}', '{"format": 9}', "\x00"])
def test_a_broken_state_file_stops_the_run(camera: Nimbus, endpoint: Endpoint, tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(FileProblem):
        proving(endpoint, tmp_path, state_file=str(tmp_path / "state.json"))
    assert camera.writes() == []


def test_a_temporary_administrator_that_was_left_is_taken_back(
    camera: Nimbus, endpoint: Endpoint, tmp_path: Path
) -> None:
    camera.password = "Temporary-1"
    state = tmp_path / "state.json"
    state.write_text(
        json.dumps(
            {"format": 1, "camera": "lobby", "profile": "x", "put_back": [], "account": ["admin", "Temporary-1"]}
        )
    )
    outcome = proving(endpoint, tmp_path, settings=["snmp_server.contact"], state_file=str(state))
    assert outcome.put_back == ["administrator.password"]
    assert camera.password == PASSWORD
    assert not state.exists()


def test_no_backup_no_write_without_consent(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no backup can be taken first"):
        proving(endpoint, tmp_path, without_backup=False)
    assert camera.writes() == []


def test_names_that_the_profile_does_not_have_are_refused(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    for option in ("settings", "risky"):
        with pytest.raises(InvalidValue, match="network.mdsn"):
            proving(endpoint, tmp_path, **{option: ["network.mdsn"]})
    assert camera.log == []


def test_a_camera_of_another_model_is_not_tried_on(camera: Nimbus, endpoint: Endpoint, tmp_path: Path) -> None:
    camera.model = "Stratus 3"
    with pytest.raises(ProfileError):
        proving(replace(endpoint, allow_unproven=("model",)), tmp_path)
    assert camera.writes() == []


def test_a_value_that_the_camera_does_not_take_back_is_an_error(
    camera: Nimbus, endpoint: Endpoint, tmp_path: Path
) -> None:
    camera.sticks = True
    with pytest.raises(NotEffective, match="did not take back the old value of network.mdns"):
        proving(endpoint, tmp_path, settings=["network.mdns"])
    assert (tmp_path / "nimbus.yml.proof-lobby.json").exists()


# -- marks --------------------------------------------------------------------------------------------------------------


MARK = {"model": "Nimbus 7", "firmware": "1.4.2", "date": "2026-01-31"}


def test_proofs_of_other_cameras_stay_and_the_same_ones_are_replaced() -> None:
    data = marked(profile(status="unproven"), ["network.mdns"], [], **MARK)
    assert data["settings"]["network.mdns"]["proof"] == MARK
    assert data["status"] == "unproven", "others have none"
    data = marked(data, ["network.mdns"], [], **{**MARK, "firmware": "1.5.0"})
    assert [proof["firmware"] for proof in data["settings"]["network.mdns"]["proof"]] == ["1.4.2", "1.5.0"]
    data = marked(data, ["network.mdns"], [], **{**MARK, "date": "2026-02-01"})
    assert [proof["date"] for proof in data["settings"]["network.mdns"]["proof"]] == ["2026-01-31", "2026-02-01"]
    data = marked(data, [], ["network.mdns"], **MARK)
    assert data["settings"]["network.mdns"]["proof"]["firmware"] == "1.5.0"


def test_a_profile_is_proven_when_all_that_can_be_is() -> None:
    everything = [name for name in profile()["settings"] if name != "snmp_server.auth_password"]
    assert marked(profile(status="unproven"), everything, [], **MARK)["status"] == "proven"
    assert marked(profile(status="unproven"), everything[1:], [], **MARK)["status"] == "unproven"
    assert "status" not in marked(profile(), everything, [], **MARK)


def test_the_file_is_written_in_one_way_and_keeps_its_head(tmp_path: Path) -> None:
    path = tmp_path / "nimbus.yml"
    path.write_text("# Recorded by us\n# on a bench\n" + profile_text(profile()))
    assert not write_profile(str(path), read_profile(str(path)))
    assert write_profile(str(path), marked(read_profile(str(path)), ["network.mdns"], [], **MARK))
    text = path.read_text()
    assert text.startswith("# Recorded by us\n# on a bench\n---\n")
    assert read_profile(str(path))["settings"]["network.mdns"]["proof"] == MARK
    assert not write_profile(str(path), read_profile(str(path)))
    assert text == path.read_text()
    assert [entry.name for entry in tmp_path.iterdir()] == ["nimbus.yml"]


def test_a_proof_changes_no_other_line_of_the_file(tmp_path: Path) -> None:
    """Whoever reviews it sees the proof alone."""
    path = tmp_path / "nimbus.yml"
    path.write_text(profile_text(profile()))
    before = path.read_text().splitlines()
    write_profile(str(path), marked(read_profile(str(path)), ["network.mdns"], [], **MARK))
    after = path.read_text().splitlines()
    added = [line.strip() for line in after if line not in before]
    assert added == ["proof:", f"model: {MARK['model']}", f"firmware: {MARK['firmware']}", f"date: '{MARK['date']}'"]
    assert [line for line in after if line in before] == before


@pytest.mark.parametrize(
    ("step", "wanted", "state", "first"),
    [
        ("video", False, (True, True, True), [("privileged_camera_control", False), ("camera_control", False)]),
        ("video", False, (False, True, True), [("camera_control", False)]),
        ("camera_control", True, (False, False, False), [("video", True)]),
        ("video", True, (False, False, False), []),
    ],
)
def test_who_may_do_more_may_do_less_while_a_step_is_tried(
    step: str, wanted: bool, state: tuple[bool, ...], first: list[tuple[str, bool]]
) -> None:
    head = "user_authority.authorized."
    steps = ("privileged_camera_control", "camera_control", "video")
    before, after = along(f"{head}{step}", wanted, {f"{head}{name}": on for name, on in zip(steps, state, strict=True)})
    assert [(item.key.removeprefix(head), item.value) for item in before] == first
    assert [(item.key.removeprefix(head), item.value) for item in after] == [
        (name, not on) for name, on in reversed(first)
    ]
    assert along("snmp_server.v3", True, {}) == ((), ())
