# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What the probes say of a setting, where one looks at it: a view from outside that needs no word of the camera's page."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from .._endpoint import Endpoint
from .._probes.finding import NOT_SEEN, SEEN, Finding
from .._probes.ftp import FTP
from .._probes.mdns import MDNS
from .._probes.rtsp import RTSP
from .._probes.run import look
from .._probes.visit import Target

#: How long an effect may take to show, seconds.
_PATIENCE = 20.0


def _switch(finding: Finding, value: Any) -> bool | None:
    return {SEEN: bool(value), NOT_SEEN: not value}.get(finding.state)


def _there(finding: Finding, _value: Any) -> bool | None:
    return {SEEN: True, NOT_SEEN: False}.get(finding.state)


def _scheme(finding: Finding, value: Any) -> bool | None:
    schemes = [str(scheme).lower() for scheme in finding.facts.get("schemes", ())]
    return value in schemes if schemes else None


#: The probe for a setting, and whether what it saw agrees with a value (None: it does not tell).
_JUDGES: dict[str, tuple[str, Callable[[Finding, Any], bool | None]]] = {
    "network.mdns": (MDNS, _switch),
    "ftp_server.ftp": (FTP, _switch),
    "rtp_server.rtsp_port": (RTSP, _there),
    "rtp_server.rtsp_auth_method": (RTSP, _scheme),
}
_PORT = "rtp_server.rtsp_port"


class Outside:
    """Looks at one camera. C(rtsp_port) is the one in force."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.rtsp_port: Any = None

    def _port(self) -> int:
        return self.rtsp_port if isinstance(self.rtsp_port, int) else Target.rtsp_port

    def judges(self, key: str) -> bool:
        """Whether a probe looks at it."""
        return key in _JUDGES

    def agrees(self, key: str, value: Any, patient: bool = False) -> bool | None:
        """Whether what is seen now agrees with the value. C(patient): give it time to take effect."""
        probe, judge = _JUDGES[key]
        target = Target(
            host=self._endpoint.host,
            rtsp_port=value if key == _PORT else self._port(),
            port_map=self._endpoint.port_map,
            source_address=self._endpoint.source_address,
        )
        give_up = time.monotonic() + (_PATIENCE if patient else 0.0)
        while True:
            seen = judge(look(target, [probe]).findings[probe], value)
            if seen or time.monotonic() > give_up:
                return seen
            time.sleep(0.5)
