# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which listeners a camera should have, from its effective settings, and making it so."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from typing import TYPE_CHECKING, NamedTuple

from .listeners import Listener

if TYPE_CHECKING:
    from .camera import Camera

LOG = logging.getLogger(__name__)
HTTP, HTTPS, RTSP, FTP, SNMP, MDNS = "http", "https", "rtsp", "ftp", "snmp", "mdns"
DISCOVERY, DISCOVERY_PORT = "ws_discovery", 3702


class Service(NamedTuple):
    """One listener: what, where, and with which certificate (its number, so that a new one reopens the listener)."""

    kind: str
    address: str
    port: int
    certificate: int = 0


class Services:
    """The listeners of one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._open: dict[Service, Listener] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def open(self) -> list[Service]:
        """The listeners that are open now; WS-Discovery is shown with ONVIF, see `discovery`."""
        return sorted(service for service in self._open if service.kind != DISCOVERY)

    @property
    def discovery(self) -> list[Service]:
        """The WS-Discovery listeners that are open now."""
        return sorted(service for service in self._open if service.kind == DISCOVERY)

    def settled(self, *kinds: str) -> bool:
        """Whether the listeners of these kinds (default: all) that are open are those the settings ask for."""
        different = set(self._open) ^ wanted(self._camera)
        return not any(service.kind in kinds or not kinds for service in different)

    def will_close(self, kind_and_port: tuple[str, int]) -> bool:
        """Whether the next `sync` closes this listener."""
        return not any((service.kind, service.port) == kind_and_port for service in wanted(self._camera))

    def sync(self, strict: bool = False) -> None:
        """Close what should not be open, open what should; end connections of prohibited hosts.

        A port that cannot be opened is logged, as the camera lives on without it; with `strict` it is an OSError.
        """
        target = wanted(self._camera)
        for service in [service for service in self._open if service not in target]:
            self._open.pop(service).close(hard=False)
        for service in sorted(target - set(self._open)):
            try:
                self._open[service] = self._camera.open_listener(service)
            except OSError as error:
                if strict:
                    raise OSError(error.errno, f"{self._camera.name}: {error.strerror}") from error
                LOG.error("%s: cannot listen as %s on %s port %s: %s", self._camera.name, *service[:3], error)
        for listener in self._open.values():
            listener.expel()

    def move(self) -> None:
        """Close all and, after the same while as a restart takes, open what the settings ask for. Nothing is lost."""
        camera = self._camera
        if not camera.up:
            return
        camera.counters["moves"] += 1
        self.close_all(hard=False)
        camera.up = False
        camera.back.clear()
        pause = camera.entry.restart_seconds + camera.faults.seconds("hang_after_restart")
        self._timer = asyncio.get_running_loop().call_later(pause, self._moved)

    def _moved(self) -> None:
        self._camera.up = True
        self.sync()
        self._camera.back.set()

    def close_all(self, hard: bool) -> None:
        """Fall silent."""
        if self._timer is not None:
            self._timer.cancel()
        while self._open:
            self._open.popitem()[1].close(hard)


def wanted(camera: Camera) -> set[Service]:
    """Return the listeners the effective settings ask for."""
    if not camera.up or camera.faults.has("dead"):
        return set()
    store = camera.store
    ports: list[tuple[str, int]] = []
    policy = store["ssl_tls.https_policy"]
    if policy != "https":
        ports.append((HTTP, int(store["http_server.http_port"])))
    if policy != "http":
        ports.append((HTTPS, int(store["http_server.https_port"])))
    if store["rtp_server.rtp"] != "disable":  # 2022 and later have no such switch: always on
        ports.append((RTSP, int(store["rtp_server.rtsp_port"])))
    if store["ftp_server.ftp"] == "enable":
        ports.append((FTP, 21))
    if "enable" in (store["snmp_server.v1_v2c"], store["snmp_server.v3"]):
        ports.append((SNMP, 161))
    if store["network.mdns"] == "enable":
        ports.append((MDNS, 5353))
    if camera.onvif is not None and camera.onvif.discoverable:
        ports.append((DISCOVERY, DISCOVERY_PORT))
    return {
        Service(kind, address, camera.ports.bound(port), camera.certificate_number if kind == HTTPS else 0)
        for address in addresses(camera)
        for kind, port in ports
    }


def addresses(camera: Camera) -> list[str]:
    """Where the camera is reached: its loopback address, moved only within 127/8, and IPv6 when that is on."""
    address = camera.entry.address
    if camera.store["network.ipv4.method"] == "manual":
        manual = camera.store["network.ipv4.address"]
        if manual and ipaddress.ip_address(manual).is_loopback:
            address = manual
    both = [address]
    if camera.entry.ipv6 and camera.store["network.ipv6.ipv6"] == "enable":
        both.append(camera.entry.ipv6)
    return both
