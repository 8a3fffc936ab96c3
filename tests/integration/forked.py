# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ansible-playbook and ansible-inventory without their start-up: children of a process that has imported Ansible already.

That process is prepared_ansible.py.

Only a run in the ordinary environment of these tests gets one; whoever sets another variable that Ansible, Python or a
library may read gets the console script. NETCAM_INTEGRATION_FORKED=0 runs all with the console script.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("prepared_ansible.py")
#: Variables that nothing reads while Ansible is imported.
READ_LATER = ("NETCAM_", "PYTEST_")
#: Seconds within which the server must have loaded Ansible, on however loaded a machine.
LOAD = 300.0


def early(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that must be the same when Ansible is imported."""
    return {k: v for k, v in environment.items() if not k.startswith(READ_LATER) and k != "ANSIBLE_HOME"}


class Server:
    """The process that forks, for one environment. One run at a time."""

    def __init__(self, program: Path, collection: Path, environment: Mapping[str, str]) -> None:
        self.environment = early(environment)
        self.free = threading.Lock()
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, str(SERVER), str(theirs.fileno()), str(program), str(collection)]
        with theirs:
            self._process = subprocess.Popen(
                command, env=self.environment, pass_fds=[theirs.fileno()], start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self.home = self._answer(LOAD)["home"]

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._orders.settimeout(seconds)
        text = self._orders.recv(1 << 16)
        if not text:
            raise RuntimeError(f"{SERVER.name} has ended: {self._process.wait()}")
        return dict(json.loads(text))

    def begin(self, command: Sequence[str], environment: Mapping[str, str], folder: Path, *output: int) -> int:
        """Start a run, its standard output and error going to these open files; returns its process ID."""
        order = {
            "command": list(command), "folder": str(folder), "environment": {**environment, "ANSIBLE_HOME": self.home},
        }  # fmt: skip
        socket.send_fds(self._orders, [json.dumps(order).encode()], list(output))
        return int(self._answer(LOAD)["pid"])

    def run(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """As subprocess.run with captured output; raises subprocess.TimeoutExpired after C(timeout) seconds."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            pid = self.begin(command, environment, folder, out.fileno(), err.fileno())
            try:
                status = int(self._answer(timeout)["status"])
            except TimeoutError as error:
                os.killpg(pid, signal.SIGKILL)
                self._answer(LOAD)
                raise subprocess.TimeoutExpired(command, timeout) from error
            texts = []
            for stream in (out, err):
                stream.seek(0)
                texts.append(stream.read().decode())
        return subprocess.CompletedProcess(command, status, *texts)

    def stop(self) -> None:
        """It ends by itself when nobody can give orders any more."""
        self._orders.close()
        self._process.wait(60)


_servers: list[Server] = []


def server_for(program: Path, environment: Mapping[str, str]) -> Server | None:
    """The server of this process for this environment; None where there can be none, or it is another environment."""
    if not sys.platform.startswith("linux") or os.environ.get("NETCAM_INTEGRATION_FORKED") == "0":
        return None
    if not _servers:
        collection = Path(environment["ANSIBLE_COLLECTIONS_PATH"]) / "ansible_collections" / "netcam" / "hardening"
        _servers.append(Server(program, collection, environment))
        atexit.register(_servers[0].stop)
    return _servers[0] if _servers[0].environment == early(environment) else None


def run(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, timeout: float, ordinary: bool
) -> subprocess.CompletedProcess[str]:
    """Run ansible-playbook or ansible-inventory in C(folder), at most C(timeout) seconds.

    C(ordinary): its environment is that of all tests.
    """
    server = server_for(Path(command[0]), environment) if ordinary else None
    if server is not None and server.free.acquire(blocking=False):
        try:
            return server.run(command, environment, folder, timeout)
        finally:
            server.free.release()
    return subprocess.run(
        command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout,
        check=False,
    )  # fmt: skip
