# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Under which schemes a camera is set to serve its pages, and at which ports."""

from __future__ import annotations

from ._drivers.base import Driver
from ._endpoint import DEFAULT_PORTS

POLICY = "ssl_tls.https_policy"
PORTS = {"http": "http_server.http_port", "https": "http_server.https_port"}
#: What a connection policy serves.
SERVES: dict[str, frozenset[str]] = {
    "http": frozenset({"http"}),
    "http_and_https": frozenset({"http", "https"}),
    "https": frozenset({"https"}),
}


def stated_ports(driver: Driver) -> dict[str, int]:
    """The port of each scheme as the camera states it; the usual one where it states none."""
    values = driver.read([key for key in PORTS.values() if driver.reaches(key)]).values
    return {scheme: int(values.get(key) or DEFAULT_PORTS[scheme]) for scheme, key in PORTS.items()}
