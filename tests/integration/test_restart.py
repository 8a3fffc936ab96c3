# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings that need a restart: one per run at most, waited for, with a limit; or none, and then it says so."""

from __future__ import annotations

from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured
from .runs import look, run_playbook, task

FLEET = {"defaults": {"restart_seconds": 0.2}, "cameras": [configured("new", NEW), configured("old", OLD)]}
BOTH = ["new", "old"]
NETWORK_PAGE = {"auto_ip": False, "mdns": False, "max_packet_size": 1400}


def test_many_restart_settings_make_one_restart(fleet: Fleet) -> None:
    areas = {"network": NETWORK_PAGE, "http_server": {"https_port": 8443}, "log_notification": {"level": "errors"}}
    run = run_playbook([task("All", "settings", areas), look("After", "state")], fleet)
    for name in BOTH:
        assert run.of("All", name).result["restart"] == {"needed": True, "done": True}
        after = run.of("After", name).result["value"]
        assert after["counters"]["restarts"] == 1
        assert after["settings"]["network.max_packet_size"] == 1400
        assert after["settings"]["log_notification.level"] == "errors"


def test_without_a_restart_setting_there_is_no_restart(fleet: Fleet) -> None:
    run = run_playbook([task("mDNS", "network", {"mdns": False}), look("After", "state")], fleet)
    assert run.of("mDNS", "new").result["restart"] == {"needed": False, "done": False}  # acts at once since 2022
    assert run.of("mDNS", "old").result["restart"] == {"needed": True, "done": True}
    assert run.of("After", "new").result["value"]["counters"].get("restarts", 0) == 0
    assert run.of("After", "new").result["value"]["settings"]["network.mdns"] == "disable"


def test_never_means_never_and_the_result_says_that_one_is_needed(fleet: Fleet) -> None:
    options = {**NETWORK_PAGE, "restart": "never"}
    run = run_playbook([task("Write", "network", options), task("Again", "network", options),
                        look("After", "state")], fleet)  # fmt: skip
    for name in BOTH:
        assert run.of("Write", name).result["restart"] == {"needed": True, "done": False}
        after = run.of("After", name).result["value"]
        assert after["counters"].get("restarts", 0) == 0
        assert after["settings"]["network.max_packet_size"] == 1500
        assert after["saved"]["network.max_packet_size"] == 1400
        assert run.of("Again", name).status == "ok"
        fleet.camera(name).restart()
        assert fleet.camera(name).settings()["network.max_packet_size"] == 1400


def test_mdns_that_waits_for_a_restart_is_heard_and_the_restart_made(fleet: Fleet) -> None:
    off = {"mdns": False}
    run_playbook([task("Write", "network", {**off, "restart": "never"})], fleet, limit="old").succeeded()
    run = run_playbook([task("Heard", "network", off), task("Again", "network", off)], fleet, limit="old").succeeded()
    assert run.of("Heard").changed
    assert run.of("Heard").result["changes"][0]["before"].startswith("disable (stored, waits for a restart")
    assert run.of("Again").status == "ok"
    assert fleet.camera("old").count("restarts") == 1


def test_a_camera_that_does_not_come_back_is_an_error_that_names_the_limit(fleet: Fleet) -> None:
    for name in BOTH:
        fleet.camera(name).fault("hang_after_restart", seconds=4)
    run = run_playbook([task("Write", "network", NETWORK_PAGE)], fleet,
                       variables={"ansible_netcam_restart_timeout": 1})  # fmt: skip
    for name in BOTH:
        outcome = run.of("Write", name)
        assert outcome.status == "failed"
        assert outcome.code == "restart_timeout"
        assert f"{name}: the camera did not come back within 1 s" in outcome.msg
        assert "ansible_netcam_restart_timeout" in outcome.msg
        fleet.camera(name).wait_up()
        assert fleet.camera(name).settings()["network.max_packet_size"] == 1400
    rerun = run_playbook([task("Again", "network", NETWORK_PAGE)], fleet).succeeded()
    assert all(rerun.of("Again", name).status == "ok" for name in BOTH)


def test_a_slow_restart_within_the_limit_is_waited_for(fleet: Fleet) -> None:
    for name in BOTH:
        fleet.camera(name).fault("hang_after_restart", seconds=2)
    run = run_playbook([task("Write", "network", NETWORK_PAGE)], fleet).succeeded()
    assert all(run.of("Write", name).result["restart"]["done"] for name in BOTH)
    assert "new: restarting the camera" in run.stdout  # a word for people who watch


def test_reboot_restarts_once_and_only_outside_check_mode(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Predict", "reboot", check_mode=True), look("Before", "counters"), task("Do", "reboot"),
         look("After", "counters")],
        fleet,
    ).succeeded()  # fmt: skip
    for name in BOTH:
        assert run.of("Predict", name).changed
        assert run.of("Before", name).result["value"].get("restarts", 0) == 0
        assert run.of("Do", name).result["restart"] == {"needed": True, "done": True}
        assert "erased by a restart" in run.of("Do", name).said + run.text
        assert run.of("After", name).result["value"]["restarts"] == 1
