# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The HTTPS page: [Connection], [HTTPS port], and the state of key and certificates (i-PRO manual 16.2.5; W1)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .._catalog import FAMILY_IPRO, SETTINGS
from .._drivers.base import Assignment, Reading
from .._endpoint import DEFAULT_PORTS
from .._errors import CameraUnreachable, ConnectionLost, InvalidValue, Unsupported
from .._guards import check_certificate_in_force, check_port_forwarding
from .._profiles.ipro_wv import NEWER
from .._serving import POLICY, PORTS
from .parts import Part
from .transport import Cgi, NotAnswered

PORT = PORTS["https"]
LIVE = {"http": "http", "https": "https", "http_and_https": "dual"}
_POLICIES = {wire: word for word, wire in LIVE.items()}
#: How long a camera may take to move its listeners. Seconds.
MOVE_PATIENCE = 60.0
MOVE_PAUSE = 0.5
_NONE = ("not_generated", "")
_INVALID = "invalid"
_EXPIRED = "expired"


@dataclass(frozen=True)
class Certificates:
    """State of both certificates as C(get_https) tells it; the name is that of the certificate."""

    live: str
    self_signed: str
    server: str

    @staticmethod
    def _name(text: str) -> str | None:
        return None if text.lower() in (*_NONE, _INVALID, _EXPIRED) else text

    @property
    def server_name(self) -> str | None:
        """Common name of the valid CA certificate; None when there is none."""
        return self._name(self.server)

    @property
    def self_signed_name(self) -> str | None:
        """Common name of the self-signed certificate; None when there is none, or when it is invalid."""
        return self._name(self.self_signed)

    @property
    def has_server(self) -> bool:
        """Whether a CA certificate is installed, valid or expired."""
        return self.server_name is not None or self.server.lower() == _EXPIRED

    @property
    def has_self_signed(self) -> bool:
        """Whether a self-signed certificate is there, in force or not."""
        return self.self_signed.lower() not in _NONE

    @property
    def in_force(self) -> str | None:
        """Common name of the certificate that is served: the CA certificate wins (S5, S7, S10)."""
        return self.server_name or self.self_signed_name


def certificates(cgi: Cgi) -> Certificates:
    """The state now. Raises NotAnswered on a camera without this dialect."""
    page = cgi.page("get_https")
    return Certificates(str(page["live"]), str(page["self_signed_info"]), str(page["ca_cert_info"]))


def other_ports(cgi: Cgi) -> dict[str, int]:
    """HTTP and RTSP port in force, as far as the camera tells them; by their label."""
    ports: dict[str, int] = {}
    if cgi.client.scheme == "http":
        ports["HTTP port"] = cgi.client.port
    for name, key, label in (("get_network", "port", "HTTP port"), ("get_rtsp", "rtsp_port", "RTSP port")):
        try:
            value = str(cgi.page(name).get(key))
        except Unsupported:
            continue
        if value.isdecimal():
            ports[label] = int(value)
    return ports


class HttpsPart(Part):
    """C(get_https) and C(set_https). The camera goes away for a moment after a change, often before it has answered."""

    settings = (POLICY, PORT)
    commands = ("set_https",)
    read = "get_https"

    def __init__(self, cgi: Cgi, model: str | None, sleep: Callable[[float], None]) -> None:
        super().__init__(cgi)
        self._model = model
        self._sleep = sleep

    def values(self) -> Reading:
        """Both fields."""
        page = self.cgi.page(self.read)
        live, port = str(page["live"]), str(page["https_port"])
        return Reading(
            {
                POLICY: _POLICIES.get(live, f"unknown value {live!r}"),
                PORT: int(port) if port.isdecimal() else port,
            },
            {},
        )

    def serves_both(self) -> bool:
        """Whether this camera can serve HTTP and HTTPS at once: the H.265 generation can (S10)."""
        return bool(re.match(NEWER, self._model or "", re.IGNORECASE)) or certificates(self.cgi).live == "dual"

    def check(self, key: str, value: object) -> None:
        """What this very camera has against a value. Raises InvalidValue."""
        where = f"{key} {SETTINGS[key].where(FAMILY_IPRO)}"
        if key == POLICY and value == "http_and_https" and not self.serves_both():
            raise InvalidValue(
                f"the {self._model or 'camera'} serves HTTP or HTTPS, not both at once",
                setting=where,
                hint="Set https; cameras of the H.265 generation (WV-S, WV-U, WV-X and a digit) take both.",
            )
        if key == PORT:
            for label, port in other_ports(self.cgi).items():
                if port == value:
                    raise InvalidValue(
                        f"{value} is the camera's [{label}] now",
                        setting=where,
                        hint="Give each service a port of its own.",
                    )

    def write(self, assignments: Sequence[Assignment]) -> None:
        """One request for both fields. Raises Refused when the camera would have no certificate, or port forwarding is on."""
        page = self.cgi.page(self.read)
        values = {"live": str(page["live"]), "https_port": str(page["https_port"])}
        for assignment in assignments:
            if assignment.key == POLICY:
                values["live"] = LIVE[assignment.value]
            else:
                values["https_port"] = str(assignment.value)
        self._guard(values)
        opens = self._opening({"live": str(page["live"]), "https_port": str(page["https_port"])}, values)
        try:
            self.cgi.call("set_https", values, resend=False)
        except (ConnectionLost, CameraUnreachable):
            # it may close its listener before the answer is out; whoever asked for it reads back under the new scheme
            self.cgi.client.close()
        if opens is not None:
            self._await_listener(opens)

    def _opening(self, before: Mapping[str, str], after: Mapping[str, str]) -> int | None:
        """The port at which the camera will listen, and does not yet; None where there is none."""
        if after["live"] != "http" and (before["live"] == "http" or before["https_port"] != after["https_port"]):
            return int(after["https_port"]) if after["https_port"].isdecimal() else None
        if before["live"] == "https" and after["live"] != "https":
            return other_ports(self.cgi).get("HTTP port", DEFAULT_PORTS["http"])
        return None

    def _await_listener(self, port: int) -> None:
        """The manual asks to wait a while before the camera is accessed again. What does not come is seen by the read back."""
        give_up = time.monotonic() + MOVE_PATIENCE
        for _attempt in range(int(MOVE_PATIENCE / MOVE_PAUSE)):
            if self.cgi.client.listens(port) or time.monotonic() > give_up:
                return
            self._sleep(MOVE_PAUSE)

    def _guard(self, values: Mapping[str, str]) -> None:
        where = SETTINGS[POLICY].where(FAMILY_IPRO)
        try:
            forwarding = self.cgi.page("get_upnp").get("upnp_portmap") == "1"
        except NotAnswered:
            forwarding = False
        check_port_forwarding(forwarding, where)
        if values["live"] != "http":
            check_certificate_in_force(certificates(self.cgi).in_force, where)
