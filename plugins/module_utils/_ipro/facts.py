# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What an i-PRO camera says of itself: C(getinfo), and its clock by ONVIF, which is open to all (S21, S10)."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

from .._catalog import FAMILY_IPRO
from .._errors import AuthenticationFailed, CameraAnswer, Refused, Unsupported
from .._facts import Facts
from .._onvif.auth import utc_now
from .._onvif.part_clock import ClockPart
from .._onvif.parts import Camera
from .._onvif.soap import Soap
from .._wire import Answer
from .answers import asks_for_registration, model_on, pairs_of
from .transport import Cgi


def fetch_facts(cgi: Cgi) -> Facts | None:
    """Facts; None when the camera answers something else at this path. Raises AuthenticationFailed, CameraUnreachable."""
    try:
        answer = cgi.call("getinfo")
    except (CameraAnswer, Unsupported):
        return None
    if asks_for_registration(answer):
        # before its first administrator a camera shows this page whatever it is asked
        return Facts(model=model_on(answer), family=FAMILY_IPRO)
    info = pairs_of(answer)
    if any(key not in info for key in cgi.commands["getinfo"].keys):
        return None
    clock, drift = _clock(cgi, answer)
    return Facts(
        model=info.get("PRODUCT_NAME") or info.get("NAME") or None,
        family=FAMILY_IPRO,
        firmware=info["VERSION"] or None,
        protocol="i-PRO CGI",
        clock=clock,
        drift=drift,
    )


def _clock(cgi: Cgi, answer: Answer) -> tuple[float | None, float | None]:
    """The camera's clock in Unix seconds, and how far it is ahead of this host's."""
    part = ClockPart(Camera(cgi.client, Soap(cgi.client, utc_now)), utc_now)
    try:
        drift = part.drift()
    except (AuthenticationFailed, CameraAnswer, Refused, Unsupported):
        drift = None
    if drift is not None:
        return time.time() + drift.total_seconds(), drift.total_seconds()
    # no ONVIF before the first administrator; the date of an answer is the camera's clock (RFC 9110 section 6.6.1)
    try:
        clock = parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError, OverflowError):
        return None, None
    return clock, clock - time.time()
