# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each module of settings, on both generations: check mode, change, idempotence, diff, wrong values, what is not there.

Two runs do all of it: one with right values, in which every module goes through the same five steps, and one with wrong
values, which must not send a single request. The tests look at these two runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured
from .runs import Run, look, run_playbook, task

FLEET = {
    "defaults": {"restart_seconds": 0.1, "settings": {"http_server.auth_method": "digest"}},
    "cameras": [configured("new", NEW), configured("old", OLD)],
}
CAMERAS = ["new", "old"]
AUTH_PASSWORD, ENCRYPTION_PASSWORD, USER_PASSWORD = "Ab19SnmpAuthXy", "Cd28SnmpPrivZq", "Ef37OperatorVw"


@dataclass(frozen=True)
class Case:
    """Options of a module, and what the camera has after them."""

    options: dict[str, Any]
    after: dict[str, Any]
    secrets: dict[str, str]
    restarts: tuple[str, ...] = ()
    only: tuple[str, ...] = ("new", "old")


ROWS = [
    {"address": "127.0.0.0/8"},
    {"address": "192.0.2.66", "prefix_length": 32, "action": "prohibit"},
    {"address": "192.0.2.0", "prefix_length": 24, "action": "authorize"},
]
CASES: dict[str, Case] = {
    "date_time": Case(
        {"method": "ntp", "ntp_server": "time.example.com", "time_zone": "Asia/Tokyo"},
        {"date_time.method": "ntp", "date_time.ntp_server": "time.example.com", "date_time.time_zone": "Asia/Tokyo"},
        {},
    ),
    "log_notification": Case({"level": "errors"}, {"log_notification.level": "errors"}, {}),
    "users": Case(
        {"accounts": [{"name": "operator1", "password": USER_PASSWORD}, {"name": "op_2", "password": "Gh46OtherTz"}]},
        {"users.accounts": [{"name": "operator1"}, {"name": "op_2"}]},
        {"users.accounts.operator1": USER_PASSWORD, "users.accounts.op_2": "Gh46OtherTz"},
    ),
    "user_authority": Case(
        {
            "authorized": {"camera_control": False, "privileged_camera_control": False, "audio": True},
            "guest": {"video": False, "camera_control": False, "audio": False},
            "viewer_authentication": True,
        },
        {
            "user_authority.authorized.privileged_camera_control": "disable",
            "user_authority.authorized.camera_control": "disable",
            "user_authority.authorized.video": "enable",
            "user_authority.authorized.audio": "enable",
            "user_authority.guest.camera_control": "disable",
            "user_authority.guest.video": "disable",
            "user_authority.guest.audio": "disable",
            "viewer.user_authentication": "authenticate",
        },
        {},
    ),
    "host_access": Case(
        {"ipv4": {"apply": True, "default_policy": "prohibit", "rows": ROWS}},
        {
            "host_access.ipv4.apply": "enable",
            "host_access.ipv4.default_policy": "prohibit",
            "host_access.ipv4.rows": [
                {"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"},
                {"address": "192.0.2.66", "prefix_length": 32, "action": "prohibit"},
                {"address": "192.0.2.0", "prefix_length": 24, "action": "authorize"},
            ],
        },
        {},
    ),
    "http_server": Case(
        {"auth_method": "basic", "https_port": 8443},
        {"http_server.auth_method": "basic", "http_server.https_port": 8443},
        {},
        restarts=("old",),
    ),
    "snmp_server": Case(
        {
            "v3": True, "user_name": "monitor", "security_level": "authentication_and_encryption",
            "auth_algorithm": "sha1", "auth_password": AUTH_PASSWORD, "encryption_algorithm": "aes",
            "encryption_password": ENCRYPTION_PASSWORD, "contact": "security@example.com", "location": "North gate",
            "function_name": "Gate camera",
        },
        {
            "snmp_server.v1_v2c": "disable", "snmp_server.v3": "enable", "snmp_server.v3_user_name": "monitor",
            "snmp_server.security_level": "authentication_and_encryption", "snmp_server.auth_algorithm": "sha1",
            "snmp_server.encryption_algorithm": "aes", "snmp_server.contact": "security@example.com",
            "snmp_server.location": "North gate", "snmp_server.function_name": "Gate camera",
        },
        {"snmp_server.auth_password": AUTH_PASSWORD, "snmp_server.encryption_password": ENCRYPTION_PASSWORD},
    ),
    "ftp_server": Case({"ftp": True}, {"ftp_server.ftp": "enable"}, {}, only=("old",)),
    "rtp_server": Case(
        {
            "rtsp_auth_method": "basic", "rtsp_port": 8554,
            "audio": [{"index": 1, "multicast_address": "239.255.0.1", "multicast_port": 5004, "multicast_ttl": 4}],
            "stream": [{"index": 5, "multicast_address": "ff05::1", "multicast_port": 5006, "multicast_ttl": 255}],
        },
        {
            "rtp_server.rtsp_auth_method": "basic", "rtp_server.rtsp_port": 8554,
            "rtp_server.audio[1].multicast_address": "239.255.0.1", "rtp_server.audio[1].multicast_port": 5004,
            "rtp_server.audio[1].multicast_ttl": 4, "rtp_server.stream[5].multicast_address": "ff05::1",
            "rtp_server.stream[5].multicast_port": 5006, "rtp_server.stream[5].multicast_ttl": 255,
            "rtp_server.stream[1].multicast_port": 0,
        },
        {},
    ),
    "network": Case(
        {
            "auto_ip": False, "mdns": False, "max_packet_size": 1400, "ipv6": {"enable": True, "auto_ra": False},
            "dns": {
                "host_name": "gate-1", "name_server_1": "192.0.2.53", "use_dhcp": False,
                "host_name_registration": False, "search_domains": [{"name": "example.com"}, {"name": "example.net"}],
            },
        },
        {
            "network.ipv4.auto_ip": "disable", "network.mdns": "disable", "network.max_packet_size": 1400,
            "network.ipv6.ipv6": "enable", "network.ipv6.auto_ra": "disable", "network.dns.host_name": "gate-1",
            "network.dns.name_server_1": "192.0.2.53", "network.dns.use_dhcp": "disable",
            "network.dns.host_name_registration": "do_not_register",
            "network.dns.search_domains": [{"name": "example.com"}, {"name": "example.net"}],
        },
        {},
        restarts=("new", "old"),
    ),
}  # fmt: skip


def steps(module: str, case: Case) -> list[dict[str, Any]]:
    """Check mode, change, again; with a look at the camera after each."""
    when = f"inventory_hostname in {list(case.only)}"
    return [
        {**step, "when": when}
        for step in (
            look(f"{module}: begin", "reset_counters"),
            task(f"{module}: predicted", module, case.options, check_mode=True),
            look(f"{module}: after prediction", "state"),
            task(f"{module}: done", module, case.options, diff=True),
            look(f"{module}: after change", "state"),
            look(f"{module}: begin again", "reset_counters"),
            task(f"{module}: again", module, case.options),
            look(f"{module}: after again", "state"),
        )
    ]


@pytest.fixture(scope="module")
def right(running: Fleet) -> Run:
    """Every module with right values."""
    return run_playbook([step for module, case in CASES.items() for step in steps(module, case)], running).succeeded()


PAIRS = [(module, name) for module, case in CASES.items() for name in case.only]


def counted(run: Run, module: str, step: str, name: str) -> dict[str, int]:
    """Counters of the camera at a step."""
    found = run.of(f"{module}: {step}", name).result["value"]["counters"]
    return {what: found.get(what, 0) for what in ("writes", "saves", "restarts", "logins_failed", "logins_ok")}


@pytest.mark.parametrize(("module", "name"), PAIRS)
def test_check_mode_predicts_and_writes_nothing(right: Run, module: str, name: str) -> None:
    predicted, done = right.of(f"{module}: predicted", name), right.of(f"{module}: done", name)
    assert predicted.changed
    assert predicted.settings == done.settings
    counters = counted(right, module, "after prediction", name)
    assert counters == {"writes": 0, "saves": 0, "restarts": 0, "logins_failed": 0, "logins_ok": 1}


@pytest.mark.parametrize(("module", "name"), PAIRS)
def test_the_change_is_in_force_and_saved_with_one_save(right: Run, module: str, name: str) -> None:
    case, done = CASES[module], right.of(f"{module}: done", name)
    assert done.changed
    state = right.of(f"{module}: after change", name).result["value"]
    assert {key: state["settings"][key] for key in case.after} == case.after
    assert {key: state["saved"][key] for key in case.after} == case.after
    assert {key: state["secrets"][key] for key in case.secrets} == case.secrets
    counters = counted(right, module, "after change", name)
    assert counters["saves"] == 1
    assert counters["restarts"] == (1 if name in case.restarts else 0)
    assert done.result["restart"] == {"needed": name in case.restarts, "done": name in case.restarts}


@pytest.mark.parametrize(("module", "name"), PAIRS)
def test_a_second_run_finds_nothing_to_do_and_writes_nothing(right: Run, module: str, name: str) -> None:
    again = right.of(f"{module}: again", name)
    assert again.status == "ok"
    assert again.result["changes"] == []
    counters = counted(right, module, "after again", name)
    assert counters == {"writes": 0, "saves": 0, "restarts": 0, "logins_failed": 0, "logins_ok": 1}


@pytest.mark.parametrize(("module", "name"), PAIRS)
def test_result_and_diff_tell_before_and_after_without_secrets(right: Run, module: str, name: str) -> None:
    done = right.of(f"{module}: done", name)
    for change in done.result["changes"]:
        assert change["area"] == module
        assert change["driver"] == "canon"
        assert change["label"]
        assert done.result["diff"]["before"][change["setting"]] == change["before"]
        assert done.result["diff"]["after"][change["setting"]] == change["after"]
        if module != "users":  # a camera tells that there is a password, and nothing more
            assert done.result["settings"][change["setting"]] == change["after"]
    assert done.result["camera"]["model"] == {"new": NEW, "old": OLD}[name]
    text = str(done.result)
    assert not any(secret in text for secret in (AUTH_PASSWORD, ENCRYPTION_PASSWORD, USER_PASSWORD))


# -- wrong values --------------------------------------------------------------------------------------------------

#: Module, options, words that the message must have: the setting, its menu path, the limit.
WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("administrator", {"name": "four"}, ["administrator.name", "[User Management]", "4 characters", "5 to 15"]),
    ("administrator", {"name": "has space"}, ["administrator.name", "letters, digits, hyphen and underscore"]),
    ("administrator", {"name": "sixteen-letters-"}, ["administrator.name", "16 characters", "5 to 15"]),
    ("administrator", {"password": "Ab1defgh9"}, ["administrator.password", "fewer than 10"]),
    ("administrator", {"password": "Ab1defg", "password_strength": "ignore"}, ["7 characters", "8 to 3"]),
    ("administrator", {"password": "Ab1" + "xyzuvw" * 5}, ["33 characters", "8 to 3"]),
    ("date_time", {"method": "sundial"}, ["method", "manual, ntp"]),
    ("date_time", {"time_zone": "Not a zone!"}, ["date_time.time_zone", "[Date and Time]", "IANA"]),
    ("date_time", {"ntp_server": "two words"}, ["date_time.ntp_server", "host name"]),
    ("date_time", {"method": "ntp", "ntp_server": ""}, ["date_time.ntp_server", "Set ntp_server"]),
    ("date_time", {"max_drift": 0}, ["max_drift", "more than 0"]),
    ("log_notification", {"level": "all"}, ["level", "errors_and_warnings"]),
    ("users", {"accounts": [{"name": "a" * 16}]}, ["users.accounts", "[Authorized User Account]", "1 to 15"]),
    ("users", {"accounts": [{"name": "dup1"}, {"name": "dup1"}]}, ["users.accounts", "repeats 'dup1'"]),
    ("users", {"accounts": [{"name": f"u{n}"} for n in range(51)]}, ["users.accounts", "51 rows", "has 50"]),
    ("users", {"accounts": [{"name": "short", "password": "7letter"}]}, ["users.accounts", "7 characters", "8 to 31"]),
    ("users", {"accounts": [{"password": "NoName12345"}]}, ["name"]),
    ("user_authority", {"guest": {"videos": True}}, ["videos"]),
    ("host_access", {"ipv4": {"rows": [{"address": "192.0.2.1/24"}]}}, ["host_access.ipv4.rows", "192.0.2.0/24"]),
    ("host_access", {"ipv4": {"rows": [{"address": "2001:db8::1"}]}}, ["host_access.ipv4.rows", "IPv4 address"]),
    ("host_access", {"ipv4": {"rows": [{"address": "192.0.2.1", "prefix_length": 33}]}}, ["Prefix Length", "0-32"]),
    ("host_access", {"ipv6": {"rows": [{"address": "::1", "prefix_length": 129}]}}, ["Prefix Length", "0-128"]),
    ("host_access", {"ipv4": {"rows": [{"address": f"192.0.2.{n}"} for n in range(21)]}}, ["21 rows", "has 20"]),
    ("host_access", {"must_keep_access": ["router"]}, ["must_keep_access", "'router'"]),
    ("http_server", {"http_port": 443}, ["http_server.http_port", "[HTTP Server]", "80, 1024-65535"]),
    ("http_server", {"https_port": 65536}, ["http_server.https_port", "443, 1024-65535"]),
    ("http_server", {"http_port": 8080, "https_port": 8080}, ["http_server.http_port", "https_port", "8080"]),
    ("http_server", {"auth_method": "none"}, ["basic, digest"]),
    ("snmp_server", {"contact": "x" * 64}, ["snmp_server.contact", "[SNMP Server]", "64 characters", "up to 63"]),
    ("snmp_server", {"location": "x" * 32}, ["snmp_server.location", "up to 31"]),
    ("snmp_server", {"function_name": "x" * 32}, ["snmp_server.function_name", "up to 31"]),
    ("snmp_server", {"user_name": "x" * 33}, ["snmp_server.v3_user_name", "[SNMP v3 Server]", "up to 32"]),
    ("snmp_server", {"auth_password": "7letter"}, ["snmp_server.auth_password", "7 characters", "8 to 32"]),
    ("snmp_server", {"encryption_password": "x" * 33}, ["snmp_server.encryption_password", "8 to 32"]),
    ("snmp_server", {"auth_algorithm": "sha256"}, ["md5, sha1"]),
    ("ftp_server", {"ftp": "maybe"}, ["ftp"]),
    ("rtp_server", {"rtsp_port": 80}, ["rtp_server.rtsp_port", "[RTP Server]", "554, 1024-65535"]),
    ("rtp_server", {"stream": [{"index": 6, "multicast_ttl": 1}]}, ["rtp_server.stream[6]", "has 5"]),
    ("rtp_server", {"stream": [{"index": 1, "multicast_ttl": 256}]}, ["multicast_ttl", "0-255"]),
    ("rtp_server", {"stream": [{"index": 1, "multicast_port": 80}]}, ["multicast_port", "1024-65535"]),
    ("rtp_server", {"stream": [{"index": 1, "multicast_address": "192.0.2.1"}]}, ["multicast address", "224.0.0.0"]),
    ("rtp_server", {"stream": [{"index": 1, "multicast_ttl": 1}] * 2}, ["index 1 is given twice"]),
    ("network", {"max_packet_size": 575}, ["network.max_packet_size", "[Network] > [LAN]", "576-1500"]),
    ("network", {"ipv6": {"prefix_length": 15}}, ["network.ipv6.prefix_length", "16-128"]),
    ("network", {"ipv6": {"address": "192.0.2.1"}}, ["network.ipv6.address", "IPv6 address"]),
    ("network", {"dns": {"host_name": "x" * 64}}, ["network.dns.host_name", "up to 63"]),
    ("network", {"dns": {"search_domains": [{"name": f"d{n}"} for n in range(7)]}}, ["search_domains", "7 rows"]),
    ("settings", {"network": {"max_packet_size": 1501}}, ["network.max_packet_size", "576-1500"]),
    ("settings", {"select": ["nonsense"]}, ["nonsense"]),
    ("log_info", {"since": "yesterday"}, ["since", "yesterday"]),
    ("log_info", {"failure_threshold": 0}, ["failure_threshold", "at least 1"]),
    ("firmware", {"minimum_version": "newest"}, ["newest", "not a version"]),
    ("backup", {"encryption_password": "Xy12BackupQw"}, ["exactly one of dest", "src"]),
    ("backup", {"encryption_password": "x" * 33, "dest": "/tmp/x"}, ["33 characters", "1 to 32"]),
    (
        "backup",
        {"encryption_password": "Xy12BackupQw", "dest": "/no/such/folder/x"},
        ["/no/such/folder/x", "not exist"],
    ),
]


@pytest.fixture(scope="module")
def wrong(right: Run, running: Fleet) -> tuple[Run, dict[str, int]]:
    """Every wrong value on both cameras, and how many requests that made."""
    running.reset_counters()
    tasks = [task(f"wrong {n:02}", module, options) for n, (module, options, _words) in enumerate(WRONG)]
    run = run_playbook(tasks, running)
    return run, {name: counters.get("requests", 0) for name, counters in running.counters().items()}


def test_no_wrong_value_sends_a_single_request(wrong: tuple[Run, dict[str, int]]) -> None:
    assert wrong[1] == {"new": 0, "old": 0}


@pytest.mark.parametrize("name", CAMERAS)
@pytest.mark.parametrize("number", range(len(WRONG)))
def test_a_wrong_value_is_named_with_camera_setting_and_limit(
    wrong: tuple[Run, dict[str, int]], number: int, name: str
) -> None:
    module, options, words = WRONG[number]
    outcome = wrong[0].of(f"wrong {number:02}", name)
    assert outcome.status == "failed", (module, options)
    assert outcome.result.get("changed", False) is False
    assert "defect" not in outcome.msg
    for word in [name, *words]:
        assert word in outcome.msg, (module, options)


@pytest.mark.parametrize("word", ["Ab1defg", "7letter", "xyzuvwxyzuvw"])
def test_a_wrong_password_is_not_repeated_in_the_message(wrong: tuple[Run, dict[str, int]], word: str) -> None:
    assert word not in wrong[0].text


# -- what depends on the generation ----------------------------------------------------------------------------------


def test_limits_are_those_of_the_cameras_own_generation(fleet: Fleet) -> None:
    """Passwords of 32 characters and a second audio stream exist on models of 2022 and later only."""
    password = "Ab1" + "xyzuvwmn" * 3 + "Kq7rT"
    assert len(password) == 32
    run = run_playbook(
        [
            task("Password", "administrator", {"password": password}, check_mode=True),
            task("Audio", "rtp_server", {"audio": [{"index": 2, "multicast_ttl": 3}]}),
        ],
        fleet,
    )
    assert run.of("Password", "new").changed
    assert "32 characters, allowed are 8 to 31" in run.of("Password", "old").msg
    assert run.of("Audio", "new").changed
    assert "index 2 is out of range: this generation has 1" in run.of("Audio", "old").msg
    assert fleet.camera("old").count("requests") == 0


def test_a_setting_the_generation_lacks_is_an_error_or_reported_as_asked(fleet: Fleet) -> None:
    run = run_playbook(
        [
            task("Fail", "ftp_server", {"ftp": False}),
            task("Report", "ftp_server", {"ftp": False, "on_unsupported": "report"}),
            task("Time check", "http_server", {"check_time_on_authentication": False, "on_unsupported": "report"}),
            task("Some of it", "settings", {
                "ftp_server": {"ftp": True}, "log_notification": {"level": "errors"}, "on_unsupported": "report",
            }),
            task("RTP", "rtp_server", {"rtp": False}),
        ],
        fleet,
    )  # fmt: skip
    assert run.of("Fail", "new").code == "unsupported"
    assert "new: ftp_server.ftp" in run.of("Fail", "new").msg
    assert "[FTP Server]" in run.of("Fail", "new").msg
    assert run.of("Report", "new").status == "ok"
    assert run.of("Report", "new").result["not_applicable"] == ["ftp_server.ftp"]
    assert run.of("Time check", "new").result["not_applicable"] == ["http_server.check_time_on_authentication"]
    assert run.of("Some of it", "new").settings == ["log_notification.level"]
    # part A of the guide names [RTP], but this camera's profile has no code for it
    assert run.of("RTP", "new").code == "unsupported"
    assert "[Server] > [RTP Server]" in run.of("RTP", "new").msg
    assert run.of("Time check", "old").settings == ["http_server.check_time_on_authentication"]
    assert run.of("Some of it", "old").settings == ["log_notification.level", "ftp_server.ftp"]
    assert fleet.camera("old").settings()["rtp_server.rtp"] == "disable"


# -- rules of single modules -------------------------------------------------------------------------------------------


def test_users_present_absent_exact_and_passwords(fleet: Fleet) -> None:
    one, two, three = ({"name": f"viewer{n}", "password": f"Qa{n}ViewerZx{n}5"} for n in (1, 2, 3))
    run = run_playbook(
        [
            task("Two", "users", {"accounts": [one, two]}),
            task("One more", "users", {"accounts": [three]}),
            look("Three", "state"),
            task("Kept", "users", {"accounts": [{**one, "password": "Another1Pass"}]}),
            look("Old password", "secrets"),
            task("Renewed", "users", {"accounts": [{**one, "password": "Another1Pass"}], "update_password": "always"}),
            look("New password", "secrets"),
            task("Without password", "users", {"accounts": [{"name": "viewer2"}]}),
            task("Absent", "users", {"accounts": [{"name": "viewer2"}, {"name": "nobody"}], "state": "absent"}),
            look("Two again", "state"),
            task("Exact", "users", {"accounts": [three], "exclusive": True}),
            look("One", "state"),
            task("No password", "users", {"accounts": [{"name": "fresh1"}]}),
            task("Nobody", "users", {"accounts": [], "exclusive": True}),
            look("None", "state"),
        ],
        fleet,
    )
    for name in CAMERAS:

        def names(step: str, name: str = name) -> list[str]:
            return [row["name"] for row in run.of(step, name).result["value"]["settings"]["users.accounts"]]

        assert names("Three") == ["viewer1", "viewer2", "viewer3"]
        assert run.of("Kept", name).status == "ok"
        assert run.of("Old password", name).result["value"]["users.accounts.viewer1"] == one["password"]
        assert run.of("Renewed", name).changed
        assert run.of("New password", name).result["value"]["users.accounts.viewer1"] == "Another1Pass"
        assert run.of("New password", name).result["value"]["users.accounts.viewer2"] == two["password"]
        assert run.of("Without password", name).status == "ok"
        assert names("Two again") == ["viewer1", "viewer3"]
        assert names("One") == ["viewer3"]
        assert "account 'fresh1' does not exist on the camera and has no password" in run.of("No password", name).msg
        assert names("None") == []


def test_a_full_table_of_users_is_refused_before_the_first_write(fleet: Fleet) -> None:
    rows = [{"name": f"user{n}", "password": "Full1Table99"} for n in range(50)]
    fleet.camera("new").set({"users.accounts": rows})
    run = run_playbook([task("One more", "users", {"accounts": [{"name": "last", "password": "Lm46LastPq"}]})], fleet)
    assert run.of("One more", "new").code == "invalid_value"
    assert "50" in run.of("One more", "new").msg
    assert fleet.camera("new").count("writes") == 0


def test_authorities_follow_their_cascade(fleet: Fleet) -> None:
    run = run_playbook(
        [
            task("Video off", "user_authority", {"authorized": {"video": False}}),
            look("After", "settings"),
            task("Again", "user_authority", {"authorized": {"video": False}}),
            task("Control without video", "user_authority", {"authorized": {"camera_control": True}}),
            task("All on", "user_authority", {
                "authorized": {"video": True, "camera_control": True, "privileged_camera_control": True},
            }),
            task("Contradiction", "user_authority", {"guest": {"video": False, "camera_control": True}}),
        ],
        fleet,
    )  # fmt: skip
    for name in CAMERAS:
        after = run.of("After", name).result["value"]
        chain = ("video", "camera_control", "privileged_camera_control")
        assert [after[f"user_authority.authorized.{one}"] for one in chain] == ["disable"] * 3
        assert after["user_authority.authorized.audio"] == "enable"
        assert len(run.of("Video off", name).settings) == 3
        assert run.of("Again", name).status == "ok"
        assert run.of("Control without video", name).code == "invalid_value"
        assert "user_authority.authorized.video" in run.of("Control without video", name).msg
        assert run.of("All on", name).changed
        assert run.of("Contradiction", name).code == "invalid_value"


def test_snmp_v3_without_what_it_needs_is_refused_before_the_first_write(fleet: Fleet) -> None:
    level = {"v3": True, "security_level": "authentication_and_encryption", "user_name": "monitor"}
    run = run_playbook(
        [
            task("No user", "snmp_server", {"v3": True}),
            task("No password", "snmp_server", level),
            task("One password", "snmp_server", {**level, "auth_password": AUTH_PASSWORD}),
            task("Open agent", "snmp_server", {"v1_v2c": True}, check_mode=True),
        ],
        fleet,
    )
    for name in CAMERAS:
        assert "snmp_server.v3_user_name" in run.of("No user", name).msg
        assert "snmp_server.auth_password" in run.of("No password", name).msg
        assert "snmp_server.encryption_password" in run.of("One password", name).msg
        assert "clear text" in run.of("Open agent", name).said
        assert fleet.camera(name).count("writes") == 0


def test_snmp_passwords_are_written_once_unless_always_is_asked_for(fleet: Fleet) -> None:
    options = CASES["snmp_server"].options
    other = {**options, "auth_password": "Zz99OtherAuth"}
    run = run_playbook(
        [
            task("First", "snmp_server", options),
            task("Other password", "snmp_server", other),
            look("Kept", "secrets"),
            task("Always", "snmp_server", {**other, "update_password": "always"}),
            look("Renewed", "secrets"),
        ],
        fleet,
    )
    for name in CAMERAS:
        assert run.of("Other password", name).status == "ok"
        assert run.of("Kept", name).result["value"]["snmp_server.auth_password"] == AUTH_PASSWORD
        assert "snmp_server.auth_password" in run.of("Always", name).settings
        assert run.of("Renewed", name).result["value"]["snmp_server.auth_password"] == "Zz99OtherAuth"


def test_the_clock_is_reported_and_set_by_hand_where_the_method_is_manual(fleet: Fleet) -> None:
    for name in CAMERAS:
        fleet.camera(name).fault("clock_off", seconds=-7200)
    run = run_playbook(
        [
            task("Look", "device_info"),
            task("NTP", "date_time", {"method": "ntp", "ntp_server": "192.0.2.123"}, check_mode=True),
            task("By hand", "date_time", {"method": "manual", "time_zone": "America/New_York"}),
            task("Again", "date_time", {"method": "manual", "time_zone": "America/New_York"}),
        ],
        fleet,
    )
    for name in CAMERAS:
        assert run.of("Look", name).result["camera"]["clock_drift"] == pytest.approx(-7200, abs=5)
        assert "the camera's clock is -7200 s off" in run.of("NTP", name).said.replace("-7201", "-7200")
        assert run.of("By hand", name).settings == ["date_time.time_zone", "date_time.clock"]
        assert abs(run.of("By hand", name).result["camera"]["clock_drift"]) < 5
        assert run.of("Again", name).status == "ok"


def test_ports_must_not_collide_with_those_in_use(fleet: Fleet) -> None:
    for name in CAMERAS:
        fleet.camera(name).set({"rtp_server.rtsp_port": 8554, "rtp_server.stream[1].multicast_port": 5006})
    run = run_playbook([task("Collide", "http_server", {"http_port": 8554})], fleet)
    for name in CAMERAS:
        outcome = run.of("Collide", name)
        assert outcome.code == "invalid_value"
        assert "http_server.http_port" in outcome.msg
        assert "rtp_server.rtsp_port" in outcome.msg
        assert fleet.camera(name).count("writes") == 0


def test_a_setting_that_is_not_named_is_left_alone(fleet: Fleet) -> None:
    before = {name: fleet.camera(name).settings() for name in CAMERAS}
    run_playbook([task("One", "snmp_server", {"location": "Hall"})], fleet).succeeded()
    for name in CAMERAS:
        assert fleet.camera(name).settings() == before[name] | {"snmp_server.location": "Hall"}


def test_settings_does_several_areas_in_one_session_one_save_and_one_restart(fleet: Fleet) -> None:
    areas = {
        "log_notification": {"level": "errors"},
        "user_authority": {"guest": {"video": False, "camera_control": False}},
        "rtp_server": {"rtsp_port": 8554},
        "network": {"auto_ip": False},
        "http_server": {"https_port": 8443},
    }
    run = run_playbook(
        [
            task("All", "settings", areas),
            look("Counted", "counters"),
            task("Again", "settings", areas),
            task("Selected", "settings", {**areas, "log_notification": {"level": "disable"}, "select": ["network"]}),
        ],
        fleet,
    )
    for name in CAMERAS:
        assert set(run.of("All", name).settings) == {
            "log_notification.level", "user_authority.guest.video", "user_authority.guest.camera_control",
            "rtp_server.rtsp_port", "network.ipv4.auto_ip", "http_server.https_port",
        }  # fmt: skip
        counted_then = run.of("Counted", name).result["value"]
        assert counted_then["saves"] == counted_then["restarts"] == 1
        assert run.of("Again", name).status == "ok"
        assert run.of("Selected", name).status == "ok"
