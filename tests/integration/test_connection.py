# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection plugin: no shell on a camera; and the same options by task, by module_defaults, by environment."""

from __future__ import annotations

import hashlib
import ssl
import subprocess
from pathlib import Path
from typing import Any

from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, configured, password_of
from .runs import ANSIBLE_PLAYBOOK, ROOT, play, run_playbook, task

TLS = {"https": True, "settings": {"ssl_tls.https_policy": "http_and_https"}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [configured("new", NEW), configured("old", OLD), configured("tls", NEW, **TLS)],
}


def options_for(fleet: Fleet, name: str, family: str) -> dict[str, Any]:
    """The options that every module has, for one camera."""
    address = next(found["address"] for found in fleet.cameras() if found["name"] == name)
    return {
        "camera_host": address, "camera_user": ADMIN, "camera_password": password_of(name),
        "allow_clear_text": True, "profile": str(fleet.profile(family)),
    }  # fmt: skip


def test_modules_of_others_end_with_a_clear_error_and_never_run_on_the_controller(fleet: Fleet, tmp_path: Path) -> None:
    marker = tmp_path / "ran-on-the-controller"
    run = run_playbook(
        [
            task("Command", "ansible.builtin.command", {"cmd": f"touch {marker}"}),
            task("Raw", "ansible.builtin.raw", {"free_form": f"touch {marker}"}),
            task("Facts", "ansible.builtin.setup"),
            task("Copy", "ansible.builtin.copy", {"content": "x", "dest": str(marker)}),
            task("File", "ansible.builtin.file", {"path": str(marker), "state": "touch"}),
        ],
        fleet, limit="new",
    )  # fmt: skip
    for name in ("Command", "Raw", "Facts", "Copy", "File"):
        outcome = run.of(name)
        assert outcome.status in ("failed", "unreachable")
        assert "This host is a camera and runs no commands" in str(outcome.result) + run.text
    assert not marker.exists()
    assert fleet.camera("new").count("requests") == 0


def test_gathering_facts_of_a_camera_is_that_error_too(fleet: Fleet) -> None:
    run = run_playbook({**play([]), "gather_facts": True}, fleet, limit="new")
    assert run.code != 0
    assert "Set gather_facts to false" in run.text


def test_options_of_the_task_with_a_local_connection(fleet: Fleet) -> None:
    options = options_for(fleet, "new", "canon_vb_2022")
    write = task("Write", "log_notification", {**options, "level": "errors"})
    run = run_playbook(play([write], hosts="localhost", connection="local"), fleet).succeeded()
    assert run.of("Write").changed
    assert fleet.camera("new").saved()["log_notification.level"] == "errors"
    assert password_of("new") not in run.text


def test_module_defaults_of_the_action_group(fleet: Fleet) -> None:
    tasks = [
        task("Write", "log_notification", {"level": "errors"}),
        task("Look", "device_info"),
        task("All", "settings", {"snmp_server": {"location": "Hall"}}),
        task("Log", "log_info"),
    ]
    defaults = {"group/netcam.hardening.camera": options_for(fleet, "old", "canon_vb_pre2022")}
    run = run_playbook(play(tasks, hosts="localhost", connection="local", module_defaults=defaults), fleet).succeeded()
    assert run.of("Write").changed
    assert run.of("Look").result["camera"]["model"] == OLD
    assert run.of("All").changed
    assert run.of("Log").result["entries"]
    assert password_of("old") not in run.text


def test_environment_variables_fill_what_the_inventory_does_not_say(fleet: Fleet) -> None:
    options = options_for(fleet, "new", "canon_vb_2022")
    env = {
        "NETCAM_HOST": options["camera_host"], "NETCAM_USER": ADMIN, "NETCAM_PASSWORD": options["camera_password"],
        "NETCAM_ALLOW_CLEAR_TEXT": "true", "NETCAM_PROFILE": options["profile"], "NETCAM_TIMEOUT": "5",
    }  # fmt: skip
    run = run_playbook(
        play([task("Write", "log_notification", {"level": "errors"})], hosts="localhost", connection="local"), fleet,
        env=env,
    ).succeeded()  # fmt: skip
    assert run.of("Write").changed


def test_environment_variables_with_the_connection_plugin(fleet: Fleet, tmp_path: Path) -> None:
    """As an AWX credential type injects them: name and password come from the environment."""
    options = options_for(fleet, "new", "canon_vb_2022")
    inventory = tmp_path / "inventory.yml"
    inventory.write_text(
        f"cameras:\n  vars:\n    ansible_connection: netcam.hardening.camera\n"
        f"  hosts:\n    gate:\n      ansible_host: {options['camera_host']}\n",
        encoding="utf-8",
    )
    env = {
        "NETCAM_USER": ADMIN, "NETCAM_PASSWORD": options["camera_password"], "NETCAM_PROFILE": options["profile"],
        "NETCAM_ALLOW_CLEAR_TEXT": "true",
    }  # fmt: skip
    write = task("Write", "log_notification", {"level": "errors"})
    run = run_playbook([write], fleet, inventory=inventory, env=env).succeeded()
    assert run.of("Write").changed


def test_options_of_the_task_go_before_the_inventory(fleet: Fleet) -> None:
    run = run_playbook([task("Other", "device_info", {"camera_password": "Wrong5Password"})], fleet, limit="new")
    assert run.of("Other").status == "unreachable"
    assert "refuses the password" in run.of("Other").msg


def test_passwords_from_a_vault_are_taken(fleet: Fleet, tmp_path: Path) -> None:
    secret = tmp_path / "vault-password"
    secret.write_text("OpenSesame42\n", encoding="utf-8")
    vault = subprocess.run(
        [str(ANSIBLE_PLAYBOOK.with_name("ansible-vault")), "encrypt_string", "--vault-password-file", str(secret),
         password_of("new"), "--name", "ansible_password"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    variables = tmp_path / "vaulted.yml"
    variables.write_text(vault.stdout, encoding="utf-8")
    run = run_playbook(
        [task("Write", "log_notification", {"level": "errors"})], fleet, "-e", f"@{variables}", "--vault-password-file",
        str(secret), limit="new",
    ).succeeded()  # fmt: skip
    assert run.of("Write").changed


def test_an_option_that_is_missing_or_wrong_is_named(fleet: Fleet) -> None:
    cases: dict[str, tuple[dict[str, Any], str]] = {
        "timeout": ({"timeout": 0}, "timeout"),
        "port": ({"camera_port": 70000}, "camera_port"),
        "scheme": ({"camera_scheme": "gopher"}, "http, https"),
        "unknown": ({"camera_hots": "x"}, "camera_hots"),
    }
    run = run_playbook(
        [task(name, "device_info", options) for name, (options, _w) in cases.items()], fleet, limit="new"
    )
    for name, (_options, words) in cases.items():
        assert run.of(name).status == "failed"
        assert words in run.of(name).msg
    assert fleet.camera("new").count("requests") == 0
    nowhere = run_playbook(play([task("Look", "device_info")], hosts="localhost", connection="local"), fleet)
    assert "no address of the camera is given" in nowhere.of("Look").msg


def test_no_credentials_at_all(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "log_info")], fleet, limit="new",
                       variables={"ansible_user": None, "ansible_password": None})  # fmt: skip
    assert run.of("Look").status == "unreachable"
    assert "ansible_user and ansible_password" in run.of("Look").msg
    assert fleet.camera("new").count("logins_failed") == 0


def test_a_proxy_and_a_netrc_of_the_controller_have_no_say(fleet: Fleet, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    address = next(found["address"] for found in fleet.cameras() if found["name"] == "new")
    netrc.write_text(f"machine {address} login somebody password Else5Where\n", encoding="utf-8")
    env = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "NETRC": str(netrc)}
    run = run_playbook(
        [task("Write", "log_notification", {"level": "errors"})], fleet, limit="new", env=env
    ).succeeded()
    assert run.of("Write").changed
    assert fleet.camera("new").count("logins_failed") == 0


def test_trust_in_the_certificate(fleet: Fleet) -> None:
    """Only the fleet's CA, or the pinned fingerprint, is trusted; nothing is sent otherwise."""
    found = next(camera for camera in fleet.cameras() if camera["name"] == "tls")
    port = next(int(listener.split()[2]) for listener in found["listeners"] if listener.startswith("https"))
    certificate = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((found["address"], port)))
    pinned = hashlib.sha256(certificate).hexdigest()
    fleet.reset_counters()
    run = run_playbook(
        [
            task("Untrusted", "device_info", vars={"ansible_netcam_ca_path": None}),
            task("Other pin", "device_info", {"tls_fingerprint": "00" * 32}, vars={"ansible_netcam_ca_path": None}),
            task("Pinned", "device_info", {"tls_fingerprint": pinned}, vars={"ansible_netcam_ca_path": None}),
            task("Own CA", "device_info"),
        ],
        fleet, limit="tls",
    )  # fmt: skip
    assert run.of("Untrusted").status == "unreachable"
    assert "not trusted" in run.of("Untrusted").msg
    assert run.of("Other pin").status == "unreachable"
    assert "fingerprint is not the pinned one" in run.of("Other pin").msg
    assert run.of("Pinned").status == "ok"
    assert run.of("Own CA").status == "ok"


def test_verification_that_is_switched_off_fills_no_log_with_warnings(fleet: Fleet) -> None:
    run = run_playbook(
        play([task("Look", "device_info")], vars={"ansible_netcam_validate_certs": False}), fleet, limit="tls"
    ).succeeded()
    assert fleet.camera("tls").count("connections") > 0
    assert "InsecureRequestWarning" not in run.text
