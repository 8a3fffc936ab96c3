# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a camera says of itself through the public C(info.cgi) (Canon, HTTP WebView Protocol Specifications, YT1-1019-001)."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

from ._catalog import find_model
from ._client import Client

INFO_PATH = "/-wvhttp-01-/info.cgi"


@dataclass
class Facts:
    """Model, family and firmware of one camera, its clock and its uptime. None where the camera did not tell."""

    model: str | None = None
    family: str | None = None
    firmware: str | None = None
    protocol: str | None = None
    #: when the camera started, on this host's monotonic clock: earliest and latest, for the answer took a while
    started: tuple[float, float] | None = None
    clock: float | None = None
    #: camera clock minus the controller's clock, seconds
    drift: float | None = None
    account: str = "unknown"
    fixed_administrator: str | None = None
    alphanumeric_password: bool = False


def _items(text: str) -> dict[str, str]:
    """Lines are C(item:=value) or C(item==value), and C(item=value) for the two clocks at the top."""
    items = {}
    for line in text.splitlines():
        name, equals, value = line.partition("=")
        if equals:
            items[name.rstrip(":").strip()] = value.removeprefix("=").strip()
    return items


def _number(items: Mapping[str, str], name: str) -> float | None:
    try:
        number = float(items[name])
    except (KeyError, ValueError):
        return None
    return number if math.isfinite(number) else None


def parse_info(text: str, now: float, sent: float = 0.0, received: float = 0.0) -> Facts:
    """Facts out of the text of C(info.cgi).

    C(now) is the controller's clock in Unix seconds, C(sent) and C(received) are its monotonic clock around the request.
    """
    items = _items(text)
    hardware = items.get("s.hardware", "")
    known = find_model(hardware)
    clock = _number(items, "realtime")
    uptime = _number(items, "timestamp")
    return Facts(
        model=known.name if known else (hardware.removeprefix("Canon").strip() or None),
        family=known.family if known else None,
        firmware=items.get("s.firmware"),
        protocol=items.get("s.protocol"),
        started=None if uptime is None else (sent - uptime, received - uptime),
        clock=clock,
        drift=None if clock is None else clock - now,
        fixed_administrator=known.fixed_administrator if known else None,
        alphanumeric_password=known.alphanumeric_password if known else False,
    )


def fetch_facts(client: Client) -> Facts | None:
    """One request. None when the camera answers something else at this path. Raises AuthenticationFailed."""
    sent = time.monotonic()
    answer = client.request("GET", INFO_PATH)
    if answer.status != 200 or "s.hardware" not in answer.text:
        return None
    return parse_info(answer.text, time.time(), sent, time.monotonic())
