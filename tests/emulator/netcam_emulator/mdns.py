# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""mDNS responder: answers a query for `_http._tcp.local` or for the camera's host name, to the asker (RFC 6762).

It listens on the camera's own address only, so one machine can hold many; multicast would make all of them answer.
"""

from __future__ import annotations

import ipaddress
import re
import struct
from typing import TYPE_CHECKING

from .services import addresses

if TYPE_CHECKING:
    from .camera import Camera

SERVICE = "_http._tcp.local"
A, PTR, TXT, SRV, ANY = 1, 12, 16, 33, 255
_INTERNET, _TTL, _ANSWER = 1, 120, 0x8400


class MdnsResponder:
    """Answers for one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    def answer(self, data: bytes) -> bytes | None:
        """Return the response to a query, None for silence."""
        try:
            identity, flags, questions = struct.unpack_from("!HHH", data)
            name, kind = _question(data)
        except (struct.error, IndexError, UnicodeDecodeError):
            return None
        if flags & 0x8000 or questions != 1:
            return None
        records = self._records(name.lower(), kind)
        if not records:
            return None
        self._camera.counters["mdns_answers"] += 1
        return struct.pack("!HHHHHH", identity, _ANSWER, 0, len(records), 0, 0) + b"".join(records)

    @property
    def host(self) -> str:
        """Host name without `.local`: the one set, else model and address."""
        camera = self._camera
        return camera.store["network.dns.host_name"] or re.sub(
            r"[^A-Za-z0-9]+", "-", f"{camera.entry.model}-{camera.entry.address}"
        )

    def _records(self, name: str, kind: int) -> list[bytes]:
        camera = self._camera
        host, instance = f"{self.host}.local", f"Canon {camera.entry.model}.{SERVICE}"
        address = _record(host, A, ipaddress.IPv4Address(addresses(camera)[0]).packed)
        if name == SERVICE and kind in (PTR, ANY):
            port = int(camera.store["http_server.http_port"])
            return [
                _record(SERVICE, PTR, _labels(instance)),
                _record(instance, SRV, struct.pack("!HHH", 0, 0, port) + _labels(host)),
                _record(instance, TXT, _text(f"model={camera.entry.model}")),
                address,
            ]
        return [address] if name == host.lower() and kind in (A, ANY) else []


def _labels(name: str) -> bytes:
    return b"".join(_text(label) for label in name.split(".")) + b"\0"


def _text(text: str) -> bytes:
    raw = text.encode()
    return bytes([len(raw)]) + raw


def _record(name: str, kind: int, data: bytes) -> bytes:
    return _labels(name) + struct.pack("!HHIH", kind, _INTERNET, _TTL, len(data)) + data


def _question(data: bytes) -> tuple[str, int]:
    labels, at = [], 12
    while data[at]:
        end = at + 1 + data[at]
        labels.append(data[at + 1 : end].decode())
        at = end
    return ".".join(labels), struct.unpack_from("!H", data, at + 1)[0]
