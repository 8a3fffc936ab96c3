# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""For tests: start a fleet, look into its cameras, stop it. Standard library only, so any test can import it.

Example:
    with Fleet("tests/emulator/fleets/demo.yml") as fleet:
        fleet.camera("lobby").fault("slow", seconds=2)
        ...  # run against fleet.inventory
        assert fleet.camera("lobby").count("writes") == 0
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

PACKAGE_PARENT = Path(__file__).resolve().parent.parent
DEMO_FLEET = PACKAGE_PARENT / "fleets" / "demo.yml"


class EmulatorError(RuntimeError):
    """The emulator did not start, or the control API refused; the message has its own words."""


class Control:
    """The control API of a running emulator, whoever started it."""

    def __init__(self, run_dir: Path) -> None:
        self.run_dir = run_dir
        control = json.loads((run_dir / "control.json").read_text(encoding="utf-8"))
        self._url, self.pid = control["url"], int(control["pid"])

    @property
    def inventory(self) -> Path:
        """The Ansible inventory of the run."""
        return self.run_dir / "inventory.yml"

    @property
    def ca_path(self) -> Path:
        """Certificate of the fleet's CA."""
        return self.run_dir / "ca.pem"

    def profile(self, family: str) -> Path:
        """The exported profile of a family."""
        return self.run_dir / "profiles" / f"emulator_{family}.yml"

    @property
    def ipro_profile(self) -> Path:
        """The profile with this run's names of the i-PRO commands that have no public name."""
        return self.run_dir / "profiles" / "ipro.yml"

    def camera(self, name: str) -> CameraControl:
        """One camera by name."""
        return CameraControl(self, name)

    def cameras(self) -> list[dict[str, Any]]:
        """All cameras, briefly."""
        return list(self.call("GET", "/cameras"))

    def counters(self) -> dict[str, dict[str, int]]:
        """Counters of all cameras by name."""
        return dict(self.call("GET", "/counters"))

    def reset_counters(self) -> None:
        """Set the counters of all cameras to zero."""
        self.call("POST", "/counters/reset")

    def requests(self) -> dict[str, list[str]]:
        """The last requests of all cameras by name, newest last: `METHOD target from=address status`."""
        return dict(self.call("GET", "/requests"))

    def delay(self, seconds: float) -> None:
        """From now on every camera takes so long to answer a connection, an HTTP request, a datagram."""
        self.call("POST", "/delay", {"seconds": seconds})

    def dump(self) -> dict[str, Any]:
        """State of the whole fleet, for `restore`."""
        return dict(self.call("GET", "/dump"))

    def restore(self, dumped: dict[str, Any]) -> None:
        """Put the fleet (or the cameras in the dump) back."""
        self.call("POST", "/restore", dumped)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call the control API and return its JSON; raises EmulatorError."""
        data = None if method == "GET" else json.dumps({} if body is None else body).encode()
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with _OPENER.open(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise EmulatorError(f"{method} {path}: {error.code} {error.read().decode()}") from error


class CameraControl:
    """One camera through the control API."""

    def __init__(self, control: Control, name: str) -> None:
        self._control, self.name = control, name

    def state(self) -> dict[str, Any]:
        """Everything: settings (in force), written, saved, secrets, counters, log, requests, listeners, faults."""
        return dict(self._call("GET", ""))

    def settings(self) -> dict[str, Any]:
        """Settings in force, by id, without secrets."""
        return dict(self.state()["settings"])

    def saved(self) -> dict[str, Any]:
        """Settings that survive a restart."""
        return dict(self.state()["saved"])

    def secrets(self) -> dict[str, str]:
        """Secrets in force, in plain text."""
        return dict(self.state()["secrets"])

    def counters(self) -> dict[str, int]:
        """Counters; one that never counted is missing, so use `.get(name, 0)` or `count`."""
        return dict(self.state()["counters"])

    def count(self, name: str) -> int:
        """One counter."""
        return self.counters().get(name, 0)

    def log(self) -> list[str]:
        """Log lines."""
        return list(self.state()["log"])

    def requests(self) -> list[str]:
        """The last requests, newest last: `METHOD target from=address status`."""
        return list(self.state()["requests"])

    def codes(self) -> dict[str, str]:
        """Code of each setting."""
        return dict(self._call("GET", "/codes"))

    def set(self, settings: dict[str, Any]) -> None:
        """Change settings behind everyone's back; saved and in force at once."""
        self._call("POST", "/settings", settings)

    def fault(self, name: str, value: Any = None, **options: Any) -> None:
        """Switch a fault on: `fault("slow", seconds=2)`, `fault("reset", 3)`, `fault("dead")`."""
        self._call("POST", "/faults", {name: options or (True if value is None else value)})

    def onvif(self) -> dict[str, Any]:
        """What ONVIF keeps: users with passwords, quirks, scopes, and so on."""
        return dict(self.state()["onvif"])

    def quirk(self, name: str, value: Any = True) -> None:
        """Switch an ONVIF quirk on, or off with None: `quirk("no_ntp", "zero")`."""
        self._call("POST", "/onvif_quirks", {name: value})

    def ipro(self) -> dict[str, Any]:
        """What an i-PRO camera keeps: keys, certificates, users with passwords, the names of its commands."""
        return dict(self.state()["ipro"])

    def ipro_quirk(self, name: str, value: Any = True) -> None:
        """Switch an i-PRO quirk, or with None back to what the generation has."""
        self._call("POST", "/ipro_quirks", {name: value})

    def clear_faults(self) -> None:
        """Switch all faults off."""
        self._call("POST", "/faults", dict.fromkeys(self.state()["faults"]))

    def power_loss(self, wait: bool = True) -> None:
        """Cut the power for a moment."""
        self._call("POST", f"/power_loss?wait={int(wait)}")

    def restart(self, wait: bool = True) -> None:
        """Restart."""
        self._call("POST", f"/restart?wait={int(wait)}")

    def wait_up(self, seconds: float = 60.0) -> None:
        """Wait until a restart is over; raises EmulatorError."""
        ends = time.monotonic() + seconds
        while not self.state()["up"]:
            if time.monotonic() > ends:
                raise EmulatorError(f"{self.name} is not back after {seconds} s")
            time.sleep(0.05)

    def reset_counters(self) -> None:
        """Set counters to zero and forget the listed requests."""
        self._call("POST", "/counters/reset")

    def login_check(self, user: str, password: str) -> bool:
        """Would this log the administrator in? Counts nothing."""
        return bool(self._call("POST", "/login_check", {"user": user, "password": password}))

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        return self._control.call(method, f"/cameras/{self.name}{path}", body)


class Fleet(Control):
    """A fleet in a process of its own, from `__enter__` to `__exit__`; it dies with this process in any case.

    `python` must have aiohttp, pyyaml and cryptography; default: NETCAM_EMULATOR_PYTHON, else this interpreter.
    `network` (default: NETCAM_EMULATOR_NETWORK) moves all cameras, as `127.33`, so that fleets can run side by side.
    `fleet` is a fleet file, or the content of one. Without `run_dir` a temporary directory is used and removed.
    """

    def __init__(
        self,
        fleet: str | os.PathLike[str] | dict[str, Any] = DEMO_FLEET,
        *,
        run_dir: Path | None = None,
        port_offset: str | int = "auto",
        seed: str | None = None,
        network: str | None = None,
        python: str | None = None,
        timeout: float = 300.0,
    ) -> None:
        self._fleet, self._timeout, self._temporary = fleet, timeout, run_dir is None
        self.run_dir = run_dir or Path(tempfile.mkdtemp(prefix="netcam-emulator-"))
        network = network or os.environ.get("NETCAM_EMULATOR_NETWORK")
        given = {"--port-offset": str(port_offset), "--seed": seed, "--network": network}
        self._options = [part for option, value in given.items() if value is not None for part in (option, value)]
        self._python = python or os.environ.get("NETCAM_EMULATOR_PYTHON") or sys.executable
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Fleet:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log_path(self) -> Path:
        """What the emulator writes on stderr."""
        return self.run_dir / "emulator.log"

    def start(self) -> None:
        """Start and wait until all cameras listen; raises EmulatorError."""
        self.run_dir.mkdir(parents=True, exist_ok=True)
        command = [self._python, "-m", "netcam_emulator", "serve", "--fleet", str(self._fleet_file())]
        command += ["--run-dir", str(self.run_dir), "--exit-with-stdin", *self._options]
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE_PARENT)}
        with self.log_path.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                text=True,
                # Ctrl-C in a terminal is for the caller, who may still want to dump the state; stdin ends it in any case
                start_new_session=True,
            )
        line = self._first_line(self._process)
        if line is None or not line.startswith("ready:"):
            message = self.log_path.read_text(encoding="utf-8")
            self.stop()
            why = f"not ready within {self._timeout} s" if line is None else "it ended before it was ready"
            raise EmulatorError(f"{why}:\n{message}")
        super().__init__(self.run_dir)

    def stop(self) -> None:
        """Stop and wait; kills it if it does not go by itself."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        if self._temporary:
            shutil.rmtree(self.run_dir, ignore_errors=True)

    def _fleet_file(self) -> Path:
        if not isinstance(self._fleet, dict):
            return Path(self._fleet)
        path = self.run_dir / "fleet.yml"
        path.write_text(json.dumps(self._fleet), encoding="utf-8")  # JSON is YAML, and needs no library
        return path

    def _first_line(self, process: subprocess.Popen[str]) -> str | None:
        """First line of stdout, empty when the process ended, None when nothing came in time."""
        assert process.stdout is not None
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda out: lines.put(out.readline()), args=(process.stdout,), daemon=True).start()
        try:
            return lines.get(timeout=self._timeout)
        except queue.Empty:
            return None


# No proxy: an HTTP proxy of the environment must not stand between a test and its own loopback address.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
