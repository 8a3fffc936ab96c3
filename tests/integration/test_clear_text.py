# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""No secret goes over plain HTTP without consent, and consent is given per camera."""

from __future__ import annotations

from typing import Any

from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, camera, configured
from .runs import look, run_playbook, task

NO_CONSENT = {"ansible_netcam_allow_clear_text": False}
DIGEST = {"settings": {"http_server.auth_method": "digest"}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("new", NEW, NO_CONSENT, **DIGEST),
        configured("old", OLD, NO_CONSENT, **DIGEST),
        configured("basic", OLD, NO_CONSENT),
        camera("fresh", NEW, NO_CONSENT),
        configured(
            "tls", NEW, NO_CONSENT, https=True,
            settings={"ssl_tls.https_policy": "http_and_https", "http_server.auth_method": "basic"},
        ),
    ],
}  # fmt: skip
BOTH = "new:old"
SECRET = "Nw53FreshWordKq"
SENDING: dict[str, tuple[str, dict[str, Any], str]] = {
    "password": ("administrator", {"name": ADMIN, "password": SECRET}, "[User Management]"),
    "user": ("users", {"accounts": [{"name": "viewer1", "password": SECRET}]}, "[Authorized User Account]"),
    "snmp": (
        "snmp_server",
        {"v3": True, "user_name": "mon", "security_level": "authentication", "auth_password": SECRET},
        "[SNMP v3 Server]",
    ),
    "backup": ("backup", {"dest": "/tmp/netcam-never-written", "encryption_password": SECRET}, "[Backup/Restore]"),
}


def test_new_passwords_over_plain_http_are_refused_before_any_write(fleet: Fleet) -> None:
    run = run_playbook(
        [task(name, module, options) for name, (module, options, _w) in SENDING.items()], fleet, limit=BOTH
    )
    for camera_name in ("new", "old"):
        for name, (_module, _options, words) in SENDING.items():
            outcome = run.of(name, camera_name)
            assert outcome.code == "refused", (name, outcome.msg)
            assert words in outcome.msg
            assert "plain HTTP" in outcome.msg
            assert "ansible_netcam_allow_clear_text" in outcome.msg
        counters = fleet.camera(camera_name).counters()
        assert [counters.get(what, 0) for what in ("writes", "saves", "backups")] == [0, 0, 0]
        assert SECRET not in str(fleet.camera(camera_name).state())
    assert SECRET not in run.text


def test_check_mode_refuses_them_too(fleet: Fleet) -> None:
    tasks = [task(name, module, options) for name, (module, options, _w) in SENDING.items()]
    run = run_playbook(tasks, fleet, "--check", limit="new")
    assert [run.of(name, "new").code for name in SENDING] == ["refused"] * 4


def test_the_first_account_over_plain_http_is_refused(fleet: Fleet) -> None:
    account = {"name": "{{ ansible_user }}", "password": "{{ ansible_password }}"}
    run = run_playbook([task("First account", "administrator", account)], fleet, limit="fresh")
    assert run.of("First account").code == "refused"
    assert fleet.camera("fresh").count("accounts_created") == 0


def test_what_is_no_secret_goes_over_plain_http(fleet: Fleet) -> None:
    run = run_playbook([task("Level", "log_notification", {"level": "errors"})], fleet, limit=BOTH).succeeded()
    assert all(run.of("Level", name).changed for name in ("new", "old"))


def test_with_consent_they_are_sent(fleet: Fleet) -> None:
    module, options, _words = SENDING["user"]
    run = run_playbook([task("User", module, options)], fleet, limit=BOTH,
                       variables={"ansible_netcam_allow_clear_text": True})  # fmt: skip
    assert all(run.of("User", name).changed for name in ("new", "old"))


def test_a_camera_that_asks_for_basic_over_plain_http_gets_no_password(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "log_notification", {"level": "errors"}), look("Seen", "counters")], fleet,
                       limit="basic")  # fmt: skip
    assert run.of("Look").code == "refused"
    assert "Basic authentication over plain HTTP" in run.of("Look").msg
    seen = run.of("Seen").result["value"]
    assert [seen.get(what, 0) for what in ("logins_ok", "logins_failed", "wrong_scheme", "writes")] == [0, 0, 0, 0]


def test_switching_to_basic_over_plain_http_is_refused(fleet: Fleet) -> None:
    run = run_playbook([task("Basic", "http_server", {"auth_method": "basic"})], fleet, limit=BOTH)
    for name in ("new", "old"):
        assert run.of("Basic", name).code == "refused"
        assert "[Authentication Method]" in run.of("Basic", name).msg
        assert fleet.camera(name).count("writes") == 0


def test_over_https_everything_may_be_sent_without_consent(fleet: Fleet, tmp_path: Any) -> None:
    tasks = [
        task(name, module, {**options, **({"dest": str(tmp_path / "backup")} if name == "backup" else {})})
        for name, (module, options, _words) in SENDING.items()
    ]
    account = tasks.pop(0)
    run = run_playbook([*tasks, account], fleet, limit="tls")
    for name in SENDING:
        assert run.of(name).changed, run.of(name).msg
    assert fleet.camera("tls").login_check(ADMIN, SECRET)
