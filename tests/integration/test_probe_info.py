# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What probe_info sees of every family, before and after hardening, with no account; and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, camera, configured, conformant, password_of
from .runs import HARDEN, Outcome, run_playbook, task

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        camera("fresh", NEW),
        configured("new", NEW),
        configured("old", OLD),
        camera("delivered", "VB-M640VE"),
        configured("ipro", "WV-X5550LT"),
        conformant("plain"),
        configured("dead", NEW, faults={"dead": True}),
        configured("wrong-clock", NEW, clock_offset=-200000000),
    ],
}  # fmt: skip
FAMILIES = ("new", "old", "ipro", "plain")
#: No account, no profile: whoever looks from outside has neither.
STRANGER: dict[str, Any] = {"camera_user": "", "camera_password": "", "profile": []}
#: Where an answer is expected it is waited for, where silence is expected it is not.
PATIENT: dict[str, Any] = {**STRANGER, "time_limit": 60, "timeout": 60, "silence_after": 30}
HASTY: dict[str, Any] = {**STRANGER, "time_limit": 60, "timeout": 60, "silence_after": 0.5}
SNMP = {"snmp_server.v1_v2c": "enable"}
SNMP_V3 = {
    "snmp_server.v3": "enable", "snmp_server.v3_user_name": "monitor", "snmp_server.auth_algorithm": "sha1",
    "snmp_server.auth_password": "Auth4Monitor", "snmp_server.encryption_algorithm": "aes",
    "snmp_server.encryption_password": "Priv4Monitor", "snmp_server.security_level": "authentication_and_encryption",
}  # fmt: skip
USER = {"user_name": "monitor", "auth_password": "Auth4Monitor", "privacy_password": "Priv4Monitor"}
WRITES = ("writes", "saves", "onvif_writes", "restarts", "logins_failed", "logins_ok")


def probe(fleet: Fleet, name: str, *probes: str, **options: Any) -> dict[str, Any]:
    """What the given probes say of one camera."""
    return outcome(fleet, name, *probes, **options).result["probes"]


def outcome(fleet: Fleet, name: str, *probes: str, **options: Any) -> Outcome:
    """The outcome of one task."""
    wanted = {**PATIENT, **({"probes": list(probes)} if probes else {}), **options}
    return run_playbook([task("Look", "probe_info", wanted)], fleet, limit=name).of("Look", name)


def test_every_family_is_seen_without_an_account_and_nothing_is_written(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Look", "probe_info", {**HASTY, "communities": ["public"]})], fleet, limit=",".join(FAMILIES)
    ).succeeded()
    for name in FAMILIES:
        seen = run.of("Look", name)
        assert not seen.changed
        probes = seen.result["probes"]
        assert probes["http"]["facts"]["answer"] == "open", name
        assert probes["http_auth"]["state"] == "seen", name
        assert probes["clock"]["facts"]["source"] == "onvif", name
        assert abs(probes["clock"]["facts"]["drift"]) <= 60, name
        assert probes["rtsp"]["facts"]["schemes"], name
        assert probes["ws_discovery"]["state"] == "seen", name
        assert probes["factory_account"]["state"] == "unknown"
        assert [fleet.camera(name).count(counter) for counter in WRITES] == [0] * len(WRITES), name


def test_before_and_after_hardening(fleet: Fleet) -> None:
    before = probe(fleet, "fresh", **HASTY, communities=["public"])
    assert set(before["anonymous"]["facts"]["open"]) >= {"/-wvhttp-01-/info.cgi", "/-wvhttp-01-/image.cgi"}
    assert (before["mdns"]["state"], before["tls"]["state"]) == ("seen", "not_seen")
    run_playbook(HARDEN, fleet, limit="fresh").succeeded()
    after = probe(fleet, "fresh", **HASTY, communities=["public"])
    assert after["anonymous"]["state"] == "not_seen", after["anonymous"]
    assert after["http_auth"]["facts"]["schemes"] == ["digest"]
    assert (after["mdns"]["state"], after["snmp"]["state"], after["ftp"]["state"]) == ("not_seen",) * 3


def test_each_service_is_seen_when_it_is_on_and_not_when_it_is_off(fleet: Fleet) -> None:
    old = fleet.camera("old")
    old.set(
        {"ftp_server.ftp": "enable", "network.mdns": "enable", "http_server.auth_method": "basic", **SNMP, **SNMP_V3}
    )
    on = probe(
        fleet, "old", "ftp", "mdns", "snmp", "snmp_v3", "http_auth", "rtsp", communities=["public"], snmp_v3=USER
    )  # fmt: skip
    assert {name for name, found in on.items() if found["state"] == "seen"} == set(on)
    assert "FTP server ready" in on["ftp"]["facts"]["banner"]
    assert on["snmp"]["facts"]["versions"] == ["v1", "v2c"]
    assert (on["snmp_v3"]["facts"]["login"], on["snmp_v3"]["facts"]["level"]) == (
        "accepted",
        "authentication_and_encryption",
    )
    assert on["http_auth"]["facts"]["schemes"] == ["basic"]
    old.set({
        "ftp_server.ftp": "disable", "network.mdns": "disable", "snmp_server.v1_v2c": "disable",
        "snmp_server.v3": "disable", "rtp_server.rtp": "disable", "http_server.auth_method": "digest",
    })  # fmt: skip
    off = probe(
        fleet, "old", "ftp", "mdns", "snmp", "snmp_v3", "http_auth", "rtsp", communities=["public"], snmp_v3=USER
    )  # fmt: skip
    assert {name for name, found in off.items() if found["state"] == "not_seen"} == {
        "ftp",
        "mdns",
        "snmp",
        "snmp_v3",
        "rtsp",
    }
    assert off["http_auth"]["facts"]["schemes"] == ["digest"]


@pytest.mark.parametrize(
    ("changed", "login"),
    [
        ({"snmp_server.v3_user_name": "other"}, "unknown_user"),
        ({"snmp_server.auth_password": "Other4Monitor"}, "wrong_digest"),
        ({"snmp_server.encryption_password": "Other4Monitor"}, "cannot_decrypt"),
        ({"snmp_server.security_level": "authentication"}, "unsupported_level"),
    ],
)
def test_a_user_of_snmp_v3_that_does_not_fit(fleet: Fleet, changed: dict[str, str], login: str) -> None:
    fleet.camera("new").set({**SNMP_V3, **changed})
    assert probe(fleet, "new", "snmp_v3", snmp_v3=USER)["snmp_v3"]["facts"]["login"] == login


def test_a_clock_that_is_off_is_seen_by_how_much(fleet: Fleet) -> None:
    found = probe(fleet, "wrong-clock", "clock")["clock"]
    assert abs(found["facts"]["drift"] + 200000000) <= 60
    assert "behind" in found["evidence"]


def test_host_access_restriction_from_a_second_address(fleet: Fleet) -> None:
    found = probe(fleet, "new", "host_restriction", second_source_address="127.0.0.66")["host_restriction"]
    assert found["state"] == "not_seen"
    fleet.camera("new").set({
        "host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "authorize",
        "host_access.ipv4.rows": [{"address": "127.0.0.66", "prefix_length": "32", "action": "prohibit"}],
    })  # fmt: skip
    found = probe(fleet, "new", "host_restriction", second_source_address="127.0.0.66")["host_restriction"]
    assert (found["state"], found["facts"]["first"]) == ("seen", 200)


def test_a_prohibited_host_sees_refusals_not_order(fleet: Fleet) -> None:
    fleet.camera("new").set({"host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit"})
    found = probe(fleet, "new", **HASTY)
    assert {name for name, entry in found.items() if entry["state"] == "seen"} <= {"ports"}
    assert (found["anonymous"]["state"], found["http_auth"]["state"]) == ("unknown", "unknown")


def test_the_factory_account_is_tried_once_and_only_when_asked(fleet: Fleet) -> None:
    for name in ("delivered", "old"):
        assert probe(fleet, name, "factory_account")["factory_account"]["state"] == "unknown"
        assert fleet.camera(name).count("logins_failed") == 0
    taken = probe(fleet, "delivered", "factory_account", try_factory_account=True)["factory_account"]
    refused = probe(fleet, "old", "factory_account", try_factory_account=True)["factory_account"]
    assert (taken["state"], refused["state"]) == ("seen", "not_seen")
    assert fleet.camera("old").count("logins_failed") == 1
    # an i-PRO camera has no such account, so none is tried
    assert (
        probe(fleet, "ipro", "factory_account", try_factory_account=True)["factory_account"]["facts"]["attempts"] == 0
    )
    assert fleet.camera("ipro").count("logins_failed") == 0


def test_a_camera_that_is_off_is_unreachable(fleet: Fleet) -> None:
    # on the loopback a dead camera's ports are closed by this host, which is an answer: so it looks alive with nothing open
    found = probe(fleet, "dead", **HASTY)
    assert {entry["state"] for entry in found.values()} <= {"not_seen", "unknown"}
    gone = run_playbook(
        [task("Look", "probe_info", {**HASTY, "camera_host": "camera.invalid"})], fleet, limit="dead"
    ).of("Look", "dead")  # fmt: skip
    assert (gone.status, "host name" in gone.msg) == ("unreachable", True)


@pytest.mark.parametrize(
    ("fault", "value"), [("slow", 0.2), ("reset", 100), ("http_500", 100), ("expired_certificate", True)]
)
def test_faults_end_in_findings(fleet: Fleet, fault: str, value: Any) -> None:
    fleet.camera("new").fault(fault, value)
    found = probe(fleet, "new", **HASTY)
    assert {entry["state"] for entry in found.values()} <= {"seen", "not_seen", "unknown"}
    assert not [entry for entry in found.values() if "unexpected" in entry["evidence"]]
    if fault == "reset":
        assert (found["http"]["state"], found["anonymous"]["state"]) == ("unknown", "unknown")
    if fault == "http_500":
        assert found["anonymous"]["state"] != "seen"


def test_secrets_do_not_show_and_check_mode_looks_too(fleet: Fleet) -> None:
    fleet.camera("new").set(SNMP_V3)
    options = {**HASTY, "probes": ["snmp", "snmp_v3"], "communities": ["Co4Munity"], "snmp_v3": USER}
    run = run_playbook([task("Look", "probe_info", options)], fleet, "-vvv", "--check", limit="new")
    assert run.of("Look", "new").result["probes"]["snmp_v3"]["facts"]["login"] == "accepted"
    text = run.text + str([outcome.result for outcome in run.outcomes])
    for secret in ("Co4Munity", "Auth4Monitor", "Priv4Monitor", password_of("new")):
        assert secret not in text


def test_two_looks_say_the_same(fleet: Fleet) -> None:
    first, second = (
        probe(fleet, "new", "http", "http_auth", "anonymous", "rtsp", "mdns", "ports") for _unused in range(2)
    )
    for look in (first, second):
        for found in look.values():
            found["seconds"] = 0
        # it states how long the camera is up, and so is not always of the same length
        info = next(page for page in look["anonymous"]["facts"]["pages"] if page["name"].endswith("info.cgi"))
        assert info.pop("size") > 0
    assert first == second


def test_wrong_options_are_refused_before_anything_is_sent(fleet: Fleet) -> None:
    refused = outcome(fleet, "new", ports=list(range(1, 100)))
    assert (refused.status, refused.code) == ("failed", "invalid_value")
    assert fleet.camera("new").count("connections") == 0


def test_the_account_of_the_inventory_is_not_used(fleet: Fleet) -> None:
    found = run_playbook([task("Look", "probe_info", {"silence_after": 0.5, "timeout": 60})], fleet, limit="new")
    assert found.of("Look", "new").status == "ok"
    assert fleet.camera("new").count("logins_ok") + fleet.camera("new").count("logins_failed") == 0
    assert ADMIN not in str(found.of("Look", "new").result)
