# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run a fleet until told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from aiohttp import web

from . import fleet as fleetfile
from . import ports as portchoice
from .camera import Camera
from .control import application
from .inventory import write_files
from .onvif.multicast import MulticastDiscovery
from .tls import FleetCA

CONTROL_FILE = "control.json"
_PROGRESS_EVERY = 50


def run(
    fleet_path: Path,
    run_dir: Path,
    port_offset: str,
    seed: str | None,
    network: str | None,
    exit_with_stdin: bool,
    delay: float | None = None,
) -> None:
    """Serve a fleet; returns after SIGTERM, SIGINT or, if asked for, the end of stdin. Raises BadFleet, OSError."""
    fleet = fleetfile.load(fleet_path)
    if seed is not None:
        fleet = replace(fleet, seed=seed)
    if network is not None:
        fleetfile.move(fleet, network)
    for camera in fleet.cameras:
        camera.delay = camera.delay if delay is None else delay
    run_dir = run_dir.resolve()
    run_dir.mkdir(parents=True, exist_ok=True)
    _allow_many_sockets()
    asyncio.run(_serve(fleet, run_dir, port_offset, exit_with_stdin))


async def _serve(fleet: fleetfile.FleetFile, run_dir: Path, port_offset: str, exit_with_stdin: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    if exit_with_stdin:
        threading.Thread(target=_wait_for_eof, args=(loop, stopped), daemon=True).start()
    ports = portchoice.choose(port_offset, fleet.cameras[0].address if fleet.cameras else "127.0.0.1")
    ca = FleetCA(run_dir)
    cameras: dict[str, Camera] = {}
    hearing: list[MulticastDiscovery] = []
    runner = web.AppRunner(application(cameras), access_log=None)
    try:
        await _start_cameras(fleet, ports, ca, cameras)
        hearing += [MulticastDiscovery(interface, list(cameras.values())) for interface in fleet.multicast]
        write_files(run_dir, fleet, list(cameras.values()), ports, ca.ca_path)
        await _start_control(runner, run_dir)
        print(f"ready: {len(cameras)} cameras", flush=True)
        await stopped.wait()
    finally:
        for discovery in hearing:
            discovery.close()
        for camera in cameras.values():
            camera.stop()
        await runner.cleanup()
        (run_dir / CONTROL_FILE).unlink(missing_ok=True)


async def _start_cameras(
    fleet: fleetfile.FleetFile, ports: portchoice.Ports, ca: FleetCA, cameras: dict[str, Camera]
) -> None:
    total = len(fleet.cameras)
    for number, entry in enumerate(fleet.cameras, start=1):
        cameras[entry.name] = Camera(entry, fleet.seed, ports, ca)
        cameras[entry.name].start(strict=True)
        if number % _PROGRESS_EVERY == 0:
            print(f"started {number} of {total} cameras", file=sys.stderr, flush=True)
            await asyncio.sleep(0)


async def _start_control(runner: web.AppRunner, run_dir: Path) -> None:
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, shutdown_timeout=1.0)
    await site.start()
    port = runner.addresses[0][1]
    control = {"url": f"http://127.0.0.1:{port}", "pid": os.getpid()}
    (run_dir / CONTROL_FILE).write_text(json.dumps(control), encoding="utf-8")


def _wait_for_eof(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> None:
    """Read until the parent closes our stdin, which it does by dying too. os.read, since no lock is held at exit."""
    while os.read(0, 65536):
        pass
    loop.call_soon_threadsafe(stopped.set)


def _allow_many_sockets() -> None:
    """Each camera has several sockets; the soft limit of open files is often 1024."""
    _unused, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
