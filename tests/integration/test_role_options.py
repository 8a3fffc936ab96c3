# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The role harden: check mode, tags, missing decisions, options, and an inventory of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, camera, configured, password_of
from .runs import HARDEN, run_playbook

FLEET = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        camera("fresh", NEW),
        camera("fresh-old", "VB-R13VE"),
        camera("delivered", "VB-M640VE"),
        camera("fixed", "VB-M700F", {"ansible_user": "root"}),
        configured("new", NEW),
        configured("old", OLD),
    ],
}
CAMERAS = [entry["name"] for entry in FLEET["cameras"]]
KNOWN = "new:old:localhost"
WRITING = ("writes", "saves", "restarts", "accounts_created", "firmware_updates", "initialisations", "restores")
TAGS = [
    "account_policy", "administrator", "always", "appendix", "backup", "certificate", "chapter1", "chapter2",
    "date_time", "dot1x", "firmware", "ftp_server", "host_access", "http_server", "log_notification", "network",
    "rtp_server", "snmp_server", "ssl_tls", "user_authority", "users",
]  # fmt: skip


def test_check_mode_on_cameras_as_delivered_writes_nothing_and_shows_the_diff(fleet: Fleet) -> None:
    before = fleet.dump()
    run = run_playbook(HARDEN, fleet, "--check", "--diff").succeeded()
    for name, counted in fleet.counters().items():
        assert {what: counted.get(what, 0) for what in WRITING} == dict.fromkeys(WRITING, 0), name
        assert run.recap[name]["changed"] == 2
        assert "would change" in next(line for line in run.stdout.splitlines() if line.startswith(f"{name} "))
    assert {name: dump["layers"] for name, dump in fleet.dump().items()} == {n: d["layers"] for n, d in before.items()}
    assert '-    "http_server.auth_method": "basic"' in run.stdout
    assert '+    "http_server.auth_method": "digest"' in run.stdout


def test_check_mode_predicts_what_the_run_then_changes(fleet: Fleet) -> None:
    predicted = run_playbook(HARDEN, fleet, "--check").succeeded()
    done = run_playbook(HARDEN, fleet).succeeded()
    for name in CAMERAS:
        for chapter in ("1", "2"):
            title = f"netcam.hardening.harden : Apply chapter {chapter}"
            one, other = predicted.of(title, name).settings, done.of(title, name).settings
            if name.startswith("fresh"):  # the guide does not print every factory default: rather one too many
                assert set(one) >= set(other), name
            else:
                assert one == other, name


def test_the_tag_of_an_area_runs_that_area_only(fleet: Fleet) -> None:
    run = run_playbook(HARDEN, fleet, "--tags", "host_access", limit=KNOWN).succeeded()
    for name in ("new", "old"):
        changed = run.of("netcam.hardening.harden : Apply chapter 2", name).settings
        assert {setting.split(".")[0] for setting in changed} == {"host_access"}
        settings = fleet.camera(name).settings()
        assert settings["host_access.ipv4.apply"] == "enable"
        assert settings["user_authority.guest.video"] == "enable"
        assert settings["log_notification.level"] == "disable"


def test_the_tag_of_a_chapter_runs_that_chapter_only(fleet: Fleet) -> None:
    run = run_playbook(HARDEN, fleet, "--tags", "chapter1").succeeded()
    for name in CAMERAS:
        settings = fleet.camera(name).settings()
        assert settings["log_notification.level"] == "errors_and_warnings"
        assert settings["host_access.ipv4.apply"] == "disable"
        assert fleet.camera(name).login_check("root" if name == "fixed" else ADMIN, password_of(name))
        assert all(change["chapter"] == "1" for o in run.host(name) for change in o.result.get("changes", ()))


def test_a_skipped_tag_leaves_its_area_out(fleet: Fleet) -> None:
    users = [{"name": "operator1", "password": "Qm47OperatorTx53"}]
    run_playbook(HARDEN, fleet, "--skip-tags", "users", variables={"harden_users": users}, limit=KNOWN).succeeded()
    assert fleet.camera("new").settings()["users.accounts"] == []
    assert fleet.camera("new").settings()["http_server.auth_method"] == "digest"
    run_playbook(HARDEN, fleet, variables={"harden_users": users}, limit=KNOWN).succeeded()
    assert [row["name"] for row in fleet.camera("new").settings()["users.accounts"]] == ["operator1"]


def test_a_skipped_chapter_and_a_skipped_administrator(fleet: Fleet) -> None:
    run_playbook(HARDEN, fleet, "--skip-tags", "chapter2,date_time", limit=KNOWN).succeeded()
    settings = fleet.camera("old").settings()
    assert settings["log_notification.level"] == "errors_and_warnings"
    assert settings["date_time.method"] == "manual"
    assert settings["http_server.auth_method"] == "basic"


def test_a_tag_of_somebody_elses_does_nothing(fleet: Fleet) -> None:
    run_playbook(HARDEN, fleet, "--tags", "something_else").succeeded()
    assert all(counted.get("requests", 0) == 0 for counted in fleet.counters().values())


def test_list_tags_shows_every_tag(fleet: Fleet) -> None:
    run = run_playbook(HARDEN, fleet, "--list-tags").succeeded()
    # of the last play, which is the role as a whole
    shown = run.stdout.rsplit("TASK TAGS: [", 1)[1].split("]", 1)[0]
    assert sorted(shown.split(", ")) == TAGS


def test_a_missing_decision_is_named_before_any_camera_is_touched(fleet: Fleet, tmp_path: Path) -> None:
    names = ["harden_allowed_hosts", "harden_ntp_server", "harden_rtp", "harden_https_policy"]
    complete = {**SITE, "ansible_user": ADMIN, "ansible_password": password_of("new"), **reach(fleet, "new")}
    hosts = {f"lacks-{name}": {key: value for key, value in complete.items() if key != name} for name in names}
    run = run_playbook(HARDEN, fleet, inventory=inventory(tmp_path, {**hosts, "bare": reach(fleet, "new")}))
    assert run.code != 0
    for name in names:
        outcome = run.of("netcam.hardening.harden : Plan what", f"lacks-{name}")
        assert outcome.status == "failed"
        assert f"lacks-{name}: no camera was touched, because these variables are missing: {name}" in outcome.msg
        assert [other for other in names if other in outcome.msg.split("missing:")[1]] == [name]
        assert name in run.of("netcam.hardening.harden : Plan what", "bare").msg  # all at once
    assert fleet.camera("new").count("requests") == 0


def test_a_missing_account_is_named_before_any_camera_is_touched(fleet: Fleet, tmp_path: Path) -> None:
    names = ["ansible_user", "ansible_password"]
    hosts = {}
    for camera_name in ("new", "fresh"):
        complete = {**SITE, "ansible_user": ADMIN, "ansible_password": "Kx82Wz91Qm", **reach(fleet, camera_name)}
        for name in names:
            hosts[f"{camera_name}-{name}"] = {key: value for key, value in complete.items() if key != name}
        hosts[f"{camera_name}-both"] = {**SITE, **reach(fleet, camera_name)}
    run = run_playbook(HARDEN, fleet, inventory=inventory(tmp_path, hosts))
    for host in hosts:
        outcome = run.host(host)[-1]
        assert outcome.status == "failed"
        assert host in outcome.msg
        assert "Set ansible_user and ansible_password" in outcome.msg
    assert fleet.camera("new").count("requests") == fleet.camera("fresh").count("requests") == 0


def test_name_and_password_may_come_from_the_environment(fleet: Fleet, tmp_path: Path) -> None:
    """As an AWX credential type injects them."""
    path = inventory(tmp_path, {name: {**SITE, **reach(fleet, name)} for name in ("new", "fresh")})
    env = {"NETCAM_USER": ADMIN, "NETCAM_PASSWORD": password_of("new")}
    run = run_playbook(HARDEN, fleet, inventory=path, env=env).succeeded()
    assert run.recap["new"]["changed"] == run.recap["fresh"]["changed"] == 2
    assert fleet.camera("fresh").login_check(ADMIN, password_of("new"))


def test_a_missing_decision_is_named_also_when_only_a_tag_is_run(fleet: Fleet, tmp_path: Path) -> None:
    path = inventory(tmp_path, {"bare": reach(fleet, "new")})
    run = run_playbook(HARDEN, fleet, "--tags", "chapter2", inventory=path)
    assert "harden_allowed_hosts" in run.of("netcam.hardening.harden : Plan what", "bare").msg
    assert fleet.camera("new").count("requests") == 0


def test_a_wrong_variable_fails_before_any_request(fleet: Fleet, tmp_path: Path) -> None:
    cases: dict[str, tuple[dict[str, Any], list[str]]] = {
        "port": ({"harden_http_port": 81}, ["http_server.http_port", "[Server] > [Server]", "80, 1024-65535"]),
        "hosts": ({"harden_allowed_hosts": ["127.0.0.0/8", "nonsense"]}, ["nonsense"]),
        "name": ({"harden_administrator_name": "four"}, ["administrator.name", "[User Management]", "5 to 15"]),
        "snmp": (
            {"harden_snmp_v3": True, "harden_snmp_user_name": "x" * 33},
            ["snmp_server.v3_user_name", "[SNMP v3 Server]", "32"],
        ),
        "level": ({"harden_log_notification_level": "all"}, ["errors_and_warnings"]),
    }
    complete = {**SITE, "ansible_user": ADMIN, "ansible_password": password_of("new"), **reach(fleet, "new")}
    hosts = {name: {**complete, **variables} for name, (variables, _words) in cases.items()}
    run = run_playbook(HARDEN, fleet, inventory=inventory(tmp_path, hosts))
    for name, (_variables, words) in cases.items():
        outcome = run.host(name)[-1]
        assert outcome.status == "failed"
        for word in words:
            assert word in outcome.msg, name
    assert fleet.camera("new").count("requests") == 0


def test_an_inventory_of_ten_lines_is_enough(fleet: Fleet, tmp_path: Path) -> None:
    profiles = fleet.run_dir / "profiles"
    path = tmp_path / "inventory.yml"
    path.write_text(
        f"""\
cameras:
  vars:
    ansible_connection: netcam.hardening.camera
    ansible_user: {ADMIN}
    ansible_netcam_profile: {profiles}
    ansible_netcam_allow_clear_text: true
    harden_allowed_hosts: [127.0.0.0/8]
    harden_ntp_server: 192.0.2.123
    harden_rtp: false
    harden_https_policy: keep
  hosts:
    entrance: {{ansible_host: {reach(fleet, "new")["ansible_host"]}, ansible_password: {password_of("new")}}}
    yard: {{ansible_host: {reach(fleet, "old")["ansible_host"]}, ansible_password: {password_of("old")}}}
""",
        encoding="utf-8",
    )
    run = run_playbook(HARDEN, fleet, inventory=path).succeeded()
    assert run.recap["entrance"]["changed"] == run.recap["yard"]["changed"] == 2
    assert fleet.camera("new").settings()["user_authority.guest.video"] == "disable"
    assert fleet.camera("old").settings()["user_authority.guest.video"] == "disable"


def test_rtp_stays_on_where_the_site_needs_it_and_asks_for_digest(fleet: Fleet) -> None:
    run_playbook(HARDEN, fleet, variables={"harden_rtp": True}, limit=KNOWN).succeeded()
    settings = fleet.camera("old").settings()
    assert settings["rtp_server.rtp"] == "enable"
    assert settings["rtp_server.rtsp_auth_method"] == "digest"


def test_the_backup_before_and_after_is_encrypted_and_taken_once(fleet: Fleet, tmp_path: Path) -> None:
    variables = {"harden_backup_dir": str(tmp_path), "harden_backup_password": "Vt29BackupLm64"}
    run = run_playbook(HARDEN, fleet, variables=variables).succeeded()
    for name in CAMERAS:
        assert (tmp_path / f"{name}.backup").stat().st_mode & 0o777 == 0o600
        assert b"encrypted=1" in (tmp_path / f"{name}.backup").read_bytes()
    assert (tmp_path / "new.before").exists()
    assert not (tmp_path / "fresh.before").exists()  # no account yet: there is nothing to save
    second = run_playbook(HARDEN, fleet, variables=variables).succeeded()
    assert all(second.recap[name]["changed"] == 0 for name in CAMERAS)
    assert run.recap["new"]["changed"] == 4


def test_report_is_the_roles_answer_to_what_a_profile_lacks_and_fail_is_possible(fleet: Fleet) -> None:
    reported = run_playbook(HARDEN, fleet, limit="new:localhost").succeeded()
    assert reported.of("netcam.hardening.harden : Plan", "new").manual == ["rtp_server.rtp"]
    failed = run_playbook(HARDEN, fleet, variables={"harden_on_unsupported": "fail"}, limit="new:localhost")
    assert failed.code != 0
    assert "rtp_server.rtp" in failed.of("netcam.hardening.harden : Plan", "new").msg


def test_a_group_of_ones_own_is_hardened_with_harden_hosts(fleet: Fleet) -> None:
    run_playbook(HARDEN, fleet, variables={"harden_hosts": "canon_vb_pre2022"}, limit="old:new:localhost").succeeded()
    assert fleet.camera("old").count("writes") > 0
    assert fleet.camera("new").count("requests") == 0


def test_the_role_works_from_a_playbook_of_ones_own(fleet: Fleet, tmp_path: Path) -> None:
    path = tmp_path / "site.yml"
    text = """
- hosts: old
  gather_facts: false
  tasks:
    - name: Harden in my own play
      ansible.builtin.include_role:
        name: netcam.hardening.harden
"""
    path.write_text(text, encoding="utf-8")
    run = run_playbook(path, fleet).succeeded()
    assert run.recap["old"]["changed"] == 2


def reach(fleet: Fleet, name: str) -> dict[str, Any]:
    """How the emulator's inventory says that this camera is reached."""
    groups = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))["cameras"]["children"].values()
    variables = next(group["hosts"][name] for group in groups if name in group["hosts"])
    connection = {"ansible_connection": "netcam.hardening.camera"}
    return connection | {k: v for k, v in variables.items() if k not in ("ansible_user", "ansible_password")}


def inventory(folder: Path, hosts: dict[str, dict[str, Any]]) -> Path:
    """An inventory file with these cameras."""
    path = folder / "inventory.yml"
    path.write_text(yaml.safe_dump({"cameras": {"hosts": hosts}}), encoding="utf-8")
    return path
