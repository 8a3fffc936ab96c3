# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Without a code map and without ONVIF nothing is guessed and nothing is written: all is manual, with its menu path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, configured
from .runs import HARDEN, run_playbook, task

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1, "onvif": False},
    "cameras": [configured("new", NEW), configured("old", OLD)],
}
BOTH = ["new", "old"]
NONE: dict[str, Any] = {"ansible_netcam_profile": None}
AREAS = {
    "administrator": {"name": ADMIN, "password": "Zx53AnotherWord"},
    "log_notification": {"level": "errors"},
    "user_authority": {"guest": {"video": False}},
    "host_access": {"ipv4": {"apply": True, "rows": [{"address": "127.0.0.0/8"}]}},
    "network": {"mdns": False},
}


def test_everything_is_manual_with_its_menu_path_and_nothing_is_written(fleet: Fleet) -> None:
    run = run_playbook([task("Report", "settings", {**AREAS, "on_unsupported": "report"})], fleet, variables=NONE)
    for name in BOTH:
        outcome = run.of("Report", name)
        assert outcome.status == "ok"
        assert outcome.result["changes"] == []
        assert outcome.result["camera"]["driver"] is None
        paths = {item["setting"]: item["menu_path"] for item in outcome.result["manual"]}
        assert set(paths) == {
            "administrator.name", "administrator.password", "log_notification.level", "user_authority.guest.video",
            "host_access.ipv4.apply", "host_access.ipv4.rows", "network.mdns",
        }  # fmt: skip
        page = "[System]" if name == "new" else "[Basic]"
        assert paths["network.mdns"] == f"{page} > [Network] > [mDNS]"
        assert paths["log_notification.level"] == "[Maintenance] > [Log] > [Log Notifications]"
        assert all("no code map (profile)" in item["reason"] for item in outcome.result["manual"])
        counters = fleet.camera(name).counters()
        assert [counters.get(what, 0) for what in ("writes", "saves", "logins_failed", "reads")] == [0, 0, 0, 0]


def test_where_unsupported_is_an_error_it_names_the_first_setting_and_its_page(fleet: Fleet) -> None:
    run = run_playbook([task("Fail", "network", {"mdns": False})], fleet, variables=NONE)
    for name in BOTH:
        assert run.of("Fail", name).code == "unsupported"
        assert f"{name}: network.mdns" in run.of("Fail", name).msg
        assert "[Network] > [mDNS]" in run.of("Fail", name).msg


def test_the_role_reports_the_whole_guide_as_manual(fleet: Fleet) -> None:
    run = run_playbook(HARDEN, fleet, variables=NONE).succeeded()
    for name in BOTH:
        manual = run.of("netcam.hardening.harden : Plan", name).manual
        for setting in ("administrator.password", "http_server.auth_method", "host_access.ipv6.rows", "network.mdns"):
            assert setting in manual
        assert ("ftp_server.ftp" in manual) == (name == "old")
        assert run.recap[name]["changed"] == 0
        assert fleet.camera(name).count("writes") == 0
    assert "To be set by hand:" in run.stdout
    assert "[Authentication Method] at [Server] > [Server] > [HTTP Server], on new, old" in run.stdout


def test_device_info_says_what_the_camera_is_and_that_all_is_manual(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "device_info")], fleet, variables=NONE).succeeded()
    for name in BOTH:
        result = run.of("Look", name).result
        assert result["camera"]["model"] == {"new": NEW, "old": OLD}[name]
        assert result["camera"]["driver"] is None
        drivers = {row["setting"]: row["driver"] for rows in result["reach"].values() for row in rows}
        assert {setting for setting, driver in drivers.items() if driver} == {"firmware.version"}
        assert "http_server.auth_method" in run.of("Look", name).manual


def test_a_profile_for_another_model_is_a_clear_error(fleet: Fleet) -> None:
    other = {"ansible_netcam_profile": str(fleet.profile("canon_vb_pre2022"))}
    run = run_playbook([task("Write", "network", {"mdns": False})], fleet, limit="new", variables=other)
    assert run.of("Write").code == "profile"
    assert "new: the camera is a VB-H47" in run.of("Write").msg
    assert "emulator_canon_vb_pre2022" in run.of("Write").msg
    assert fleet.camera("new").count("writes") == 0


def test_a_folder_of_profiles_gives_each_model_its_own(fleet: Fleet) -> None:
    folder = {"ansible_netcam_profile": str(fleet.run_dir / "profiles")}
    run = run_playbook([task("Write", "network", {"mdns": False})], fleet, variables=folder).succeeded()
    assert all(run.of("Write", name).changed for name in BOTH)


def test_a_profile_as_data_works_too(fleet: Fleet) -> None:
    data = {"ansible_netcam_profile": yaml.safe_load(fleet.profile("canon_vb_2022").read_text(encoding="utf-8"))}
    run = run_playbook([task("Write", "network", {"mdns": False})], fleet, limit="new", variables=data).succeeded()
    assert run.of("Write").changed


def test_a_profile_that_lacks_a_setting_leaves_that_one_manual(fleet: Fleet, tmp_path: Path) -> None:
    data = yaml.safe_load(fleet.profile("canon_vb_2022").read_text(encoding="utf-8"))
    del data["settings"]["log_notification.level"]
    del data["interface"]["restart"]
    path = tmp_path / "profile.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    areas = {"log_notification": {"level": "errors"}, "network": {"mdns": False, "auto_ip": False}}
    run = run_playbook(
        [task("Write", "settings", {**areas, "on_unsupported": "report"}), task("Restart", "reboot"),
         task("Fail", "settings", areas)],
        fleet, limit="new", variables={"ansible_netcam_profile": str(path)},
    )  # fmt: skip
    assert set(run.of("Write").settings) == {"network.mdns", "network.ipv4.auto_ip"}
    assert run.of("Write").result["restart"] == {"needed": True, "done": False}
    assert set(run.of("Write").manual) == {"log_notification.level", "reboot.reboot"}
    assert run.of("Restart").code == "unsupported"
    assert "[Reboot]" in run.of("Restart").msg
    assert run.of("Fail").code == "unsupported"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        ("just text", "not a mapping"),
        ("{not: [yaml", "cannot be read"),
        ("profile_version: 99\nname: x\n", "profile"),
    ],
)
def test_a_broken_profile_is_named_before_any_request(
    fleet: Fleet, tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "broken.yml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    run = run_playbook([task("Look", "device_info")], fleet, limit="new",
                       variables={"ansible_netcam_profile": str(path)})  # fmt: skip
    assert run.of("Look").code == "profile"
    assert words in run.of("Look").msg
    assert "new: " in run.of("Look").msg
    assert fleet.camera("new").count("requests") == 0


def test_a_word_that_the_profile_does_not_map_is_planned_as_manual_or_refused(fleet: Fleet, tmp_path: Path) -> None:
    """A learned profile may lack a position that no checklist asks for."""
    profile = yaml.safe_load(fleet.profile("canon_vb_2022").read_text(encoding="utf-8"))
    del profile["settings"]["log_notification.level"]["values"]["errors"]
    path = tmp_path / "short.yml"
    path.write_text(yaml.safe_dump(profile), encoding="utf-8")
    wanted = {"log_notification": {"level": "errors"}, "network": {"mdns": False}}

    run = run_playbook(
        [
            task("Report", "settings", {**wanted, "on_unsupported": "report"}, check_mode=True),
            task("Refuse", "settings", wanted, ignore_errors=True),
            task("Other", "log_notification", {"level": "errors_and_warnings"}, check_mode=True),
        ],
        fleet, limit="new", variables={"ansible_netcam_profile": str(path)},
    )  # fmt: skip

    reported, refused = run.of("Report"), run.of("Refuse")
    assert reported.manual == ["log_notification.level"]
    assert "spells 'errors'" in reported.result["manual"][0]["reason"]
    assert [change["setting"] for change in reported.result["changes"]] == ["network.mdns"]
    assert refused.code == "unsupported"
    assert "[Maintenance] > [Log] > [Log Notifications]" in refused.msg
    assert run.of("Other").status == "changed"
    assert fleet.camera("new").count("writes") == 0
