# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Which camera it is, by the request that a profile names for that."""

from __future__ import annotations

import math
import time
from typing import Any

from .._errors import AuthenticationFailed, CameraAnswer, ProfileError, Refused
from .._facts import Facts
from .._wire import Answer
from .draft import Draft
from .pages import Shown
from .places import MISSING, place_of, wire_text
from .requests import WebRequests

_LONGEST = 100


def facts_of(requests: WebRequests) -> Facts | None:
    """Model, firmware and start time; None when the camera does not answer as the profile says, or the profile does not tell how to ask.

    The login is left out where the camera tells without one. Raises AuthenticationFailed, CameraUnreachable.
    """
    how = requests.interface.get("recognise")
    if how is None:
        return None
    sent = time.monotonic()
    try:
        answer = requests.ask(Draft(how["request"], {})) if requests.login.needed else None
        if answer is None or _refused(requests, answer):
            answer = requests.send(how["request"], "the question for its model")
    except (CameraAnswer, ProfileError, Refused):
        return None
    except AuthenticationFailed:
        if requests.login.challenged:
            # another interface stands there, whose login is not the profile's: it has judged no password of this one
            return None
        raise
    if answer.status >= 300:
        return None
    shown = Shown(answer)
    model = _text(shown.value(place_of(how["model"])))
    if model is None:
        return None
    firmware = _text(shown.value(place_of(how["firmware"]))) if "firmware" in how else None
    uptime = _seconds(shown.value(place_of(how["uptime"]))) if "uptime" in how else None
    return Facts(
        model=model,
        family=requests.profile.family,
        firmware=firmware,
        protocol="web",
        # most count whole seconds, so that it may have started up to a second earlier than it says
        started=None if uptime is None else (sent - uptime - 1.0, time.monotonic() - uptime),
    )


def _refused(requests: WebRequests, answer: Answer) -> bool:
    return requests.login.is_over(answer) or answer.status in (401, 403)


def _seconds(value: Any) -> float | None:
    try:
        number = float(_text(value) or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _text(value: Any) -> str | None:
    if value is MISSING or value is None or isinstance(value, (dict, list, bool)):
        return None
    return wire_text(value).strip()[:_LONGEST] or None
