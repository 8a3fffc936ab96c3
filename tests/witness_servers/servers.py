# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Start a server of Debian's in the foreground, wait until it answers, and end it. Each has an address of its own."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

#: How long a server may take to start, on a machine that is busy with other tests.
PATIENCE = 60.0
_addresses = itertools.count(1)


def fresh_address() -> str:
    """A loopback address that nobody else uses: its own per process and use."""
    return f"127.{170 + os.getpid() % 40}.77.{next(_addresses)}"


def program(name: str, package: str) -> str:
    """Path of a server's program; the test is skipped, by name, where it is not installed."""
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if found is None:
        pytest.skip(f"needs {name} (Debian package {package})")
    return found


def free_port(address: str) -> int:
    """A TCP port that is free for now."""
    with socket.socket() as finder:
        finder.bind((address, 0))
        return int(finder.getsockname()[1])


def free_udp_port(address: str) -> int:
    """A UDP port that is free for now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as finder:
        finder.bind((address, 0))
        return int(finder.getsockname()[1])


def accepts(address: str, port: int) -> Callable[[], bool]:
    """Whether a TCP port accepts."""

    def look() -> bool:
        try:
            socket.create_connection((address, port), timeout=5).close()
        except OSError:
            return False
        return True

    return look


@contextmanager
def running(command: Sequence[str], ready: Callable[[], bool], folder: Path, **environment: str) -> Iterator[None]:
    """The server from its first answer until the test is over; its output is part of the error when it does not start."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            env={**os.environ, **environment},
        )  # fmt: skip
    try:
        ends = time.monotonic() + PATIENCE
        while not ready():
            said = log.read_text(errors="replace")[-2000:]
            assert process.poll() is None, f"{command[0]} ended:\n{said}"
            assert time.monotonic() < ends, f"{command[0]} does not answer:\n{said}"
            time.sleep(0.1)
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """A self-signed certificate for an address and its key, by openssl."""
    openssl = program("openssl", "openssl")
    key, chain = folder / "key.pem", folder / "chain.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90",
         "-subj", "/CN=witness", "-addext", f"subjectAltName=IP:{address}", "-addext", "basicConstraints=critical,CA:TRUE",
         "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )  # fmt: skip
    return chain, key
