# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an ONVIF session costs: `make bench-onvif ARGS='--calls N --json FILE'`.

CPU time is this process's own (the emulated camera runs in another one), after everything is imported and warm. Counts are
the camera's. `measure()` returns all of it, for a benchmark that compares more than this.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from netcam_emulator.testing import CameraControl, Fleet

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._onvif import device
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

#: Milliseconds of CPU per call, requests beside the pages that are read, connections (issue on ONVIF, paragraph on speed).
TARGETS = {"cpu_ms_per_call": 5.0, "overhead_requests": 2, "connections": 1}
LOGIN = ("bench-admin", "Kx82BenchmarkWz91")
LOGINS = {"digest": ["digest"], "token": ["usernametoken"]}
#: One session as a task has it: settings, and the one page each of them stands on.
PAGES = {
    "http_server.http_port": "GetNetworkProtocols",
    "date_time.ntp_server": "GetNTP",
    "users.accounts": "GetUsers",
    "network.ipv4.auto_ip": "GetZeroConfiguration",
    "host_access.ipv4.rows": "GetIPAddressFilter",
    "firmware.version": "GetDeviceInformation",
}
_WARM = 20


def fleet_file() -> dict[str, Any]:
    """A conformant camera for each kind of login."""
    account = {"state": "configured", "account": dict(zip(("name", "password"), LOGIN, strict=True))}
    return {
        "cameras": [{"name": name, "family": "onvif", "onvif_auth": auth, **account} for name, auth in LOGINS.items()]
    }


def endpoint_of(camera: CameraControl) -> Endpoint:
    """Where the camera listens."""
    _kind, address, port, _number = next(one for one in camera.state()["listeners"] if one[0] == "http")
    return Endpoint(host=address, port=port, user=LOGIN[0], password=LOGIN[1], driver="onvif", allow_clear_text=True)


def counts_of_a_session(camera: CameraControl) -> dict[str, int]:
    """Open, read all of PAGES, close; what the camera counted."""
    camera.reset_counters()
    session = Session(endpoint_of(camera))
    try:
        session.open()
        driver = session.require_driver()
        assert all(driver.reaches(setting_id) for setting_id in PAGES)
        driver.read(PAGES)
    finally:
        session.close()
    counters = camera.counters()
    calls = sum(count for name, count in counters.items() if name.startswith("onvif."))
    return {
        "requests": counters["requests"],
        "pages": len(PAGES),
        "overhead_requests": calls - len(PAGES),
        # refused once, because only then the camera says how it wants the login
        "login_challenges": counters["requests"] - calls,
        "connections": counters["connections"],
    }


def cost_of_a_call(camera: CameraControl, calls: int) -> dict[str, float]:
    """CPU and wall time of one call of a session that is open and warm, in milliseconds."""
    session = Session(endpoint_of(camera))
    try:
        session.open()
        soap = session.require_driver()._soap  # type: ignore[attr-defined]  # what is measured is the client below the driver
        for _count in range(_WARM):
            device.get_protocols(soap)
        cpu, wall = time.process_time(), time.perf_counter()
        for _count in range(calls):
            device.get_protocols(soap)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    finally:
        session.close()
    return {"cpu_ms_per_call": 1000 * cpu / calls, "wall_ms_per_call": 1000 * wall / calls}


def measure(calls: int, network: str | None = None) -> dict[str, dict[str, float]]:
    """Everything, by kind of login."""
    found: dict[str, dict[str, float]] = {}
    with Fleet(fleet_file(), network=network) as fleet:
        for name in LOGINS:
            camera = fleet.camera(name)
            found[name] = {**counts_of_a_session(camera), **cost_of_a_call(camera, calls)}
    return found


def table(found: dict[str, dict[str, float]]) -> str:
    """The figures as text, targets beside them."""
    rows = [f"{'ONVIF session':<24}" + "".join(f"{name:>12}" for name in found) + f"{'target':>12}"]
    for key in next(iter(found.values())):
        cells = "".join(
            f"{figures[key]:>12.2f}" if "ms" in key else f"{figures[key]:>12.0f}" for figures in found.values()
        )
        target = f"<= {TARGETS[key]:g}" if key in TARGETS else "-"
        rows.append(f"{key:<24}{cells}{target:>12}")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=500, help="calls that are timed (default 500)")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--network", help="loopback network of the emulated cameras, such as 127.33")
    arguments = parser.parse_args()
    found = measure(arguments.calls, arguments.network)
    print(table(found))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
