# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the i-PRO tests share: curl and openssl as an administrator uses them, and the profile with the run's own names."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from netcam_emulator.testing import CameraControl, Fleet

from .conftest import ADMIN, PASSWORD, Answer

IPRO = {"state": "configured", "account": {"name": ADMIN, "password": PASSWORD}, "key_seconds": 0}
NO_ACCEPT = ("-H", "Accept:")
PAGE_403 = "<HTML><HEAD><TITLE>403 Forbidden</TITLE></HEAD><BODY><H1>Forbidden</H1></BODY></HTML>"
MARK = "\ufeff\r\n"
LIMIT = 60.0


class Browserless:
    """Someone with curl, who sends no Accept header unless told to."""

    def __init__(self, fleet: Fleet, name: str, user: str = ADMIN, password: str = PASSWORD) -> None:
        self.fleet, self.name, self.user, self.password = fleet, name, user, password
        self.camera: CameraControl = fleet.camera(name)

    def named(self, user: str, password: str) -> Browserless:
        """The same for another user."""
        return Browserless(self.fleet, self.name, user, password)

    def url(self, kind: str = "http") -> str:
        """Base address of a listener, once the camera listens."""
        for found, address, port, _unused in self.camera.state()["listeners"]:
            if found == kind:
                return f"{kind}://{address}:{port}"
        raise AssertionError(f"{self.name} does not listen as {kind}")

    @property
    def base(self) -> str:
        """HTTPS where there is nothing else, once the camera has moved there."""
        at = self.wait(lambda: {kind: f"{kind}://{a}:{p}" for kind, a, p, _unused in self.camera.state()["listeners"]})
        return str(at.get("http") or at["https"])

    def raw(self, path: str, *options: str, base: str = "") -> Answer:
        """Any request, without a login, with curl's own Accept header."""
        command = ["curl", "-q", "-sS", "-k", "-m", "30", "--noproxy", "*", "-D", "/dev/stderr", "-w", "\n%{http_code}"]
        run = subprocess.run([*command, *options, (base or self.base) + path], capture_output=True, check=False)
        body, _unused, status = run.stdout.decode("utf-8", "replace").rpartition("\n")
        return Answer(run.returncode, int(status or 0), run.stderr.decode("utf-8", "replace"), body)

    def ask(self, command: str, *options: str, base: str = "") -> Answer:
        """A command with the login, by whatever method the camera asks for."""
        login = ("--anyauth", "-u", f"{self.user}:{self.password}", *NO_ACCEPT)
        return self.raw(f"/cgi-bin/{command}", *login, *options, base=base)

    def post(self, command: str, *options: str, base: str = "", **form: str | int) -> Answer:
        """A form. Digest at once, as an --anyauth probe would send the form in the clear."""
        fields = [part for name, value in form.items() for part in ("--data-urlencode", f"{name}={value}")]
        return self.ask(command, *options, *fields, base=base)

    def pairs(self, command: str, base: str = "") -> dict[str, str]:
        """The key=value lines of an answer."""
        text = self.ask(command, base=base).body.removeprefix(MARK)
        return dict(line.split("=", 1) for line in text.splitlines() if line)

    def install(self, path: Path, command: str = "https_install_signed", name: str = "") -> Answer:
        """Upload a certificate file."""
        return self.ask(command, "-F", f"fileName=@{path};filename={name or path.name}")

    # The commands without public names, by the profile

    def made_up(self, role: str, **values: str) -> Answer:
        """A command of the profile with its placeholders filled in."""
        entry: dict[str, Any] = yaml.safe_load(self.fleet.ipro_profile.read_text(encoding="utf-8"))["commands"][role]
        empty = dict.fromkeys(
            ("key_size", "common_name", "country", "state", "locality", "organization", "organizational_unit"), ""
        )
        filled = {
            name: template.format(**{**empty, **values})
            for name, template in {**entry.get("params", {}), **entry.get("form", {})}.items()
        }
        fields = [part for name, value in filled.items() for part in ("--data-urlencode", f"{name}={value}")]
        method = ("-G",) if entry["method"] == "GET" else ()
        return self.ask(entry["path"].removeprefix("/cgi-bin/"), *method, *fields)

    def previous_key(self) -> Answer:
        """Go back to the previous key, which no profile names."""
        return self.ask(self.camera.ipro()["commands"]["crt_key_previous"])

    def new_key(self, size: str = "2048") -> dict[str, str]:
        """Make a key and wait for it."""
        before = self.pairs("get_crt_key")
        answer = self.made_up("crt_key_generate", key_size=size)
        assert done(answer), answer
        return self.wait(lambda: self._other_key(before))

    def _other_key(self, before: dict[str, str]) -> dict[str, str]:
        after = self.pairs("get_crt_key")
        # Empty while the camera moves: a new key may end HTTPS.
        return after if after.get("cur_key_last_modified") not in (None, before["cur_key_last_modified"]) else {}

    def csr(self, path: Path, common_name: str = "lobby.example.com", **fields: str) -> Path:
        """Have a signing request made and fetch it."""
        assert done(self.made_up("csr_generate", common_name=common_name, **fields))
        body = self.made_up("csr_fetch").body
        path.write_text(body[body.index("-----BEGIN") :], encoding="utf-8")
        return path

    def wait(self, found: Callable[[], Any]) -> Any:
        """Poll until something is there."""
        ends = time.monotonic() + LIMIT
        while time.monotonic() < ends:
            value = found()
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"{self.name}: nothing within {LIMIT} s")

    def settled(self) -> None:
        """Wait until the listeners have moved."""
        self.camera.wait_up(LIMIT)


def done(answer: Answer) -> bool:
    """The camera says that it has done it: status 200 and no page of an error."""
    return answer.status == 200 and "<TITLE>" not in answer.body


def refused(answer: Answer) -> bool:
    """The camera says no in the body of a status 200."""
    return (answer.status, answer.body) == (200, PAGE_403)


def openssl(*arguments: str | Path, stdin: bytes = b"") -> str:
    """Output of openssl, whatever its exit status."""
    command = ["openssl", *map(str, arguments)]
    run = subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=LIMIT)
    return (run.stdout + run.stderr).decode("utf-8", "replace")
