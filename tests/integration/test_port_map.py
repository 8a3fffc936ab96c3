# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras behind a port forward, or an emulator that runs without root: the inventory maps camera ports to reachable ones."""

from __future__ import annotations

import yaml
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, SITE, camera, configured
from .runs import HARDEN, run_playbook, task
from .witness import Witness

FLEET_OPTIONS = {"port_offset": 20000}
FLEET = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        camera("fresh", NEW),
        camera("delivered", "VB-M640VE"),
        configured("old", OLD, {"ansible_port": 8080, "ansible_netcam_initial_port": 80}),
        configured("tls", NEW, https=True, settings={"ssl_tls.https_policy": "http_and_https"}),
    ],
}
NAMES = ["fresh", "delivered", "old", "tls"]


def test_the_inventory_carries_the_map(fleet: Fleet) -> None:
    groups = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))["cameras"]["children"]
    assert groups["canon_vb_2022"]["hosts"]["fresh"]["ansible_netcam_port_map"]["80"] == 20080


def test_the_whole_role_through_a_port_forward(fleet: Fleet) -> None:
    first = run_playbook(HARDEN, fleet).succeeded()
    second = run_playbook(HARDEN, fleet).succeeded()
    for name in NAMES:
        assert first.recap[name]["changed"] == 2
        assert second.recap[name]["changed"] == 0
        kind = "https" if name == "tls" else "http"
        assert Witness(fleet, name).listener(kind)[1] == (20443 if name == "tls" else 20080)


def test_a_port_that_moves_out_of_the_map_is_followed(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Move", "http_server", {"http_port": 8080}), task("Next", "log_notification", {"level": "errors"})],
        fleet, limit="old",
    ).succeeded()  # fmt: skip
    assert run.of("Move").changed
    assert run.of("Next").changed
    assert Witness(fleet, "old").listener("http")[1] == 8080


def test_a_port_map_that_is_none_is_an_error_of_its_own(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "device_info")], fleet, limit="old",
                       variables={"ansible_netcam_port_map": {"eighty": 8080}})  # fmt: skip
    assert run.of("Look").status == "failed"
    assert "port_map" in run.of("Look").msg
    assert fleet.camera("old").count("requests") == 0
