# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every command of README.md and docs/ is run as printed, page by page, in a clone, with the files that the page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Clone
from .pages import PAGES, Block, blocks

WITH_COMMANDS = [page for page in PAGES if any(block.is_shell and block.word != "not run" for block in blocks(page))]
HARDENED = {
    "network.mdns": "disable",
    "network.ipv4.auto_ip": "disable",
    "host_access.ipv4.apply": "enable",
    "host_access.ipv4.default_policy": "prohibit",
    "http_server.auth_method": "digest",
    "log_notification.level": "errors_and_warnings",
}


def walk(clone: Clone, page: str) -> list[str]:
    """Do what a reader does, from top to bottom; the output of each block of commands."""
    outputs: list[str] = []
    for block in blocks(page):
        if block.word == "file":
            clone.write(block)
        elif block.word == "background":
            clone.start(block)
        elif block.word == "output":
            assert_shown(block, outputs[-1])
        elif block.is_shell and block.word != "not run":
            outputs.append(clone.run(block))
    clone.stop()
    return outputs


def assert_shown(block: Block, output: str) -> None:
    missing = [line for line in block.text.splitlines() if line != "..." and line.rstrip() not in output]
    assert not missing, f"{block} shows what the command does not print:\n" + "\n".join(missing) + f"\n{output}"


def differing(clone: Clone, camera: str, **but: Any) -> dict[str, Any]:
    """What is not as the role leaves it."""
    settings = clone.fleet.camera(camera).saved()
    wanted = {**HARDENED, **{name.replace("__", "."): value for name, value in but.items()}}
    return {name: settings[name] for name, value in wanted.items() if settings[name] != value}


def test_readme_hardens_the_demo_and_a_site_of_ones_own(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    walk(clone, "README.md")

    for camera in ("lobby", "gate", "dock"):
        assert differing(clone, camera, http_server__http_port=8080) == {}
        assert clone.fleet.camera(camera).count("lockouts") == 0
    assert clone.fleet.camera("dock").login_check("site-admin", "Three-paper-hulls4")
    assert not clone.fleet.camera("dock").login_check("root", "camera")
    passwords = (clone.root / "site/group_vars/cameras/passwords.yml").read_text(encoding="utf-8")
    assert passwords.startswith("$ANSIBLE_VAULT;")


def test_inventory_patterns_reach_every_camera(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/inventory.md")

    for camera in ("lobby", "dock", "yard", "shed"):
        assert differing(clone, camera) == {}
    assert differing(clone, "ramp", http_server__http_port=8080) == {}
    assert clone.fleet.camera("gate").saved()["user_authority.guest.video"] == "enable"
    again = outputs[-2].split("\nCamera ")[-1]
    assert again.count("compliant") == 5
    assert "changed=1" not in again
    assert "shed -> gateway1" in outputs[-1]


def test_awx_project_hardens_and_its_check_job_finds_nothing(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/awx.md")

    assert "was installed successfully" in outputs[0]
    assert "would change" in outputs[1]
    for camera in ("lobby", "gate"):
        assert differing(clone, camera) == {}


def test_rehearsal_finds_the_emulated_cameras(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/rehearse.md")

    first, second = outputs[1].split("PLAY RECAP")[1:]
    assert "changed=0" not in first
    assert second.count("changed=0") == 4
    yard = json.loads((clone.root / "rehearsal/yard.json").read_text(encoding="utf-8"))
    assert yard["saved"]["network.mdns"] == "enable"
    saves = [request for request in yard["requests"] if "/admin/-set-?pt=4 " in request]
    assert len(saves) >= 3, "two refused, and the one after them"


def test_rehearsal_of_onvif_cameras_hardens_them_and_finds_nothing_in_the_second_run(
    make_clone: Callable[[], Clone],
) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/onvif.md")

    first, second = outputs[-1].split("PLAY RECAP")[1:]
    assert "changed=0" not in first
    assert second.count("changed=0") == 3


def test_certificates_are_looked_at_and_an_authority_is_made(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/certificates.md")

    assert "gate    " in outputs[1]
    assert "Network cameras" in outputs[1]
    assert clone.fleet.camera("gate").saved()["ssl_tls.https_policy"] == "https"
    assert "lobby: no TLS" in outputs[2]
    assert re.search(r"yard: 36\d days left, verified, grade", outputs[2])
    for camera in ("lobby", "yard"):
        assert clone.fleet.camera(camera).requests() == [], "nothing but handshakes"
    key = (clone.root / "certificates/ca/ca.key").read_text(encoding="utf-8")
    assert key.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert (clone.root / "certificates/vault.yml").read_text(encoding="utf-8").startswith("$ANSIBLE_VAULT;")


def test_passwords_are_rotated_and_recovered(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/passwords.md")

    shown = re.search(r'"ansible_password": (?:\{[^}]*"__ansible_unsafe": )?"(\w{20})"', outputs[0])
    assert shown, outputs[0]
    assert clone.fleet.camera("yard").login_check("site-admin", shown[1])
    assert f'"password": "{shown[1]}"' in outputs[0]
    for camera in ("yard", "gate"):
        stored = clone.root / "store/host_vars" / camera / "netcam_administrator.yml"
        assert stored.read_text(encoding="utf-8").startswith("$ANSIBLE_VAULT;")
        assert clone.fleet.camera(camera).count("lockouts") == 0


def test_rollout_changes_what_may_be_changed_and_names_the_rest(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    outputs = walk(clone, "docs/rollout.md")

    assert "2 would change, 1 skipped" in outputs[0]
    for camera in ("lobby", "gate"):
        assert differing(clone, camera) == {}
    assert clone.fleet.camera("yard").count("writes") == 0


def test_a_checklist_is_made_where_the_page_says(make_clone: Callable[[], Clone]) -> None:
    clone = make_clone()

    walk(clone, "docs/teach.md")

    steps = json.loads((clone.root / "teach/dome/checklist.json").read_text(encoding="utf-8"))
    assert steps["model"] == "Dome 20"
    assert (clone.root / "teach/dome/checklist.html").exists()


def test_every_page_with_commands_has_a_test_here() -> None:
    tested = {
        "README.md",
        "docs/inventory.md",
        "docs/awx.md",
        "docs/certificates.md",
        "docs/onvif.md",
        "docs/passwords.md",
        "docs/rehearse.md",
        "docs/rollout.md",
        "docs/teach.md",
    }

    assert set(WITH_COMMANDS) == tested


@pytest.mark.parametrize("page", PAGES)
def test_commands_are_either_run_or_have_a_reason(page: str) -> None:
    for block in blocks(page):
        if block.is_shell:
            assert block.language == "console", f"{block}: shell commands stand in console blocks"
            assert block.word != "not run" or block.value, f"{block}: say why it is not run"
