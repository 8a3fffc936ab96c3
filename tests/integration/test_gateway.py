# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras behind a gateway: a task delegated to another host runs the real module there, with the same results.

The gateway is a second Python environment that has requests and nothing else of this machine's; it writes down each
program that it runs.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, camera, configured, password_of
from .runs import HARDEN, Run, look, run_playbook, task

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("new", NEW),
        configured("old", OLD),
        camera("fresh", NEW),
        configured("dead", OLD, faults={"dead": True}),
        {**configured("stranger", OLD), "account": {"name": ADMIN, "password": "Nobody5KnowsThis"}},
    ],
}
#: requests and what it imports; not ansible, not yaml, not cryptography.
LIBRARIES = ("requests", "urllib3", "idna", "certifi", "charset_normalizer")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python environment of its own, made without any network."""
    folder = tmp_path_factory.mktemp("gateway")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
    for name in LIBRARIES:
        found = importlib.util.find_spec(name)
        assert found is not None
        assert found.submodule_search_locations is not None
        os.symlink(found.submodule_search_locations[0], packages / name)
    (packages / "sitecustomize.py").write_text(
        f"import sys\nopen({str(folder / 'ran')!r}, 'a').write(sys.executable + ' ' + ' '.join(sys.argv) + '\\n')\n",
        encoding="utf-8",
    )
    assert subprocess.run(
        [folder / "venv/bin/python", "-c", "import yaml"], capture_output=True, check=False
    ).returncode
    return folder


def behind(fleet: Fleet, gateway: Path) -> Path:
    """The fleet's inventory with the gateway in it."""
    inventory = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))
    inventory["gateways"] = {
        "hosts": {
            "gateway": {
                "ansible_connection": "local",
                "ansible_python_interpreter": str(gateway / "venv/bin/python"),
                "ansible_remote_tmp": str(gateway / "tmp"),
            }
        }
    }
    path = gateway / "inventory.yml"
    path.write_text(yaml.safe_dump(inventory), encoding="utf-8")
    (gateway / "ran").unlink(missing_ok=True)
    return path


def through(gateway: Path, fleet: Fleet, tasks: list[dict[str, Any]], *arguments: str, **options: Any) -> Run:
    """Run tasks on cameras, each delegated to the gateway (but not the looks into the emulator)."""
    delegated = [one if "emulator" in one else {**one, "delegate_to": "gateway"} for one in tasks]
    return run_playbook(delegated, fleet, *arguments, inventory=behind(fleet, gateway), **options)


def programs(gateway: Path) -> list[str]:
    """What the gateway's Python ran."""
    path = gateway / "ran"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_the_module_runs_on_the_gateway_and_changes_the_camera(fleet: Fleet, gateway: Path) -> None:
    options = {"level": "errors"}
    run = through(gateway, fleet, [
        task("Predict", "log_notification", options, check_mode=True), look("Predicted", "counters"),
        task("Write", "log_notification", options), task("Again", "log_notification", options),
    ], limit="new:old")  # fmt: skip
    for name in ("new", "old"):
        assert run.of("Predict", name).changed, run.text
        assert run.of("Predicted", name).result["value"].get("writes", 0) == 0
        assert run.of("Write", name).settings == ["log_notification.level"]
        assert run.of("Again", name).status == "ok"
        assert fleet.camera(name).saved()["log_notification.level"] == "errors"
    assert sum("AnsiballZ_log_notification" in line for line in programs(gateway)) >= 6
    assert password_of("new") not in "".join(programs(gateway))


def test_the_result_is_the_same_as_without_a_gateway(fleet: Fleet, gateway: Path) -> None:
    areas = {"user_authority": {"guest": {"video": False}}, "network": {"mdns": False}, "on_unsupported": "report",
             "ftp_server": {"ftp": True}}  # fmt: skip
    there = through(gateway, fleet, [task("Write", "settings", areas)], limit="new:old")
    fleet.restore(fleet.first_state)
    here = run_playbook([task("Write", "settings", areas)], fleet, limit="new:old")
    for name in ("new", "old"):
        one, other = there.of("Write", name), here.of("Write", name)
        assert one.status == other.status == "changed", there.text
        for key in ("changes", "manual", "not_applicable", "settings", "restart", "diff"):
            assert one.result[key] == other.result[key]
        assert one.result["camera"]["model"] == other.result["camera"]["model"]


def test_cameras_that_cannot_be_reached_from_the_gateway_are_unreachable(fleet: Fleet, gateway: Path) -> None:
    run = through(gateway, fleet, [task("Look", "log_info")], limit="dead:stranger:new")
    assert run.of("Look", "dead").status == "unreachable"
    assert "nothing listens" in run.of("Look", "dead").msg
    assert run.of("Look", "stranger").status == "unreachable"
    assert "refuses the password" in run.of("Look", "stranger").msg
    assert run.of("Look", "new").status == "ok"
    assert fleet.camera("stranger").count("logins_failed") == 1


def test_errors_are_the_same_and_name_the_camera(fleet: Fleet, gateway: Path) -> None:
    run = through(gateway, fleet, [
        task("Wrong", "snmp_server", {"location": "x" * 32}),
        task("Lock-out", "host_access", {"ipv4": {"apply": True, "default_policy": "prohibit", "rows": []}}),
        task("Choice", "date_time", {"method": "sundial"}),
    ], limit="new")  # fmt: skip
    assert run.of("Wrong").code == "invalid_value"
    assert "snmp_server.location" in run.of("Wrong").msg
    assert "up to 31" in run.of("Wrong").msg
    assert run.of("Wrong").msg.startswith("new: ")
    assert run.of("Lock-out").code == "refused"
    assert run.of("Choice").status == "failed"
    assert fleet.camera("new").count("writes") == 0


def test_no_password_is_shown_on_the_way_through_the_gateway(fleet: Fleet, gateway: Path) -> None:
    log = gateway / "ansible.log"
    secrets = ["Qm47OperatorTx53", "Zk19SnmpWordVb", "Wd64FirstAccountYs", password_of("new"), password_of("fresh")]
    run = through(gateway, fleet, [
        task("Users", "users", {"accounts": [{"name": "viewer1", "password": secrets[0]}]}),
        task("SNMP", "snmp_server", {
            "v3": True, "user_name": "mon", "security_level": "authentication", "auth_password": secrets[1],
        }),
        task("Account", "administrator", {"name": ADMIN, "password": secrets[2]}),
        task("Too long", "administrator", {"name": ADMIN, "password": secrets[2] * 3}),
    ], "-vvv", "--diff", limit="new:fresh", env={"ANSIBLE_LOG_PATH": str(log)})  # fmt: skip
    assert run.of("Users", "new").changed, run.text
    assert run.of("Account", "fresh").changed
    assert fleet.camera("new").secrets()["snmp_server.auth_password"] == secrets[1]
    texts = [run.text, log.read_text(encoding="utf-8"), (run.folder / "results.jsonl").read_text(encoding="utf-8")]
    for secret in secrets:
        assert [secret in text for text in texts] == [False, False, False], secret
    assert not list((gateway / "tmp").rglob("AnsiballZ*"))


def test_the_whole_role_through_the_gateway(fleet: Fleet, gateway: Path) -> None:
    """The play says where its tasks run: one line."""
    plays = yaml.safe_load(HARDEN.read_text(encoding="utf-8"))
    role = plays[0]["tasks"][0]["ansible.builtin.import_role"]["name"]
    plays[0]["tasks"] = [
        {"name": "Through the gateway", "delegate_to": "gateway",
         "block": [{"name": "Harden", "ansible.builtin.import_role": {"name": role}}]}
    ]  # fmt: skip
    path = gateway / "through.yml"
    path.write_text(yaml.safe_dump(plays), encoding="utf-8")
    inventory = behind(fleet, gateway)
    first = run_playbook(path, fleet, inventory=inventory, limit="new:fresh:localhost")
    assert first.code == 0, first.text
    second = run_playbook(path, fleet, inventory=inventory, limit="new:fresh:localhost")
    for name in ("new", "fresh"):
        assert first.recap[name]["changed"] == 2
        assert second.recap[name]["changed"] == 0
        assert fleet.camera(name).settings()["user_authority.guest.video"] == "disable"
    assert any("AnsiballZ_settings" in line for line in programs(gateway))


def test_a_look_from_outside_is_taken_from_the_gateway_with_what_it_has(fleet: Fleet, gateway: Path) -> None:
    options = {"probes": ["http_auth", "rtsp", "mdns", "tls"], "silence_after": 30, "time_limit": 60}
    fleet.camera("new").set({"network.mdns": "enable"})
    found = (
        through(gateway, fleet, [task("Look", "probe_info", options)], limit="new").of("Look", "new").result["probes"]
    )
    assert {name for name, entry in found.items() if entry["state"] == "seen"} == {"http_auth", "rtsp", "mdns"}
    # this gateway has no cryptography
    assert (found["tls"]["state"], "cryptography" in found["tls"]["reason"]) == ("unknown", True)
    assert any("AnsiballZ_probe_info" in line for line in programs(gateway))
