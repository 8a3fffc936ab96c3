# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Looks at an emulated camera from outside: curl, openssl and plain sockets, nothing of the collection's own code."""

from __future__ import annotations

import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml
from netcam_emulator.testing import Control

SNMP_GET_SYSDESCR_PUBLIC = bytes.fromhex(
    "302602010104067075626c6963a019020400000001020100020100300b300906052b060102010500"
)
MDNS_HTTP_QUERY = bytes.fromhex("000000000001000000000000055f68747470045f746370056c6f63616c00000c8001")

WS_DISCOVERY_PROBE = b"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"
 xmlns:n="http://www.onvif.org/ver10/network/wsdl"><s:Header>
<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>
<a:MessageID>urn:uuid:6f1f7a10-7a5e-4a57-9d0e-52b8c3d0e001</a:MessageID>
<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>
<s:Body><d:Probe><d:Types>n:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>"""


@dataclass(frozen=True)
class Answer:
    """What curl got; `exit` is curl's own status."""

    exit: int
    status: int
    headers: str
    body: str


class Witness:
    """Somebody else than the collection, in front of one camera."""

    def __init__(self, fleet: Control, name: str, ca: Path | None = None) -> None:
        self.camera, self.name = fleet.camera(name), name
        state = self.camera.state()
        self._ca = ca or fleet.ca_path
        profile = fleet.profile(state["family"])
        # cameras without a code map show nothing item by item
        self._settings = yaml.safe_load(profile.read_text(encoding="utf-8"))["settings"] if profile.exists() else {}

    def listener(self, kind: str) -> tuple[str, int] | None:
        """Address and reachable port of a listener as it is now."""
        for found, address, port, _certificate in self.camera.state()["listeners"]:
            if found == kind:
                return str(address), int(port)
        return None

    def url(self, kind: str = "http") -> str:
        """Base address of a listener."""
        found = self.listener(kind)
        assert found is not None, f"{self.name} does not listen as {kind}"
        return f"{kind}://{found[0]}:{found[1]}"

    # -- HTTP ------------------------------------------------------------------------------------------------------

    def curl(self, path: str, *options: str, kind: str = "http", source: str | None = None) -> Answer:
        """One request without a login, unless the options bring one."""
        command = ["curl", "-q", "-sS", "-m", "5", "--noproxy", "*", "-D", "/dev/stderr", "-w", "\n%{http_code}"]
        command += ["--cacert", str(self._ca), *(["--interface", source] if source else []), *options]
        run = subprocess.run([*command, self.url(kind) + path], capture_output=True, check=False)
        body, _newline, status = run.stdout.decode("utf-8", "replace").rpartition("\n")
        return Answer(run.returncode, int(status or 0), run.stderr.decode("utf-8", "replace"), body)

    def challenge(self, kind: str = "http") -> str:
        """The scheme of the challenge in front of the Setting Page: Digest or Basic."""
        answer = self.curl("/admin/", kind=kind)
        assert answer.status == 401, answer
        line = next(line for line in answer.headers.splitlines() if line.lower().startswith("www-authenticate:"))
        return line.split(":", 1)[1].split()[0]

    def page(self, name: str, login: str, kind: str = "http") -> dict[str, str]:
        """A page of settings as an administrator's curl reads it: code -> value."""
        answer = self.curl(f"/admin/-get-?pg={name}", "--anyauth", "-u", login, kind=kind)
        assert answer.status == 200, answer
        return dict(line.split("=", 1) for line in answer.body.splitlines())

    def shown(self, setting: str, login: str, kind: str = "http") -> str:
        """One setting in words, as the camera's own page shows it to curl."""
        entry = self._settings[setting]
        wire = self.page(entry["page"], login, kind)[entry["code"]]
        return {value: word for word, value in entry.get("values", {}).items()}.get(wire, wire)

    def write(self, settings: dict[str, str], login: str) -> None:
        """Write settings and save them, as an administrator's curl does."""
        query: list[str] = []
        for setting, value in settings.items():
            entry = self._settings[setting]
            query += ["--data-urlencode", f"{entry['code']}={entry.get('values', {}).get(value, value)}"]
        answer = self.curl("/admin/-set-", "--anyauth", "-u", login, "-G", *query)
        assert answer.body.startswith("Status=0"), answer
        assert self.curl("/admin/-set-?pt=4", "--anyauth", "-u", login).body.startswith("Status=0")

    # -- other protocols -------------------------------------------------------------------------------------------

    def rtsp_challenge(self) -> str:
        """The scheme of the challenge to an RTSP DESCRIBE without a login."""
        address = self.listener("rtsp")
        assert address is not None
        with socket.create_connection(address, timeout=60) as connection:
            connection.sendall(f"DESCRIBE rtsp://{address[0]}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
            text = connection.recv(4096).decode()
        assert text.startswith("RTSP/1.0 401"), text
        line = next(line for line in text.splitlines() if line.lower().startswith("www-authenticate:"))
        return line.split(":", 1)[1].split()[0]

    def connects(self, port: int) -> bool:
        """Whether a TCP port (as the camera counts it) accepts a connection."""
        http = self.listener("http") or self.listener("https")
        assert http is not None
        shift = 20000 if port < 1024 and http[1] in (20080, 20443) else 0
        try:
            socket.create_connection((http[0], port + shift), timeout=60).close()
        except OSError:
            return False
        return True

    def snmp_answers(self) -> bool:
        """Whether an SNMP v2c GET with the community public is answered."""
        return self._udp(161, SNMP_GET_SYSDESCR_PUBLIC)

    def snmpget(self, oid: str, *options: str) -> str:
        """What snmpget says of an object."""
        address = self.listener("snmp")
        assert address is not None
        command = ["snmpget", *options, "-t", "1", "-r", "0", "-On", f"udp:{address[0]}:{address[1]}", oid]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return run.stdout + run.stderr

    def mdns_answers(self) -> bool:
        """Whether an mDNS query for web servers is answered."""
        return self._udp(5353, MDNS_HTTP_QUERY)

    def is_discoverable(self) -> bool:
        """Whether a WS-Discovery probe, sent straight to the camera, is answered."""
        return self._udp(3702, WS_DISCOVERY_PROBE)

    def _udp(self, port: int, packet: bytes) -> bool:
        http = self.listener("http") or self.listener("https")
        assert http is not None
        shift = 20000 if port < 1024 and http[1] in (20080, 20443) else 0
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((http[0], port + shift))
            try:
                probe.send(packet)
                # the emulator does one thing after the other: what it wants to say to the packet, it has said by then
                for _time in range(2):
                    self.camera.state()
                probe.settimeout(0.5)
                return bool(probe.recv(4096))
            except OSError:
                return False
