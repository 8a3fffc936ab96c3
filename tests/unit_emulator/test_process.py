# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The process: starting, stopping, what it leaves in its directory, the control API, fleets of many."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.fleet import BadFleet, parse
from netcam_emulator.testing import DEMO_FLEET, PACKAGE_PARENT, EmulatorError, Fleet

from .conftest import ACCOUNT, ADMIN, OTHER, PASSWORD, THIRD, Clients


def hosts(fleet: Fleet) -> dict[str, Any]:
    """All hosts of the inventory with their variables."""
    children = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))["cameras"]["children"]
    return {name: found for child in children.values() for name, found in child["hosts"].items()}


def test_the_demo_fleet_and_its_inventory() -> None:
    with Fleet(DEMO_FLEET, network=OTHER) as fleet:
        inventory = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))["cameras"]
        assert inventory["vars"]["ansible_connection"] == "netcam.hardening.camera"
        assert set(inventory["children"]) == {"canon_vb_2022", "canon_vb_pre2022", "ipro_wv", "onvif"}
        assert inventory["vars"]["ansible_netcam_scheme"] == "https"
        assert inventory["vars"]["ansible_netcam_initial_scheme"] == "http"
        found = hosts(fleet)
        assert len(found) == 8
        lobby, parking, loading, archive = (found[name] for name in ("lobby", "parking", "loading", "archive"))
        assert lobby["ansible_netcam_allow_clear_text"] is True
        assert "ansible_netcam_initial_user" not in lobby
        assert fleet.camera("parking").login_check(parking["ansible_user"], parking["ansible_password"])
        assert (loading["ansible_netcam_initial_user"], loading["ansible_netcam_initial_password"]) == (
            "root",
            "camera",
        )
        assert archive["ansible_user"] == "root"
        passwords = [host["ansible_password"] for host in found.values()]
        assert len(set(passwords)) == len(passwords)
        assert all(Path(found[name]["ansible_netcam_profile"]).is_file() for name in found if name != "tunnel")
        assert found["tunnel"]["ansible_netcam_profile"] is None


def test_shifted_ports_are_told_in_the_inventory() -> None:
    settings = {"http_server.http_port": 8081}
    cameras = [{"name": "a", "model": "VB-H47"}, {"name": "b", "model": "VB-H47", "settings": settings}]
    with Fleet({"cameras": cameras}, network=OTHER, port_offset=20000) as fleet:
        found = hosts(fleet)
        assert found["a"]["ansible_netcam_port_map"]["80"] == 20080
        assert "ansible_port" not in found["a"]
        assert found["b"]["ansible_port"] == 8081
        client = Clients(fleet)
        assert client("a").url() == f"http://{client('a').address}:20080"
        assert client("a").curl("/").status == client("b").curl("/").status == 200
        assert client("a").port("rtsp") == 20554


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to give it up in the child")
def test_without_root_auto_shifts() -> None:
    code = "import os; from netcam_emulator.ports import choose; os.setuid(65534); print(choose('auto', '127.0.0.1'))"
    command, environment = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(PACKAGE_PARENT)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == f"Ports(offset={0 if unprivileged_may_bind_80() else 20000})"


def unprivileged_may_bind_80() -> bool:
    """Some containers let everybody bind low ports."""
    return int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text(encoding="ascii")) <= 80


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "end of stdin"])
def test_it_ends_cleanly(tmp_path: Path, how: str) -> None:
    fleet = tmp_path / "fleet.yml"
    fleet.write_text(f"cameras: [{{name: a, model: VB-H47, address: {OTHER}.0.1}}]", encoding="utf-8")
    command = [sys.executable, "-m", "netcam_emulator", "serve", "--fleet", str(fleet)]
    command += ["--run-dir", str(tmp_path / "run")]
    process = subprocess.Popen(
        [*command, "--exit-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PACKAGE_PARENT)},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready: 1 cameras\n"
    if how.startswith("SIG"):
        process.send_signal(signal.Signals[how])
    else:
        process.stdin.close()
        process.stdin = None
    _unused, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints) == (0, b"")


def test_a_run_directory_can_be_used_again(tmp_path: Path) -> None:
    settings = {"ssl_tls.https_policy": "http_and_https"}
    cameras = [{"name": "a", "model": "VB-H47", **ACCOUNT, "https": True, "settings": settings}]
    for _unused in range(2):
        with Fleet({"cameras": cameras}, network=OTHER, run_dir=tmp_path) as fleet:
            client = Clients(fleet)("a")
            assert client.curl("/", "--cacert", str(fleet.ca_path), base=client.url("https")).status == 200
        assert not (tmp_path / "control.json").exists()


def test_an_address_in_use_is_an_error_at_the_start(fleet: Fleet) -> None:
    entry = {"name": "twin", "model": "VB-H47", "address": fleet.cameras()[0]["address"]}
    with pytest.raises(EmulatorError, match="Address already in use"), Fleet({"cameras": [entry]}):
        pass


def test_another_seed_needs_another_profile() -> None:
    cameras = [{"name": "a", "model": "VB-H47", **ACCOUNT}]
    with (
        Fleet({"cameras": cameras}, network=OTHER) as one,
        Fleet({"cameras": cameras}, network=THIRD, seed="x") as two,
    ):
        here, there = one.camera("a").codes(), two.camera("a").codes()
        assert all(here[id_] != there[id_] for id_ in here)
        assert Clients(two)("a").write({"snmp_server.contact": "x"}).ok


def test_dump_and_restore(fleet: Fleet, client: Clients) -> None:
    modern = client("modern")
    before = fleet.dump()
    assert modern.write({"http_server.http_port": "8080", "snmp_server.contact": "x"}).ok
    modern.camera.fault("slow", seconds=9)
    fleet.restore(before)
    assert modern.camera.settings()["snmp_server.contact"] == ""
    assert modern.camera.state()["faults"] == {}
    assert modern.curl("/").status == 200
    assert fleet.dump()["old"] == before["old"]


def test_control_api_names_what_is_wrong(fleet: Fleet) -> None:
    modern = fleet.camera("modern")
    for settings in ({"no.such": 1}, {"rtp_server.stream[9].multicast_port": 1}, {"http_server.http_port": 7}):
        with pytest.raises(EmulatorError, match=next(iter(settings)).replace("[", r"\[").partition("[9]")[0][:10]):
            modern.set(settings)
    with pytest.raises(EmulatorError, match="404"):
        fleet.camera("nobody").state()


def test_counters(fleet: Fleet, client: Clients) -> None:
    client("modern").get("/admin/-get-?pg=user")
    assert fleet.counters()["modern"]["reads"] == 1
    fleet.reset_counters()
    assert fleet.counters()["modern"] == {}
    assert fleet.camera("modern").requests() == []


@pytest.mark.parametrize(
    ("camera", "message"),
    [
        ({"name": "a", "model": "VB-H999"}, "unknown model"),
        ({"name": "a", "model": "VB-H47", "state": "configured"}, "needs account"),
        ({"name": "a", "model": "VB-H47", "colour": "red"}, "unknown key colour"),
        ({"name": "a", "model": "VB-H47", "address": "192.0.2.1"}, "no loopback address"),
        ({"name": "a", "model": "VB-H47", "count": 2}, "name used twice"),
    ],
)
def test_mistakes_in_a_fleet_file_are_named(camera: dict[str, Any], message: str) -> None:
    with pytest.raises(BadFleet, match=message):
        parse({"cameras": [camera]})


def test_three_hundred_cameras_in_one_process() -> None:
    entry = {"name": "cam-{n}", "model": "VB-H47", "count": 300, "vars": {"ansible_password": "Demo{n}Many77"}}
    start = time.monotonic()
    with Fleet({"cameras": [{**entry, **ACCOUNT}]}, network=OTHER) as fleet:
        assert len(fleet.cameras()) == 300
        assert hosts(fleet)["cam-300"]["ansible_password"] == "Demo300Many77"
        last = Clients(fleet)("cam-300", ADMIN, PASSWORD)
        assert last.get("/admin/-get-?pg=user").status == 200
        assert "started 300 of 300" in fleet.log_path.read_text(encoding="utf-8")
    assert time.monotonic() - start < 300
