# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The role harden on the demonstration fleet: every way a camera leaves the factory, all families; all end on HTTPS.

One first run and one second run, looked at through the emulator's control API and from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import DEMO_FLEET, Fleet

from .openssl import served, verifies
from .runs import CERTIFICATES, HARDEN, Run, run_playbook
from .witness import Witness

FLEET = DEMO_FLEET
DEMO = yaml.safe_load(Path(DEMO_FLEET).read_text(encoding="utf-8"))
VARIABLES = {entry["name"]: entry["vars"] for entry in DEMO["cameras"]}
NEW = ["lobby", "parking", "gate"]
OLD = ["warehouse", "loading", "archive"]
CAMERAS = [*NEW, *OLD]
#: an i-PRO camera, and one of no known make
OTHERS = ["annex", "tunnel"]

#: The guide's recommendations, both parts, in the words of the camera.
RECOMMENDED = {
    "date_time.method": "ntp",  # p. A-8, B-8
    "date_time.ntp_server": "192.0.2.123",
    "date_time.time_zone": "Europe/Berlin",
    "log_notification.level": "errors_and_warnings",  # p. A-9, B-9
    "user_authority.guest.camera_control": "disable",  # p. A-12, B-12
    "user_authority.guest.video": "disable",
    "user_authority.guest.audio": "disable",
    "viewer.user_authentication": "authenticate",
    "host_access.ipv4.apply": "enable",  # p. A-14, B-14
    "host_access.ipv4.default_policy": "prohibit",
    "host_access.ipv4.rows": [{"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"}],
    "host_access.ipv6.apply": "enable",
    "host_access.ipv6.default_policy": "prohibit",
    "host_access.ipv6.rows": [],
    "http_server.auth_method": "digest",  # p. A-15, B-15
    "rtp_server.rtsp_auth_method": "digest",
    "network.ipv4.auto_ip": "disable",  # p. A-20, B-19
    "network.mdns": "disable",
    "snmp_server.v1_v2c": "disable",  # p. A-22, B-21
    "snmp_server.v3": "disable",
}
RECOMMENDED_OLD = {"ftp_server.ftp": "disable", "rtp_server.rtp": "disable"}  # p. B-22


@dataclass
class Hardened:
    """The fleet after its first run, with what was seen before."""

    fleet: Fleet
    first: Run
    before: dict[str, dict[str, Any]]
    counters: dict[str, dict[str, int]]

    @property
    def ca(self) -> Path:
        """The site's authority, which the run has made."""
        return self.fleet.run_dir / "site-ca" / "ca.pem"


@pytest.fixture(scope="module")
def hardened(running: Fleet) -> Hardened:
    """Every service that the guide wants off is on before: else its silence afterwards would prove nothing."""
    for name in CAMERAS:
        running.camera(name).set({"snmp_server.v1_v2c": "enable"})
    for name in OLD:
        running.camera(name).set({"ftp_server.ftp": "enable"})
    before = {name: seen(running, name) for name in CAMERAS}
    running.reset_counters()
    first = run_playbook(HARDEN, running, "--diff").succeeded()
    return Hardened(running, first, before, running.counters())


def seen(fleet: Fleet, name: str) -> dict[str, Any]:
    """What anybody on the network sees of a camera."""
    witness = Witness(fleet, name)
    kind = "https" if witness.listener("https") else "http"
    return {
        "info.cgi": witness.curl("/-wvhttp-01-/info.cgi", "-k", kind=kind).status,
        "viewer": witness.curl("/viewer/", "-k", kind=kind).status,
        "ftp": witness.connects(21),
        "rtsp": witness.connects(554),
        "snmp": witness.snmp_answers(),
        "mdns": witness.mdns_answers(),
    }


@pytest.mark.parametrize("name", CAMERAS)
def test_every_recommendation_is_in_force_and_saved(hardened: Hardened, name: str) -> None:
    camera = hardened.fleet.camera(name)
    wanted = RECOMMENDED | (RECOMMENDED_OLD if name in OLD else {})
    in_force, saved = camera.settings(), camera.saved()
    assert {key: in_force[key] for key in wanted} == wanted
    assert {key: saved[key] for key in wanted} == wanted


@pytest.mark.parametrize("name", CAMERAS)
def test_the_administrator_of_the_inventory_works_and_the_delivered_one_does_not(hardened: Hardened, name: str) -> None:
    camera = hardened.fleet.camera(name)
    assert camera.login_check(VARIABLES[name]["ansible_user"], VARIABLES[name]["ansible_password"])
    assert not camera.login_check("root", "camera")
    assert hardened.counters[name].get("lockouts", 0) == 0


def test_each_credential_is_tried_once_in_the_whole_run(hardened: Hardened) -> None:
    """The delivered one, afterwards, to prove that it is gone. The wanted one not before it is set: these cameras are still at
    their initial port.
    """
    failed = {name: hardened.counters[name].get("logins_failed", 0) for name in CAMERAS}
    assert failed == {"lobby": 0, "parking": 0, "gate": 0, "warehouse": 0, "loading": 1, "archive": 1}


@pytest.mark.parametrize("name", CAMERAS)
def test_from_outside_everything_unused_has_fallen_silent(hardened: Hardened, name: str) -> None:
    before, after = hardened.before[name], seen(hardened.fleet, name)
    assert before == {
        "info.cgi": 200, "viewer": 200, "ftp": name in OLD, "rtsp": True, "snmp": True, "mdns": True,
    }  # fmt: skip
    assert after == {
        "info.cgi": 401, "viewer": 401, "ftp": False, "rtsp": name in NEW, "snmp": False, "mdns": False,
    }  # fmt: skip


@pytest.mark.parametrize("name", CAMERAS)
def test_from_outside_logins_are_digest(hardened: Hardened, name: str) -> None:
    witness = Witness(hardened.fleet, name, hardened.ca)
    assert witness.challenge(kind="https") == "Digest"
    if name in NEW:  # the others have no RTSP any more
        assert witness.rtsp_challenge() == "Digest"


@pytest.mark.parametrize("name", CAMERAS)
def test_curl_reads_the_same_settings_from_the_cameras_own_page(hardened: Hardened, name: str) -> None:
    login = "{ansible_user}:{ansible_password}".format(**VARIABLES[name])
    witness = Witness(hardened.fleet, name, hardened.ca)
    plain = {key: value for key, value in RECOMMENDED.items() if not key.endswith(".rows")}
    assert {key: witness.shown(key, login, kind="https") for key in plain} == plain


@pytest.mark.parametrize("name", [*CAMERAS, *OTHERS])
def test_every_camera_ends_on_https_with_a_certificate_that_openssl_verifies(hardened: Hardened, name: str) -> None:
    address = next(found["address"] for found in hardened.fleet.cameras() if found["name"] == name)
    assert Witness(hardened.fleet, name).listener("http") is None
    assert verifies(address, hardened.ca) == "ok"
    shown = served(address)
    assert {address, name} <= shown.names


def test_the_certificate_that_was_trusted_on_first_use_is_forgotten_again(hardened: Hardened) -> None:
    assert "parking" in str(hardened.first.of("netcam.hardening.harden : Plan", "parking").result["warnings"])
    assert "trusted on first use" in hardened.first.text
    assert (hardened.fleet.run_dir / "known_certificates").read_text() == ""


def test_the_table_of_certificates(hardened: Hardened) -> None:
    run = run_playbook(CERTIFICATES, hardened.fleet).succeeded()
    rows = {line.split()[0]: line for line in run.stdout.splitlines() if line.rstrip().endswith(" ok")}
    assert set(rows) == {*CAMERAS, *OTHERS}
    assert all("Network cameras" in row and " 396 " in row for row in rows.values())
    assert all(counted["changed"] == 0 for counted in run.recap.values())


@pytest.mark.parametrize("name", CAMERAS)
def test_few_restarts_per_camera_and_nothing_left_to_change(hardened: Hardened, name: str) -> None:
    """One on the way to HTTPS where it was not served; one at the end of each task whose settings wait for it."""
    assert hardened.counters[name]["restarts"] == {"loading": 3, "archive": 3}.get(name, 2)
    verified = hardened.first.of("netcam.hardening.harden : Verify", name)
    assert verified.status == "ok"
    assert verified.result["changes"] == []


def test_the_output_shows_the_diff_the_recap_and_a_table_per_camera_and_chapter(hardened: Hardened) -> None:
    text = hardened.first.stdout
    assert '+    "http_server.auth_method": "digest"' in text
    rows = {line.split()[0]: line for line in text.splitlines() if line.rstrip().endswith("hardened")}
    assert set(rows) == {*CAMERAS, *OTHERS}
    assert all(rows[name].count("changed") == 2 and " yes " in rows[name] for name in CAMERAS)
    assert "[RTP] at [Server] > [RTP Server] > [RTP Server], on lobby, parking, gate: the profile" in text
    assert all(hardened.first.recap[name]["failures"] == 0 for name in CAMERAS)


def test_the_state_survives_a_power_cut(hardened: Hardened) -> None:
    camera = hardened.fleet.camera("warehouse")
    camera.power_loss()
    assert {key: camera.settings()[key] for key in RECOMMENDED} == RECOMMENDED


def hosts_of(run: Run, task: str) -> set[str]:
    """The cameras that a task ran on."""
    return {outcome.host for outcome in run.outcomes if outcome.task == task}


def test_a_second_run_changes_nothing_in_one_session_and_few_tasks(hardened: Hardened) -> None:
    fleet = hardened.fleet
    fleet.reset_counters()
    second = run_playbook(HARDEN, fleet).succeeded()
    tasks = {outcome.task for outcome in second.outcomes}
    for name in CAMERAS:
        count = fleet.counters()[name]
        assert second.recap[name]["changed"] == 0
        assert [count.get(what, 0) for what in ("writes", "saves", "restarts", "logins_failed")] == [0, 0, 0, 0]
        assert count["logins_ok"] == 1
        assert count["connections"] == 1
        # what runs once for all cameras has the name of the first of them
        of_each = {task for task in tasks if len(hosts_of(second, task)) > 1}
        assert sum(outcome.task in of_each for outcome in second.host(name)) <= 5
        assert "compliant" in next(line for line in second.stdout.splitlines() if line.startswith(f"{name} "))


def test_drift_of_one_setting_is_put_right_and_nothing_else_is_written(hardened: Hardened) -> None:
    fleet = hardened.fleet
    fleet.camera("gate").set({"user_authority.guest.video": "enable", "network.mdns": "enable"})
    fleet.reset_counters()
    run = run_playbook(HARDEN, fleet).succeeded()
    assert run.recap["gate"]["changed"] == 1
    assert run.recap["lobby"]["changed"] == 0
    chapter2 = run.of("netcam.hardening.harden : Apply chapter 2", "gate")
    assert set(chapter2.settings) == {"user_authority.guest.video", "network.mdns"}
    assert fleet.camera("gate").count("written_items") == 2
    assert fleet.camera("gate").settings()["user_authority.guest.video"] == "disable"
