# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""i-PRO cameras by real playbooks: with the sister family's commands, without them, and with everything odd on the wire."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import CameraControl, Fleet

from .fleets import ADMIN, SITE, configured, login_of, password_of
from .runs import HARDEN, Run, run_playbook, task
from .witness import Witness

#: First contact by plain HTTP on a closed network.
CLEAR = {"ansible_netcam_allow_clear_text": True}
#: The documented pattern of the switch-over.
SWITCHING = {**CLEAR, "ansible_netcam_scheme": "https", "ansible_netcam_initial_scheme": "http", "ansible_port": 443}
FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        {"name": "fresh", "model": "WV-SBV131M", "vars": {**CLEAR, "ansible_user": ADMIN, "ansible_password": password_of("fresh")}},
        configured("seed", "WV-SBV131M", CLEAR),
        configured("old", "WV-SW115", CLEAR),
        configured("new", "WV-X5550LT", CLEAR),
        configured("plain", "WV-X5550LT", CLEAR, dialect="none"),
        configured("signed", "WV-SBV131M", SWITCHING, certificate="fleet_ca"),
        configured("both", "WV-X8570N", SWITCHING, certificate="fleet_ca"),
        configured("bare", "WV-SBV131M", SWITCHING),
    ],
}  # fmt: skip
WITH_DIALECT = ["seed", "old", "new"]
HOSTS = {"ipv4": {"apply": True, "default_policy": "prohibit", "rows": [{"address": "127.0.0.0/8"}]}}
AREAS: dict[str, Any] = {
    "date_time": {"method": "ntp", "ntp_server": "192.0.2.123", "time_zone": "Europe/Berlin"},
    "users": {"accounts": [{"name": "viewer", "password": "Ab12cdQuiet"}]},
    "user_authority": {"viewer_authentication": True},
    "host_access": HOSTS,
    "http_server": {"auth_method": "digest", "https_port": 8443},
    "rtp_server": {"rtsp_port": 8554},
    "network": {"upnp_port_forwarding": False},
    "on_unsupported": "report",
}


def writes(camera: CameraControl) -> int:
    """Requests that changed something, by either interface."""
    return camera.count("writes") + camera.count("onvif_writes") + camera.count("ipro_writes")


def drivers(run: Run, name: str) -> dict[str, str | None]:
    """Which interface reaches which setting."""
    return {row["setting"]: row["driver"] for rows in run.of("Look", name).result["reach"].values() for row in rows}


# -- recognition ---------------------------------------------------------------------------------------------------


def test_cameras_are_recognised_and_say_what_reaches_what(fleet: Fleet) -> None:
    names = [*WITH_DIALECT, "plain"]
    run = run_playbook([task("Look", "device_info")], fleet, limit=",".join(names)).succeeded()
    for name in names:
        camera = run.of("Look", name).result["camera"]
        assert camera["family"] == "ipro_wv"
        assert camera["driver"] == "ipro"
        assert camera["model"].startswith("WV-")
        assert abs(camera["clock_drift"]) < 60
        reached = drivers(run, name)
        assert reached["firmware.version"] == "getinfo"
        assert reached["date_time.time_zone"] == "onvif"
        by = "onvif" if name == "plain" else "ipro"
        for setting in ("users.accounts", "http_server.https_port", "date_time.ntp_server", "rtp_server.rtsp_port"):
            assert reached[setting] == by, f"{name}: {setting}"
        assert reached["snmp_server.v3"] is None
        manual = {item["setting"]: item for item in run.of("Look", name).result["manual"]}
        assert manual["certificate.create_key"]["menu_path"] == "[Network] > [Advanced] > [HTTPS]"
        assert manual["certificate.create_key"]["label"] == "CRT key generate"
        assert "commands.crt_key_generate" in manual["certificate.create_key"]["reason"]
        assert writes(fleet.camera(name)) == 0
    assert drivers(run, "plain")["host_access.ipv4.rows"] is None


def test_a_profile_of_the_user_supplies_what_is_not_public(fleet: Fleet) -> None:
    given = {"ansible_netcam_profile": str(fleet.ipro_profile)}
    run = run_playbook([task("Look", "device_info")], fleet, limit="seed", variables=given).succeeded()
    assert drivers(run, "seed")["certificate.create_key"] == "ipro"
    assert drivers(run, "seed")["certificate.generate_csr"] == "ipro"


def test_the_driver_can_be_named(fleet: Fleet) -> None:
    named = {"ansible_netcam_driver": "ipro"}
    run = run_playbook([task("Look", "device_info")], fleet, limit="plain", variables=named).succeeded()
    assert drivers(run, "plain")["users.accounts"] is None
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_a_wrong_password_is_one_failed_login_and_unreachable(fleet: Fleet) -> None:
    wrong = {"ansible_password": "Wrong1Password"}
    run = run_playbook([task("Look", "device_info")], fleet, limit="seed", variables=wrong)
    assert run.of("Look").status == "unreachable"
    assert fleet.camera("seed").count("logins_failed") == 1


# -- settings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WITH_DIALECT)
def test_all_areas_are_set_and_a_second_run_changes_nothing(fleet: Fleet, name: str) -> None:
    first = run_playbook([task("Set", "settings", AREAS)], fleet, limit=name).succeeded().of("Set")
    assert first.changed
    camera = fleet.camera(name)
    settings = camera.settings()
    assert settings["date_time.method"] == "ntp"
    assert settings["date_time.ntp_server"] == "192.0.2.123"
    assert settings["http_server.https_port"] == 8443
    assert settings["rtp_server.rtsp_port"] == 8554
    assert settings["host_authentication.apply"] == "enable"
    assert {"name": "viewer", "level": "3"} in settings["users.accounts"]
    fleet.reset_counters()
    second = run_playbook([task("Set", "settings", AREAS)], fleet, limit=name).succeeded().of("Set")
    assert second.status == "ok", second.result["changes"]
    assert writes(camera) == 0
    assert camera.count("logins_failed") == 0


def test_check_mode_writes_nothing(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Set", "settings", AREAS)], fleet, "--check", "--diff", limit=",".join(WITH_DIALECT)
    ).succeeded()
    for name in WITH_DIALECT:
        assert run.of("Set", name).changed
        assert writes(fleet.camera(name)) == 0
        assert not [line for line in fleet.camera(name).requests() if line.startswith("POST /cgi-bin")]


def test_without_the_dialect_onvif_serves_what_it_has_and_the_rest_is_manual(fleet: Fleet) -> None:
    outcome = run_playbook([task("Set", "settings", AREAS)], fleet, limit="plain").succeeded().of("Set")
    assert {change["driver"] for change in outcome.result["changes"]} == {"onvif"}
    assert {"date_time.ntp_server", "users.accounts", "rtp_server.rtsp_port"} <= set(outcome.settings)
    assert {"host_access.ipv4.rows", "network.upnp_port_forwarding", "http_server.auth_method"} <= set(outcome.manual)
    again = run_playbook([task("Set", "settings", AREAS)], fleet, limit="plain").succeeded().of("Set")
    assert again.status == "ok"


@pytest.mark.parametrize("quirk", ["byte_order_mark", "html_wrapper", "security_enhancement"])
@pytest.mark.parametrize("on", [True, False])
def test_odd_or_plain_on_the_wire_makes_no_difference(fleet: Fleet, quirk: str, on: bool) -> None:
    fleet.camera("seed").ipro_quirk(quirk, on)
    outcome = run_playbook([task("Set", "rtp_server", {"rtsp_port": 8554})], fleet, limit="seed").succeeded().of("Set")
    assert outcome.settings == ["rtp_server.rtsp_port"]


def test_a_write_that_is_ignored_is_seen(fleet: Fleet) -> None:
    fleet.camera("seed").fault("ignore_write", settings=["rtp_server.rtsp_port"])
    outcome = run_playbook([task("Set", "rtp_server", {"rtsp_port": 8554})], fleet, limit="seed").of("Set")
    assert outcome.code == "not_effective"
    assert "[RTSP port]" in outcome.msg


@pytest.mark.parametrize("port", [53, 554, 10670, 60000])
def test_a_reserved_port_is_refused_in_the_pages_words(fleet: Fleet, port: int) -> None:
    named = {"ansible_netcam_driver": "ipro"}
    run = run_playbook([task("Set", "http_server", {"https_port": port})], fleet, limit="seed", variables=named)
    assert run.of("Set").code == "invalid_value"
    assert "[HTTPS port]" in run.of("Set").msg
    assert "59000-61000" in run.of("Set").msg
    assert writes(fleet.camera("seed")) == 0


# -- hosts ---------------------------------------------------------------------------------------------------------


def test_host_authentication_that_leaves_out_this_host_is_refused(fleet: Fleet) -> None:
    wrong = {"ipv4": {"apply": True, "default_policy": "prohibit", "rows": [{"address": "192.0.2.0/24"}]}}
    outcome = run_playbook([task("Lock out", "host_access", wrong)], fleet, limit="seed").of("Lock out")
    assert outcome.code == "refused"
    assert "127.0.0.1" in outcome.msg
    assert writes(fleet.camera("seed")) == 0


def test_a_host_that_prohibits_does_not_exist(fleet: Fleet) -> None:
    rows = [{"address": "127.0.0.0/8"}, {"address": "192.0.2.9", "action": "prohibit"}]
    outcome = run_playbook([task("Set", "host_access", {"ipv4": {"rows": rows}})], fleet, limit="seed").of("Set")
    assert outcome.code == "invalid_value"
    assert "no rows that prohibit" in outcome.msg
    assert writes(fleet.camera("seed")) == 0


def test_registered_hosts_get_in_and_others_do_not(fleet: Fleet) -> None:
    rows = {"ipv4": {"apply": True, "default_policy": "prohibit", "rows": [{"address": "127.0.0.1"}]}}
    run_playbook([task("Set", "host_access", rows)], fleet, limit="seed").succeeded()
    assert fleet.camera("seed").settings()["host_authentication.rows"][0]["level"] in (1, "1")
    elsewhere = {"ansible_netcam_source_address": "127.0.0.77"}
    outcome = run_playbook([task("Look", "device_info")], fleet, limit="seed", variables=elsewhere).of("Look")
    assert outcome.status in ("failed", "unreachable")
    assert "403" in outcome.msg


# -- accounts ------------------------------------------------------------------------------------------------------


def test_the_first_access_registers_the_administrator(fleet: Fleet) -> None:
    tasks = [
        task("Administrator", "administrator", {"name": ADMIN, "password": password_of("fresh")}),
        task("Set", "settings", AREAS),
    ]
    run = run_playbook(tasks, fleet, limit="fresh").succeeded()
    assert run.of("Administrator").changed
    assert run.of("Set").changed
    assert fleet.camera("fresh").login_check(ADMIN, password_of("fresh"))
    again = run_playbook(tasks, fleet, limit="fresh").succeeded()
    assert not again.of("Administrator").changed
    assert fleet.camera("fresh").count("logins_failed") == 0


def test_before_the_first_access_other_settings_say_so(fleet: Fleet) -> None:
    outcome = run_playbook([task("Set", "rtp_server", {"rtsp_port": 8554})], fleet, limit="fresh").of("Set")
    assert outcome.code == "refused"
    assert "no administrator account yet" in outcome.msg


def test_check_mode_registers_nobody(fleet: Fleet) -> None:
    tasks = [task("Administrator", "administrator", {"name": ADMIN, "password": password_of("fresh")})]
    assert run_playbook(tasks, fleet, "--check", limit="fresh").succeeded().of("Administrator").changed
    assert fleet.camera("fresh").ipro()["users"] == []


@pytest.mark.parametrize("wanted", [(ADMIN, "Zx53QuietLantern"), ("gate-keeper", "Zx53QuietLantern")])
def test_a_new_account_works_and_the_old_one_does_not(fleet: Fleet, wanted: tuple[str, str]) -> None:
    options = {"name": wanted[0], "password": wanted[1]}
    run_playbook([task("Change", "administrator", options)], fleet, limit="seed").succeeded()
    assert fleet.camera("seed").login_check(*wanted)
    assert not fleet.camera("seed").login_check(ADMIN, password_of("seed"))


def test_a_weak_password_is_refused_before_any_request(fleet: Fleet) -> None:
    options = {"name": ADMIN, "password": "onlysmallletters", "password_strength": "ignore"}
    outcome = run_playbook([task("Change", "administrator", options)], fleet, limit="seed").of("Change")
    assert outcome.code == "invalid_value"
    assert "onlysmallletters" not in outcome.msg
    assert writes(fleet.camera("seed")) == 0


# -- the connection ------------------------------------------------------------------------------------------------

HTTPS_ONLY = task("Switch", "ssl_tls", {"https_policy": "https"})


@pytest.mark.parametrize("name", ["signed", "both"])
def test_switched_over_to_https_proven_and_found_again(fleet: Fleet, name: str) -> None:
    trust = {"ansible_netcam_ca_path": str(fleet.ca_path)}
    run = run_playbook([HTTPS_ONLY, {**HTTPS_ONLY, "name": "Again"}], fleet, limit=name, variables=trust).succeeded()
    assert run.of("Switch").changed
    assert run.of("Again").status == "ok"
    assert fleet.camera(name).settings()["ssl_tls.https_policy"] == "https"
    witness = Witness(fleet, name)
    assert witness.listener("http") is None
    # curl trusts the certificate as well
    login = ("--digest", "-u", login_of(name), "-H", "Accept:")
    assert witness.curl("/cgi-bin/getinfo?FILE=1", *login, kind="https").status == 200


def test_https_without_a_certificate_is_refused(fleet: Fleet) -> None:
    outcome = run_playbook([HTTPS_ONLY], fleet, limit="bare").of("Switch")
    assert outcome.code == "refused"
    assert "no valid certificate" in outcome.msg
    assert "[Connection]" in outcome.msg
    assert fleet.camera("bare").settings()["ssl_tls.https_policy"] == "http"


def test_both_at_once_is_refused_where_the_model_cannot(fleet: Fleet) -> None:
    both = task("Both", "ssl_tls", {"https_policy": "http_and_https"})
    outcome = run_playbook([both], fleet, limit="signed").of("Both")
    assert outcome.code == "invalid_value"
    assert "not both at once" in outcome.msg


def test_port_forwarding_is_switched_off_first(fleet: Fleet) -> None:
    fleet.camera("seed").set({"network.upnp_port_forwarding": "enable"})
    port = task("Port", "http_server", {"https_port": 8443})
    tasks = [port, task("Close", "network", {"upnp_port_forwarding": False}), {**port, "name": "Port again"}]
    run = run_playbook(tasks, fleet, limit="seed")
    assert run.of("Port").code == "refused"
    assert "[Auto port forwarding]" in run.of("Port").msg
    assert run.of("Close").changed
    assert run.of("Port again").changed


# -- the role ------------------------------------------------------------------------------------------------------


def test_the_role_in_check_mode_and_for_real(fleet: Fleet) -> None:
    run_playbook(HARDEN, fleet, "--check", limit="seed,plain").succeeded()
    for name in ("seed", "plain"):
        assert writes(fleet.camera(name)) == 0
    first = run_playbook(HARDEN, fleet, limit="seed,plain").succeeded()
    for name in ("seed", "plain"):
        assert first.recap[name]["changed"] > 0
    fleet.reset_counters()
    second = run_playbook(HARDEN, fleet, limit="seed,plain").succeeded()
    for name in ("seed", "plain"):
        assert second.recap[name]["changed"] == 0
        assert writes(fleet.camera(name)) == 0
        assert fleet.camera(name).count("logins_failed") == 0
    assert login_of("seed") not in first.text
