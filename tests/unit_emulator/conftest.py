# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One fleet for all tests, put back to its first state after each; curl is the witness that shares no code with it."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import CameraControl, Fleet

ADMIN, PASSWORD = "site-admin", "Right4Admin88"
ACCOUNT = {"state": "configured", "account": {"name": ADMIN, "password": PASSWORD}}
# Networks of our own, so that a demo fleet or a second run of these tests may go on at the same time.
NETWORK, OTHER, THIRD = (f"127.{first + os.getpid() % 50}" for first in (100, 150, 200))

FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        {"name": "fresh", "model": "VB-H47"},
        {"name": "fresh-old", "model": "VB-R13VE"},
        {"name": "modern", "model": "VB-H47", **ACCOUNT},
        {"name": "old", "model": "VB-R13VE", **ACCOUNT},
        {"name": "root", "model": "VB-M640VE"},
        {"name": "fixed", "model": "VB-M700F"},
        {
            "name": "tls", "model": "VB-S920F", **ACCOUNT, "https": True,
            "settings": {"ssl_tls.https_policy": "http_and_https"},
        },
        {"name": "self-signed", "model": "VB-M46", **ACCOUNT, "certificate": "self_signed"},
        {"name": "no-certificate", "model": "VB-M46", **ACCOUNT, "certificate": "none"},
        {"name": "both", "model": "VB-H47", **ACCOUNT, "onvif_without": []},
        {"name": "old-no-certificate", "model": "VB-R13VE", **ACCOUNT, "certificate": "none"},
        {
            "name": "strict", "model": "VB-S32D", **ACCOUNT, "digest_algorithm": "SHA-256", "nonce_uses": 2,
            "lockout": {"failures": 2, "seconds": 0.3, "status": 403},
        },
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What curl got; `exit` is curl's own status (7 refused, 28 too slow, 52 and 56 cut off), `local` its address."""

    exit: int
    status: int
    headers: str
    body: str

    @property
    def ok(self) -> bool:
        """The camera says that it has done it."""
        return self.status == 200 and self.body.startswith("Status=0")

    @property
    def cut_off(self) -> bool:
        """No answer: the connection was reset, before or after curl counted it as made, or the port is closed."""
        return self.exit in (7, 52, 56)

    @property
    def error(self) -> str:
        """Error word and detail, empty when there is none."""
        _unused, _unused, error = self.body.partition("Error=")
        return error.strip()


class Client:
    """An administrator (or anybody else) with curl and the exported profile."""

    def __init__(self, camera: CameraControl, profile: dict[str, Any], user: str, password: str) -> None:
        self.camera, self.name = camera, camera.name
        self.user, self.password = user, password
        self._settings = profile["settings"]

    def url(self, kind: str = "http") -> str:
        """Base address of a listener as it is now."""
        for found, address, port, _unused in self.camera.state()["listeners"]:
            if found == kind:
                return f"{kind}://{address}:{port}"
        raise AssertionError(f"{self.name} does not listen as {kind}")

    def port(self, kind: str) -> int:
        """Reachable port of a listener as it is now."""
        return int(self.url(kind).rpartition(":")[2])

    @property
    def address(self) -> str:
        """The camera's address."""
        return str(self.camera.state()["listeners"][0][1])

    def curl(self, path: str, *options: str, base: str = "") -> Answer:
        """Get a path without logging in."""
        command = ["curl", "-q", "-sS", "-m", "5", "--noproxy", "*", "-D", "/dev/stderr", "-w", "\n%{http_code}"]
        command += [*options, (base or self.url()) + path]
        run = subprocess.run(command, capture_output=True, check=False)
        body, _unused, status = run.stdout.decode("utf-8", "replace").rpartition("\n")
        return Answer(run.returncode, int(status or 0), run.stderr.decode("utf-8", "replace"), body)

    def get(self, path: str, *options: str, base: str = "") -> Answer:
        """Get a path with the login, by whatever method the camera asks for."""
        return self.curl(path, "--anyauth", "-u", f"{self.user}:{self.password}", *options, base=base)

    def parameter(self, id_: str, value: Any) -> str:
        """`code=wire`; ids of rows as `host_access.ipv4.rows[1].address`, `rtp_server.stream[1].multicast_port`."""
        plain, row = id_, ""
        if "[" in id_:
            head, _unused, tail = id_.partition("[")
            number, _unused, leaf = tail.partition("].")
            plain, row = f"{head}.{leaf}", f"-{int(number) - 1}"
            if head in self._settings:
                entry = self._settings[head]["columns"][leaf]
                return f"{entry['code']}{row}={entry.get('values', {}).get(value, value)}"
        entry = self._settings[plain]
        return f"{entry['code']}{row}={entry.get('values', {}).get(value, value)}"

    def write(self, settings: dict[str, Any], *options: str, base: str = "") -> Answer:
        """Write settings by id, not saved."""
        query = [part for id_, value in settings.items() for part in ("--data-urlencode", self.parameter(id_, value))]
        return self.get("/admin/-set-", "-G", *query, *options, base=base)

    def save(self, base: str = "") -> Answer:
        """Save."""
        return self.get("/admin/-set-?pt=4", base=base)

    def read(self, page: str) -> dict[str, str]:
        """Read a page as parameter -> value."""
        lines = self.get(f"/admin/-get-?pg={page}").body.splitlines()
        return dict(line.split("=", 1) for line in lines)

    def shown(self, id_: str) -> str:
        """Read one setting that exists once, in words where it has words."""
        entry = self._settings[id_]
        wire = self.read(entry["page"])[entry["code"]]
        words = {value: word for word, value in entry.get("values", {}).items()}
        return str(words.get(wire, wire))


@pytest.fixture(scope="session")
def running() -> Iterator[Fleet]:
    """The fleet's process."""
    with Fleet(FLEET, network=NETWORK) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def first_state(running: Fleet) -> dict[str, Any]:
    """The fleet as it was at the start. A file that has a fleet of its own calls it C(running) as well."""
    return running.dump()


@pytest.fixture
def fleet(running: Fleet, first_state: dict[str, Any]) -> Iterator[Fleet]:
    """The fleet in its first state; at the end no emulator error may stand in its log."""
    yield running
    running.restore(first_state)
    log = running.log_path.read_text(encoding="utf-8")
    assert "Traceback" not in log, log


class Clients:
    """A client per camera, on demand."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    def __call__(self, name: str, user: str = ADMIN, password: str = PASSWORD) -> Client:
        """Return a client for a camera of the fleet."""
        camera = self._fleet.camera(name)
        text = Path(self._fleet.profile(camera.state()["family"])).read_text(encoding="utf-8")
        return Client(camera, yaml.safe_load(text), user, password)


@pytest.fixture
def client(fleet: Fleet) -> Clients:
    """`client("modern")` is that camera's administrator; other names and passwords as arguments."""
    return Clients(fleet)


@pytest.fixture
def modern(client: Clients) -> Client:
    """Administrator of a camera of 2022 or later."""
    return client("modern")


@pytest.fixture
def old(client: Clients) -> Client:
    """Administrator of a camera from before 2022."""
    return client("old")


def can_connect(address: str, port: int) -> bool:
    """Whether a TCP port accepts."""
    try:
        with socket.create_connection((address, port), timeout=60):
            return True
    except OSError:
        return False
