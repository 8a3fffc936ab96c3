# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A network that authenticates: FreeRADIUS as its server, eapol_test as the supplicant of a camera. Both are Debian's."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from netcam_emulator.testing import CameraControl
from netcam_emulator.testing_ca import Authority

SECRET = "shared-between-switch-and-server"
_PATH = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
_CONFIGURATION = """
prefix = /usr
libdir = {libdir}
confdir = {folder}
logdir = {folder}
run_dir = {folder}
db_dir = {folder}
pidfile = {folder}/radiusd.pid
max_request_time = 60
proxy_requests = no
log {{
    destination = stdout
    auth = yes
}}
security {{
    reject_delay = 0
}}
thread pool {{
    start_servers = 1
    max_servers = 2
    min_spare_servers = 1
    max_spare_servers = 2
}}
client switch {{
    ipaddr = 127.0.0.0/8
    secret = {secret}
}}
modules {{
    eap {{
        default_eap_type = tls
        timer_expire = 120
        tls-config camera-network {{
            private_key_file = {key}
            certificate_file = {certificate}
            ca_file = {authority}
            cipher_list = "DEFAULT"
            tls_min_version = "1.2"
            tls_max_version = "1.2"
        }}
        tls {{
            tls = camera-network
        }}
    }}
}}
server default {{
    listen {{
        type = auth
        ipaddr = {address}
        port = {port}
    }}
    authorize {{
        eap
    }}
    authenticate {{
        eap
    }}
}}
"""


def program(name: str) -> str | None:
    """Path of a program; Debian keeps servers where not every user looks."""
    return shutil.which(name) or shutil.which(name, path=_PATH)


def missing() -> str:
    """What has to be installed for these tests, in words; empty when all is there."""
    absent = [
        package for package, name in (("eapoltest", "eapol_test"), ("freeradius", "freeradius")) if not program(name)
    ]
    return (
        f"no EAP-TLS authentication was made: Debian packages {', '.join(absent)} are not installed" if absent else ""
    )


class AuthenticationServer:
    """FreeRADIUS with EAP-TLS and nothing else, on an address of our own."""

    def __init__(self, folder: Path, network: Authority, address: str, server: Authority | None = None) -> None:
        self.folder, self.address = folder, address
        self.port = _free_port(address)
        certificate, key = (server or network).issue("radius.example")
        libdir = next(
            iter(sorted(Path("/usr/lib").glob("**/freeradius/rlm_eap.so"))), Path("/usr/lib/freeradius/x")
        ).parent
        text = _CONFIGURATION.format(
            folder=folder, secret=SECRET, key=key, certificate=certificate, authority=network.pem, address=address,
            port=self.port, libdir=libdir,
        )  # fmt: skip
        (folder / "radiusd.conf").write_text(text)
        (folder / "dictionary").write_text("")
        self._log = folder / "server.log"

    def __enter__(self) -> AuthenticationServer:
        command = [str(program("freeradius")), "-f", "-l", "stdout", "-x", "-d", str(self.folder), "-n", "radiusd"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        give_up = time.monotonic() + 60
        while "Ready to process requests" not in self.said:
            if self._process.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise AssertionError(f"FreeRADIUS did not start:\n{self.said}")
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def said(self) -> str:
        """What it has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True)
class Supplicant:
    """What a camera would authenticate with: exactly what is installed on it."""

    identity: str
    ca: Path
    certificate: Path
    key: Path

    def authenticate(self, server: AuthenticationServer, folder: Path) -> tuple[bool, str]:
        """One EAP-TLS authentication; whether the port would open, and all that eapol_test says."""
        configuration = folder / "supplicant.conf"
        configuration.write_text(
            "network={\n  key_mgmt=IEEE8021X\n  eap=TLS\n"
            f'  identity="{self.identity}"\n  ca_cert="{self.ca}"\n'
            f'  client_cert="{self.certificate}"\n  private_key="{self.key}"\n}}\n'
        )
        command = [str(program("eapol_test")), "-c", str(configuration), "-a", server.address, "-p", str(server.port)]
        command += ["-s", SECRET, "-t", "60", "-r", "0"]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=600)
        return run.returncode == 0 and run.stdout.rstrip().endswith("SUCCESS"), run.stdout + run.stderr


def supplicant_of(camera: CameraControl, folder: Path) -> Supplicant:
    """Take out of an emulated camera what it holds for 802.1X, key included: a test tool can, no page does."""
    state = camera.state()
    assert state["settings"]["dot1x.enable"] == "enable"
    held: dict[str, Any] = state["certificates"]
    if isinstance(held["dot1x"], dict):
        found = {"ca": held["dot1x"]["ca"], "client": held["dot1x"]["client"], "key": held["dot1x"]["key"]}
    else:
        (chosen,) = [entry for entry in held["entries"] if entry["id"] == held["dot1x"]]
        authorities = "".join(entry["pem"] for entry in held["entries"] if entry["kind"] == "ca")
        found = {"ca": authorities, "client": chosen["pem"], "key": chosen["key"]}
    for part, content in found.items():
        (folder / f"{part}.pem").write_text(content)
    return Supplicant(
        state["settings"]["dot1x.user_name"], folder / "ca.pem", folder / "client.pem", folder / "key.pem"
    )


def _free_port(address: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
