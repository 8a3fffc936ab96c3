# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers to look at: openssl s_server with any certificate and any versions, and sockets that are no TLS server."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ansible_collections.netcam.hardening.plugins.module_utils._probes.tls import Place

from ..certificates.material import Signed, written

HOST = "127.0.0.1"
#: Seconds for one handshake in these tests: nothing is judged by it, it only ends what hangs.
PATIENCE = 60.0


@dataclass
class Server:
    """An openssl s_server that runs."""

    process: subprocess.Popen[str]
    host: str
    port: int

    @property
    def place(self) -> Place:
        """Where to look."""
        return Place(self.host, self.port, timeout=PATIENCE)


@contextlib.contextmanager
def s_server(
    folder: Path, served: Signed, *options: str, chain: Sequence[Signed] = (), host: str = HOST
) -> Iterator[Server]:
    """openssl s_server with this certificate and key; C(options) are its own."""
    certificate = written(folder, "served.pem", served.pem)
    key = written(folder, "served.key", served.key_pem())
    command = [
        "openssl",
        "s_server",
        "-accept",
        f"[{host}]:0" if ":" in host else f"{host}:0",
        "-cert",
        str(certificate),
    ]
    command += ["-key", str(key), *options]
    if chain:
        command += ["-cert_chain", str(written(folder, "served-chain.pem", "".join(one.pem for one in chain)))]
    # stdin stays open: at its end s_server ends with the first connection
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            found = re.match(r"ACCEPT .*:(\d+)$", line.strip())
            if found:
                threading.Thread(target=_drain, args=(process,), daemon=True).start()
                yield Server(process, host, int(found[1]))
                return
        raise AssertionError(f"{' '.join(command)}: {''.join(said)}")
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _drain(process: subprocess.Popen[str]) -> None:
    # a full pipe would stop the server
    with contextlib.suppress(ValueError, OSError):
        for _line in process.stdout or ():
            pass


@contextlib.contextmanager
def listener(answer: bytes | None) -> Iterator[int]:
    """A port that answers every connection with these bytes and closes it; with None it keeps silent."""
    kept = []
    with socket.create_server((HOST, 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                kept.append(connection)
                if answer is not None:
                    with contextlib.suppress(OSError):
                        connection.recv(4096)
                        connection.sendall(answer)
                        connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
        server.shutdown(socket.SHUT_RDWR)
    for connection in kept:
        connection.close()
