# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Ask the cameras that were found: the clock, which needs no login, and with an account who made them and what they run.

Nothing is written. Each camera is asked once, and a password is sent to it once.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace

from .._client import Client
from .._endpoint import Endpoint
from .._errors import NetcamError
from .._onvif.auth import utc_now
from .._onvif.clock import clock_of
from .._onvif.soap import Soap
from .._onvif.xml import tag
from .cameras import Camera

Log = Callable[[str], None]


@dataclass(frozen=True)
class Query:
    """How to ask. C(timeout) is in seconds, for each request."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 5.0
    concurrency: int = 32
    validate_certs: bool = True
    ca_path: str | None = None


def ask(cameras: Sequence[Camera], query: Query, within: float, log: Log) -> int:
    """Ask all cameras within so many seconds; what they say is put into them. How many were not asked in time."""
    if not cameras:
        return 0
    if not query.validate_certs:
        # the user knows; urllib3 would tell it again for every camera
        warnings.filterwarnings("ignore", message="Unverified HTTPS request")
    pool = ThreadPoolExecutor(max_workers=min(query.concurrency, len(cameras)), thread_name_prefix="netcam-query")
    # each answer goes into a copy: a thread that is late must not change a camera that is in use
    work = {pool.submit(_asked, replace(camera), query, log): camera for camera in cameras}
    done, late = wait(work, timeout=within)
    pool.shutdown(wait=False, cancel_futures=True)
    for future in done:
        camera, copy = work[future], future.result()
        camera.learn(copy.manufacturer, copy.model, copy.firmware, copy.serial_number)
        camera.clock_offset = copy.clock_offset
    return len(late)


def _asked(camera: Camera, query: Query, log: Log) -> Camera:
    endpoint = Endpoint(
        camera.address,
        port=camera.port,
        scheme=camera.scheme,
        timeout=query.timeout,
        validate_certs=query.validate_certs,
        ca_path=query.ca_path,
    )
    client = Client(endpoint)
    try:
        _ask_one(camera, query, Soap(client))
    except NetcamError as error:
        log(f"{camera.address}: {error.message}")
    finally:
        client.close()
    return camera


def _ask_one(camera: Camera, query: Query, soap: Soap) -> None:
    """GetSystemDateAndTime, and with an account GetDeviceInformation (ONVIF Core, Device management service)."""
    moment = clock_of(soap.call(tag("tds:GetSystemDateAndTime"), resend=False).node).utc
    if moment is not None:
        offset = moment - utc_now()
        soap.learn_clock(offset)
        camera.clock_offset = float(math.floor(offset.total_seconds()))
    if query.user is None or query.password is None:
        return
    soap.client.login_as(query.user, query.password)
    found = soap.call(tag("tds:GetDeviceInformation"), resend=False).node
    words = [found.get(name) or None for name in ("Manufacturer", "Model", "FirmwareVersion", "SerialNumber")]
    camera.learn(*words)
