# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Host access restrictions, seen from different source addresses of 127/8."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, NETWORK, Clients, can_connect

PAGE = "/admin/-get-?pg=host"
ONLY_ONE_AND_NET_1 = {
    "host_access.ipv4.apply": "enable",
    "host_access.ipv4.default_policy": "prohibit",
    "host_access.ipv4.rows": [
        {"address": "127.1.0.66", "prefix_length": 32, "action": "prohibit"},
        {"address": "127.0.0.1", "prefix_length": 32, "action": "authorize"},
        {"address": "127.1.0.0", "prefix_length": 16, "action": "authorize"},
    ],
}


def from_(client: Any, source: str, path: str = PAGE) -> Any:
    """Ask from this source address, with the right login."""
    return client.get(path, "--interface", source)


def test_first_matching_row_wins_else_the_default_policy(modern: Any) -> None:
    modern.camera.set(ONLY_ONE_AND_NET_1)
    assert from_(modern, "127.0.0.1").status == 200
    assert from_(modern, "127.1.2.3").status == 200
    assert from_(modern, "127.1.0.66").cut_off  # the row before the network's
    assert from_(modern, "127.0.0.2").cut_off  # no row
    assert modern.camera.count("refused_hosts") == 2


def test_a_list_that_is_not_applied_does_nothing(modern: Any) -> None:
    modern.camera.set({**ONLY_ONE_AND_NET_1, "host_access.ipv4.apply": "disable"})
    assert from_(modern, "127.0.0.2").status == 200


def test_the_default_policy_may_authorize(modern: Any) -> None:
    modern.camera.set({**ONLY_ONE_AND_NET_1, "host_access.ipv4.default_policy": "authorize"})
    assert from_(modern, "127.0.0.2").status == 200
    assert from_(modern, "127.1.0.66").cut_off


def test_before_2022_http_answers_403_and_other_ports_reset(old: Any) -> None:
    old.camera.set(ONLY_ONE_AND_NET_1)
    assert from_(old, "127.0.0.2").status == 403
    rtsp = old.url("rtsp").removeprefix("rtsp://")
    answer = old.curl("/", "--interface", "127.0.0.2", "--http0.9", base=f"http://{rtsp}")
    assert answer.cut_off


def test_locking_oneself_out_really_locks_out(modern: Any) -> None:
    """The write that does it is still answered; the save that should follow does not get through."""
    assert modern.write({"host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit"}).ok
    assert modern.save().cut_off
    modern.camera.power_loss()  # not saved, so the way back is open
    assert modern.save().ok


def test_ipv6_hosts_have_a_list_of_their_own() -> None:
    if not socket.has_ipv6 or not ipv6_loopback():
        pytest.skip("this machine has no IPv6 loopback address")
    http, rtsp = free_port(), free_port()
    settings = {
        "http_server.http_port": http, "rtp_server.rtsp_port": rtsp, "network.mdns": "disable",
        "host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "prohibit",
    }  # fmt: skip
    entry = {"name": "dual", "model": "VB-M46", "address": f"{NETWORK}.0.200", "ipv6": "::1", **ACCOUNT}
    with Fleet({"cameras": [{**entry, "settings": settings}]}, network=NETWORK) as fleet:
        dual, base = Clients(fleet)("dual"), f"http://[::1]:{http}"
        assert dual.get(PAGE, base=base).status == 200
        dual.camera.set({"host_access.ipv6.apply": "enable", "host_access.ipv6.default_policy": "prohibit"})
        assert dual.get(PAGE, base=base).cut_off
        dual.camera.set({"host_access.ipv6.rows": [{"address": "::1", "prefix_length": 128, "action": "authorize"}]})
        assert dual.get(PAGE, base=base).status == 200
        dual.camera.set({"network.ipv6.ipv6": "disable"})
        assert not can_connect("::1", http)


def free_port() -> int:
    """A port of ::1 that nobody uses; other runs share that one address."""
    with socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return int(probe.getsockname()[1])


def ipv6_loopback() -> bool:
    """Whether ::1 can be bound here."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
