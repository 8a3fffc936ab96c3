# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""[Connection] and the ports: what may be set, for the CGI and for ONVIF alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .service import IproService

POLICY, HTTPS_PORT, HTTP_PORT, RTSP_PORT = (
    "ssl_tls.https_policy", "http_server.https_port", "http_server.http_port", "rtp_server.rtsp_port",
)  # fmt: skip
PORTS = (HTTP_PORT, HTTPS_PORT, RTSP_PORT)
#: Value of `live` -> word of the setting.
LIVE = {"http": "http", "https": "https", "dual": "http_and_https"}


class Connection:
    """Rules of one camera."""

    def __init__(self, service: IproService) -> None:
        self._service = service

    @property
    def policy(self) -> str:
        """http, https or http_and_https."""
        return self._service.camera.store[POLICY]

    def refusal(self, wanted: Mapping[str, str]) -> str:
        """Why the camera does not take these settings (by id), empty when it does."""
        service, store = self._service, self._service.camera.store
        changes = {id_: value for id_, value in wanted.items() if value != store.written[(id_, 0)]}
        forwarding = store["network.upnp_port_forwarding"] == "enable" and service.quirks["server_side_checks"]
        if forwarding and set(changes) & {POLICY, HTTPS_PORT, HTTP_PORT}:
            return "auto port forwarding is on"
        policy = changes.get(POLICY, "http")
        if policy != "http" and not service.certificates.kind_in_force:
            return "no certificate"
        if policy == "http_and_https" and not service.options.dual:
            return "HTTP and HTTPS together"
        ports = {id_: changes.get(id_, store.written[(id_, 0)]) for id_ in PORTS}
        for id_ in set(changes) & set(PORTS):
            others = [port for other, port in ports.items() if other != id_]
            # 443 is kept for HTTPS whatever port that has.
            if (
                not store.items[id_].check(ports[id_])
                or ports[id_] in others
                or (id_ != HTTPS_PORT and ports[id_] == "443")
            ):
                return f"{id_} {ports[id_]}"
        return ""
