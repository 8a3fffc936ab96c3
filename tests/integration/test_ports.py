# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera that moves: to another port, or to another way of authentication. The session follows, and so does the next run.

The documented pattern: ansible_port is the wanted port, ansible_netcam_initial_port the present one.
"""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured, login_of
from .runs import HARDEN, NETWORK, look, run_playbook, task
from .witness import Witness

MOVED = {"ansible_port": 8080, "ansible_netcam_initial_port": 80}
TLS = {"https": True, "settings": {"ssl_tls.https_policy": "http_and_https"}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("new", NEW, MOVED),
        configured("old", OLD, MOVED),
        configured("tls", NEW, {"ansible_port": 8443, "ansible_netcam_initial_port": 443}, **TLS),
        configured("tls-old", OLD, {"ansible_port": 8443, "ansible_netcam_initial_port": 443}, **TLS),
    ],
}
HTTP, HTTPS = ["new", "old"], ["tls", "tls-old"]
TASKS = [
    task("Move", "http_server", {"http_port": 8080, "https_port": 8443}),
    look("Moved", "state"),
    task("Next task", "log_notification", {"level": "errors"}),
    task("Again", "http_server", {"http_port": 8080, "https_port": 8443}),
]


def test_the_session_and_the_next_task_follow_to_the_new_port(fleet: Fleet) -> None:
    """2022 and later move at once; older cameras move with the one restart."""
    run = run_playbook(TASKS, fleet).succeeded()
    for name in HTTP + HTTPS:
        assert run.of("Move", name).changed
        assert run.of("Next task", name).changed
        assert run.of("Again", name).status == "ok"
        kind, port = ("http", 8080) if name in HTTP else ("https", 8443)
        listeners = [(found, number) for found, _a, number, _c in run.of("Moved", name).result["value"]["listeners"]]
        assert (kind, port) in listeners
        restarts = run.of("Moved", name).result["value"]["counters"].get("restarts", 0)
        assert restarts == (1 if name in ("old", "tls-old") else 0)
        if name in ("new", "tls"):
            assert f"the session goes on at {kind}://" in str(run.of("Move", name).result["evidence"])


def test_the_next_run_finds_the_camera_at_its_new_port_at_once(fleet: Fleet) -> None:
    run_playbook(TASKS[:1], fleet).succeeded()
    fleet.reset_counters()
    run = run_playbook([task("Next run", "device_info")], fleet).succeeded()
    assert all(run.of("Next run", name).status == "ok" for name in HTTP + HTTPS)
    assert all(fleet.camera(name).count("connections") == 1 for name in HTTP + HTTPS)


def test_the_role_moves_the_port_and_its_second_run_changes_nothing(fleet: Fleet) -> None:
    site = {
        "harden_allowed_hosts": ["127.0.0.0/8"], "harden_ntp_server": "192.0.2.123", "harden_rtp": False,
        "harden_https_policy": "keep", "harden_http_port": 8080, "harden_https_port": 8443,
    }  # fmt: skip
    first = run_playbook(HARDEN, fleet, variables=site).succeeded()
    second = run_playbook(HARDEN, fleet, variables=site).succeeded()
    for name in HTTP + HTTPS:
        assert first.recap[name]["changed"] == 2
        assert second.recap[name]["changed"] == 0
        assert fleet.camera(name).settings()["http_server.http_port"] == 8080
        assert fleet.camera(name).count("restarts") == 1


def test_the_old_port_is_closed_afterwards(fleet: Fleet) -> None:
    run_playbook(TASKS[:1], fleet, limit="new:old").succeeded()
    for name in HTTP:
        assert not Witness(fleet, name).connects(80)
        assert Witness(fleet, name).connects(8080)


def test_a_wanted_port_without_the_initial_one_is_unreachable_and_says_so(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "device_info")], fleet, limit="new",
                       variables={"ansible_netcam_initial_port": None})  # fmt: skip
    assert run.of("Look").status == "unreachable"
    assert ":8080" in run.of("Look").msg
    assert "nothing listens" in run.of("Look").msg


def test_where_a_restart_is_not_wanted_the_older_camera_stays_at_its_port(fleet: Fleet) -> None:
    run = run_playbook(
        [
            task("Move", "http_server", {"http_port": 8080, "restart": "never"}),
            task("Next task", "log_notification", {"level": "errors"}),
        ],
        fleet, limit="new:old",
    )  # fmt: skip
    assert run.of("Move", "old").result["restart"] == {"needed": True, "done": False}
    assert run.of("Next task", "old").changed
    assert fleet.camera("old").settings()["http_server.http_port"] == 80
    assert fleet.camera("old").saved()["http_server.http_port"] == 8080
    assert fleet.camera("new").settings()["http_server.http_port"] == 8080


@pytest.mark.parametrize("name", ["new", "old"])
def test_from_basic_to_digest_and_back_in_one_run(fleet: Fleet, name: str) -> None:
    fleet.camera(name).set({"http_server.auth_method": "basic"})
    run = run_playbook(
        [
            task("Digest", "http_server", {"auth_method": "digest"}),
            task("Next task", "log_notification", {"level": "errors"}),
            look("Seen", "counters"),
            task("Basic", "http_server", {"auth_method": "basic"}),
            task("Last task", "log_notification", {"level": "disable"}),
        ],
        fleet, limit=name,
    ).succeeded()  # fmt: skip
    assert "the camera asks for digest authentication" in str(run.of("Digest").result["evidence"])
    assert "the camera asks for basic authentication" in str(run.of("Basic").result["evidence"])
    assert run.of("Next task").changed
    assert run.of("Last task").changed
    assert run.of("Seen").result["value"].get("logins_failed", 0) == 0
    assert Witness(fleet, name).challenge() == "Basic"


def test_a_digest_camera_with_sha_256_and_short_lived_nonces() -> None:
    entry = configured("strict", NEW, address="127.20.9.1", digest_algorithm="SHA-256", nonce_uses=2)
    with Fleet({"cameras": [entry]}, network=NETWORK) as fleet:
        run = run_playbook(
            [task("Write", "settings", {
                "log_notification": {"level": "errors"}, "snmp_server": {"location": "Hall"},
                "network": {"mdns": False},
            })],
            fleet,
        ).succeeded()  # fmt: skip
        assert run.of("Write").changed
        assert fleet.camera("strict").count("logins_failed") == 0
        assert Witness(fleet, "strict").shown("snmp_server.location", login_of("strict")) == "Hall"


def test_where_only_the_initial_place_answers_no_login_is_refused_for_the_wanted_account(fleet: Fleet) -> None:
    """A camera that is still at its initial port most likely has its initial account as well."""
    user, password = login_of("old").split(":", 1)
    others = {"ansible_user": "next-admin", "ansible_password": "Kx82NextWz91"}
    initial = {"ansible_netcam_initial_user": user, "ansible_netcam_initial_password": password}
    run = run_playbook(
        [task("Look", "log_info")], fleet, limit="old", variables={**others, **initial}
    ).succeeded()  # fmt: skip
    assert run.of("Look").result["camera"]["login"] == "initial"
    assert fleet.camera("old").count("logins_failed") == 0
