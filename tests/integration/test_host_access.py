# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Host access restrictions: nobody is locked out, in no state on the way, and a new connection proves it."""

from __future__ import annotations

import re
import socket
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured
from .runs import look, run_playbook, task
from .witness import Witness

#: ::1 is one address for everybody: ports that no other fleet uses.
V6 = {
    "http_server.http_port": 18442, "http_server.https_port": 18443, "rtp_server.rtsp_port": 18554,
    "network.mdns": "disable",
}  # fmt: skip
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("new", NEW),
        configured("old", OLD),
        configured("v6", NEW, {"ansible_host": "::1"}, ipv6="::1", settings=V6),
    ],
}
BOTH = ["new", "old"]
EVERYBODY_HERE = {"address": "127.0.0.0/8"}
CLOSED = {"apply": True, "default_policy": "prohibit"}


def refused_tasks(cases: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A task per case."""
    return [task(name, "host_access", options) for name, options in cases.items()]


#: What the controller (127.0.0.1) would lose, and the words that must say so.
LOCKED_OUT: dict[str, tuple[dict[str, Any], str]] = {
    "nobody at all": ({"ipv4": {**CLOSED, "rows": []}}, "127.0.0.1 (this host's own address"),
    "somebody else": ({"ipv4": {**CLOSED, "rows": [{"address": "192.0.2.0/24"}]}}, "127.0.0.1"),
    "one bit short": ({"ipv4": {**CLOSED, "rows": [{"address": "127.0.0.2/31"}]}}, "127.0.0.1"),
    "prohibited by a row": (
        {"ipv4": {"apply": True, "default_policy": "authorize",
                  "rows": [{"address": "127.0.0.0/24", "action": "prohibit"}]}},
        "row 1 (127.0.0.0/24) prohibits it",
    ),
    "prohibited by a later row": (
        {"ipv4": {**CLOSED, "rows": [EVERYBODY_HERE, {"address": "127.0.0.1", "action": "prohibit"}]}},
        "row 2 (127.0.0.1/32) prohibits it",
    ),
    "everybody prohibited": (
        {"ipv4": {"apply": True, "rows": [{"address": "0.0.0.0/0", "action": "prohibit"}]}},
        "row 1 (0.0.0.0/0) prohibits it",
    ),
    "the recorder": (
        {"ipv4": {**CLOSED, "rows": [EVERYBODY_HERE]}, "must_keep_access": ["192.0.2.7"]},
        "192.0.2.7 (must_keep_access)",
    ),
    "half of a network": (
        {"ipv4": {**CLOSED, "rows": [EVERYBODY_HERE, {"address": "192.0.2.0/25"}]},
         "must_keep_access": ["192.0.2.0/24"]},
        "192.0.2.0/24 (must_keep_access)",
    ),
    "an IPv6 recorder": (
        {"ipv6": {**CLOSED, "rows": [{"address": "2001:db8:1::/48"}]}, "must_keep_access": ["2001:db8:2::7"]},
        "2001:db8:2::7 (must_keep_access)",
    ),
}  # fmt: skip


def test_every_plan_that_locks_somebody_out_is_refused_before_the_first_write(fleet: Fleet) -> None:
    run = run_playbook(refused_tasks({name: options for name, (options, _w) in LOCKED_OUT.items()}), fleet,
                       limit="new:old")  # fmt: skip
    for camera in BOTH:
        for name, (_options, words) in LOCKED_OUT.items():
            outcome = run.of(name, camera)
            assert outcome.code == "refused", name
            assert words in outcome.msg, name
            assert "would lose access" in outcome.msg
            assert "[Security] > [Host Access Restrictions]" in outcome.msg
            assert camera in outcome.msg
        assert fleet.camera(camera).count("writes") == 0


def test_check_mode_refuses_them_too(fleet: Fleet) -> None:
    run = run_playbook(refused_tasks({"nobody": LOCKED_OUT["nobody at all"][0]}), fleet, "--check", limit="new:old")
    assert [run.of("nobody", name).code for name in BOTH] == ["refused", "refused"]


def test_an_existing_policy_counts_when_only_the_rows_are_managed(fleet: Fleet) -> None:
    present = [{"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"}]
    for name in BOTH:
        fleet.camera(name).set({
            "host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit",
            "host_access.ipv4.rows": present,
        })  # fmt: skip
    run = run_playbook(
        refused_tasks({"rows": {"ipv4": {"rows": [{"address": "192.0.2.0/24"}]}}}), fleet, limit="new:old"
    )
    for name in BOTH:
        assert run.of("rows", name).code == "refused"
        assert fleet.camera(name).settings()["host_access.ipv4.rows"] == present


def test_the_controllers_own_address_is_the_one_it_connects_from(fleet: Fleet) -> None:
    """With a source address of its own, another list is right and the usual one is wrong."""
    usual = {"ipv4": {**CLOSED, "rows": [{"address": "127.0.0.1"}]}}
    special = {"ipv4": {**CLOSED, "rows": [{"address": "127.0.0.9"}]}}
    run = run_playbook(refused_tasks({"usual": usual, "special": special}), fleet, limit="new:old",
                       variables={"ansible_netcam_source_address": "127.0.0.9"})  # fmt: skip
    for name in BOTH:
        assert "127.0.0.9 (this host's own address" in run.of("usual", name).msg
        assert run.of("special", name).changed
        assert all("from=127.0.0.9" in line for line in fleet.camera(name).requests())


def writes_of(requests: list[str], fleet: Fleet, family: str) -> list[set[str]]:
    """What each write request set, as setting ids (columns of rows included), from the emulator's own list."""
    settings = yaml.safe_load(fleet.profile(family).read_text(encoding="utf-8"))["settings"]
    ids = {entry["code"]: name for name, entry in settings.items() if "code" in entry}
    for name, entry in settings.items():
        ids.update({column["code"]: f"{name}.{key}" for key, column in entry.get("columns", {}).items()})
    written = []
    for line in requests:
        query = line.split(" ")[1].partition("?")[2]
        if "/admin/-set-" in line and "pt=" not in query:
            written.append({ids[re.split("[-=]", pair, maxsplit=1)[0]] for pair in query.split("&")})
    return written


@pytest.mark.parametrize(("name", "family"), [("new", "canon_vb_2022"), ("old", "canon_vb_pre2022")])
def test_rows_are_written_before_the_policy_flips_and_a_new_connection_follows(
    fleet: Fleet, name: str, family: str
) -> None:
    rows = [EVERYBODY_HERE, {"address": "192.0.2.0/24"}, {"address": "198.51.100.7", "action": "prohibit"}]
    run = run_playbook(
        [look("Before", "counters"), task("Close", "host_access", {"ipv4": {**CLOSED, "rows": rows}})],
        fleet,
        limit=name,
    )
    assert run.of("Close").changed
    written = writes_of(fleet.camera(name).requests(), fleet, family)
    first_row = next(n for n, ids in enumerate(written) if "host_access.ipv4.rows.address" in ids)
    last_row = max(n for n, ids in enumerate(written) if any(".rows." in one for one in ids))
    policy = next(n for n, ids in enumerate(written) if "host_access.ipv4.default_policy" in ids)
    apply = next(n for n, ids in enumerate(written) if "host_access.ipv4.apply" in ids)
    assert first_row <= last_row < policy <= apply or last_row < apply
    assert last_row < policy
    assert last_row < apply
    assert "a new connection from this host works" in str(run.of("Close").result["evidence"])
    assert fleet.camera(name).count("connections") >= 2
    witness = Witness(fleet, name)
    assert witness.curl("/viewer/", source="127.0.0.1").status == 200
    assert witness.curl("/viewer/", source="127.200.0.1").status == 200


def test_others_are_shut_out_and_the_controller_is_not(fleet: Fleet) -> None:
    run_playbook(refused_tasks({"Close": {"ipv4": {**CLOSED, "rows": [{"address": "127.0.0.1"}]}}}), fleet,
                 limit="new:old").succeeded()  # fmt: skip
    for name in BOTH:
        witness = Witness(fleet, name)
        assert witness.curl("/viewer/", source="127.0.0.1").status == 200
        assert witness.curl("/viewer/", source="127.0.0.2").status in (0, 403)


def test_a_list_is_rebuilt_without_ever_shutting_out_who_must_keep_access(fleet: Fleet) -> None:
    """From one list to quite another, with the policy on: after every single write the controller still has access."""
    for name in BOTH:
        fleet.camera(name).set({
            "host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit",
            "host_access.ipv4.rows": [
                {"address": "127.0.0.1", "prefix_length": 32, "action": "authorize"},
                {"address": "192.0.2.0", "prefix_length": 24, "action": "authorize"},
            ],
        })  # fmt: skip
    rows = [{"address": "198.51.100.0/24", "action": "prohibit"}, {"address": "203.0.113.0/24"}, EVERYBODY_HERE]
    run = run_playbook(
        [
            task("Rebuild", "host_access", {"ipv4": {"rows": rows}}),
            task("Again", "host_access", {"ipv4": {"rows": rows}}),
        ],
        fleet, limit="new:old",
    )  # fmt: skip
    for name in BOTH:
        assert run.of("Rebuild", name).changed
        assert run.of("Again", name).status == "ok"
        found = fleet.camera(name).saved()["host_access.ipv4.rows"]
        assert [row["address"] for row in found] == ["198.51.100.0", "203.0.113.0", "127.0.0.0"]
        assert fleet.camera(name).count("refused_hosts") == 0


def test_two_halves_in_two_rows_authorize_a_whole_network(fleet: Fleet) -> None:
    rows = [{"address": "127.0.0.0/9"}, {"address": "127.128.0.0/9"}]
    options = {"ipv4": {**CLOSED, "rows": rows}, "must_keep_access": ["127.0.0.0/8"]}
    run = run_playbook(refused_tasks({"Halves": options}), fleet, limit="new:old")
    assert all(run.of("Halves", name).changed for name in BOTH)


def test_a_full_table_is_used_to_the_last_row_and_no_further(fleet: Fleet) -> None:
    rows = [{"address": f"192.0.2.{n}"} for n in range(19)]
    full = [{"address": f"198.51.100.{n}", "prefix_length": 32, "action": "authorize"} for n in range(19)]
    full.append({"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"})
    for name in BOTH:
        fleet.camera(name).set({
            "host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit",
            "host_access.ipv4.rows": full,
        })  # fmt: skip
    run = run_playbook(
        refused_tasks({
            "twenty-one": {"ipv4": {"rows": [EVERYBODY_HERE, *rows, {"address": "203.0.113.1"}]}},
            "twenty": {"ipv4": {"rows": [EVERYBODY_HERE, *rows]}},
        }),
        fleet, limit="new:old",
    )  # fmt: skip
    for name in BOTH:
        assert "21 rows are wanted, the table has 20" in run.of("twenty-one", name).msg
        outcome = run.of("twenty", name)
        if outcome.changed:
            assert len(fleet.camera(name).saved()["host_access.ipv4.rows"]) == 20
        else:
            # a full table leaves no room for a safe order; then nothing may have been written
            assert outcome.code == "refused"
            assert fleet.camera(name).count("writes") == 0
        assert fleet.camera(name).count("refused_hosts") == 0


def test_lists_that_mean_the_same_are_left_alone(fleet: Fleet) -> None:
    for name in BOTH:
        fleet.camera(name).set({
            "host_access.ipv4.rows": [
                {}, {"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"},
            ],
        })  # fmt: skip
    run = run_playbook(refused_tasks({"Same": {"ipv4": {"rows": [EVERYBODY_HERE]}}}), fleet, limit="new:old")
    for name in BOTH:
        assert run.of("Same", name).status == "ok"
        assert fleet.camera(name).count("writes") == 0


def test_restrictions_are_switched_off_again(fleet: Fleet) -> None:
    closed = {"ipv4": {**CLOSED, "rows": [EVERYBODY_HERE]}}
    opened = {"ipv4": {"apply": False, "default_policy": "authorize", "rows": []}}
    run = run_playbook(refused_tasks({"Close": closed, "Open": opened, "Open again": opened}), fleet, limit="new:old")
    for name in BOTH:
        assert run.of("Open", name).changed
        assert run.of("Open again", name).status == "ok"
        assert fleet.camera(name).saved()["host_access.ipv4.rows"] == []
        assert fleet.camera(name).saved()["host_access.ipv4.apply"] == "disable"


def ipv6_here() -> bool:
    """Whether this machine has ::1."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not ipv6_here(), reason="this machine has no IPv6 loopback address")
def test_a_camera_reached_by_ipv6_is_guarded_by_its_ipv6_list(fleet: Fleet) -> None:
    run = run_playbook(
        [
            task("Nobody", "host_access", {"ipv6": {**CLOSED, "rows": []}}),
            task("Somebody", "host_access", {"ipv6": {**CLOSED, "rows": [{"address": "2001:db8::/32"}]}}),
            task("IPv6 off", "network", {"ipv6": {"enable": False}}),
            look("Untouched", "counters"),
            task(
                "Me", "host_access", {"ipv6": {**CLOSED, "rows": [{"address": "::1"}]}, "ipv4": {**CLOSED, "rows": []}}
            ),
            task("Again", "log_notification", {"level": "errors"}),
        ],
        fleet,
        limit="v6",
    )
    for name in ("Nobody", "Somebody"):
        assert run.of(name).code == "refused"
        assert "::1 (this host's own address" in run.of(name).msg
        assert "[IPv6 Host Access Restrictions]" in run.of(name).msg
    assert run.of("IPv6 off").code == "refused"
    assert "reaches the camera by IPv6" in run.of("IPv6 off").msg
    assert run.of("Untouched").result["value"].get("writes", 0) == 0
    assert run.of("Me").changed
    assert run.of("Again").changed
    assert fleet.camera("v6").saved()["host_access.ipv6.default_policy"] == "prohibit"
