# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""mDNS: an answer to the asker, or silence."""

from __future__ import annotations

import socket
import struct
from typing import Any

SERVICE, PTR, A = "_http._tcp.local", 12, 1


def ask(address: str, port: int, name: str, kind: int, silence: bool = False) -> bytes:
    """Ask one question; empty when nobody answers. C(silence): none is expected, so it is not waited for long."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    query = struct.pack("!HHHHHH", 77, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", kind, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.settimeout(0.4 if silence else 60)
        asker.sendto(query, (address, port))
        try:
            return asker.recv(2000)
        except OSError:  # nobody in time, or nobody at this port
            return b""


def test_the_http_service_is_announced_with_name_port_and_address(modern: Any) -> None:
    answer = ask(modern.address, modern.port("mdns"), SERVICE, PTR)
    identity, flags, questions, records, _unused, _unused = struct.unpack_from("!HHHHHH", answer)
    assert (identity, flags, questions, records) == (77, 0x8400, 0, 4)
    assert b"Canon VB-H47" in answer
    assert socket.inet_aton(modern.address) in answer


def test_the_host_name_is_answered(modern: Any) -> None:
    modern.camera.set({"network.dns.host_name": "gate-4"})
    assert socket.inet_aton(modern.address) in ask(modern.address, modern.port("mdns"), "gate-4.local", A)
    assert ask(modern.address, modern.port("mdns"), "other.local", A, silence=True) == b""


def test_off_on_2022_at_once_and_before_2022_after_the_restart(modern: Any, old: Any) -> None:
    for camera in (modern, old):
        at = (camera.address, camera.port("mdns"))
        assert camera.write({"network.mdns": "disable"}).ok
        assert bool(ask(*at, SERVICE, PTR, silence=camera is not old)) is (camera is old)
        assert camera.save().ok
        camera.camera.restart()
        assert ask(*at, SERVICE, PTR, silence=True) == b""


def test_rubbish_gets_silence(modern: Any) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        for rubbish in (b"", b"x", bytes(12), bytes(11) + b"\xff"):
            asker.sendto(rubbish, (modern.address, modern.port("mdns")))
    assert ask(modern.address, modern.port("mdns"), SERVICE, PTR)
