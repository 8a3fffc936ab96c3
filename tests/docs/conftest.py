# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A clone to run commands in, as a reader would, with cameras at the addresses that the pages use."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .pages import ROOT, Block

NETWORK = "127.52"
#: The addresses for documentation become loopback addresses of the emulated cameras.
ADDRESSES = {"192.0.2.": f"{NETWORK}.2.", "198.51.100.": f"{NETWORK}.100.", "203.0.113.": f"{NETWORK}.113."}
#: From a network that the examples allow.
CONTROLLER = f"{NETWORK}.2.10"
FOREIGN = ("ANSIBLE_", "NETCAM_", "PYTHON", "PYTEST_", "VIRTUAL_ENV", "MAKE", "MFLAGS", "GIT_")
DIGEST = {"http_server.auth_method": "digest"}


def _configured(name: str, model: str, number: int, password: str, **more: Any) -> dict[str, Any]:
    account = {"name": "site-admin", "password": password}
    address = f"{NETWORK}.100.{number}"
    return {"name": name, "model": model, "address": address, "state": "configured", "account": account, **more}


FLEET = {
    "cameras": [
        _configured("lobby", "VB-H47", 11, "one-Quiet-lantern7", settings=DIGEST, firmware="1.3.0"),
        _configured("gate", "VB-R13VE", 12, "Two9brass0kettles", settings=DIGEST),
        {"name": "dock", "model": "VB-M640VE", "address": f"{NETWORK}.100.13", "state": "root_camera"},
        _configured(
            "yard",
            "VB-S920F",
            14,
            "Nine7-copper-finches",
            https=True,
            settings={"ssl_tls.https_policy": "https"},
        ),
        {"name": "ramp", "model": "VB-M46", "address": f"{NETWORK}.100.15", "state": "no_account"},
        {"name": "shed", "model": "VB-M44", "address": f"{NETWORK}.100.16", "state": "no_account"},
    ]
}


class Clone:
    """A copy of this clone, set up from this interpreter's own environment, so that nothing is downloaded."""

    def __init__(self, place: Path, fleet: Fleet) -> None:
        self.root = place / "netcam.hardening"
        self.home = place / "home"
        self.fleet = fleet
        self._background: subprocess.Popen[bytes] | None = None
        self._copy()
        self._set_up()
        self.home.mkdir()
        (self.home / ".vault-password").write_text("thirteen green umbrellas\n", encoding="utf-8")

    def _copy(self) -> None:
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        if listed.returncode:
            shutil.copytree(ROOT, self.root, ignore=shutil.ignore_patterns(".*", "__pycache__"))
            return
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                target = self.root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, target)

    def _set_up(self) -> None:
        """What `make setup` would leave, with links in the place of installed packages (see tests/tools/setup.sh)."""
        venv = self.root / ".venv"
        collections = venv / "collections" / "ansible_collections" / "netcam"
        collections.mkdir(parents=True)
        (collections / "hardening").symlink_to(self.root)
        for name in ("bin", "lib", "pyvenv.cfg"):
            (venv / name).symlink_to(Path(sys.prefix) / name)
        (venv / ".made-in").write_text(str(self.root), encoding="utf-8")
        files = "requirements/constraints.txt requirements/run.txt"
        checksum = subprocess.run(
            ["bash", "-c", f'printf %s "$PWD $(cat {files} | cksum)"'], cwd=self.root, check=True, capture_output=True
        )
        (venv / ".installed-run").write_bytes(checksum.stdout)

    # -- files -----------------------------------------------------------------------------------------------------

    def write(self, block: Block) -> None:
        """Write the file that a block shows, with the emulated cameras' addresses."""
        text = block.text
        for documented, emulated in ADDRESSES.items():
            text = text.replace(documented, emulated)
        self._write(block.value, text)
        folder, slash, _rest = block.value.partition("/")
        if slash:
            self._add_emulator(folder)

    def _write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _add_emulator(self, folder: str) -> None:
        """What a reader brings along (code maps, certificate, firmware), and what only emulated cameras need."""
        for place in (self.root, self.root / "project"):
            shutil.copytree(self.fleet.run_dir / "profiles", place / "profiles", dirs_exist_ok=True)
        shutil.copy2(self.fleet.ca_path, self.root / "ca.pem")
        # the checksum in docs/inventory.md is that of this text
        self._write("firmware/vb-h47-1.3.0.bin", "test")
        inventory = yaml.safe_load(self.fleet.inventory.read_text(encoding="utf-8"))
        hosts = inventory["cameras"]["children"]["canon_vb_2022"]["hosts"]
        extra = {"ansible_netcam_source_address": CONTROLLER}
        if port_map := hosts["lobby"].get("ansible_netcam_port_map"):
            extra["ansible_netcam_port_map"] = port_map
        self._write(f"{folder}/group_vars/cameras/emulator.yml", yaml.safe_dump(extra))
        gateway = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        self._write(f"{folder}/host_vars/gateway1.yml", yaml.safe_dump(gateway))

    # -- commands --------------------------------------------------------------------------------------------------

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        # the commands name .venv/bin where they need it: a reader's PATH does not
        path = os.pathsep.join(part for part in kept["PATH"].split(os.pathsep) if not part.startswith(sys.prefix))
        return {
            **kept,
            "PATH": path,
            "HOME": str(self.home),
            "ANSIBLE_HOME": str(self.home / ".ansible"),
            "NETCAM_EMULATOR_NETWORK": NETWORK,
            "ANSIBLE_NOCOLOR": "1",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, block: Block) -> str:
        """Run the commands of a block in the clone's folder; their output. Fails when one of them fails."""
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", block.text],
            check=False,
            cwd=self.root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, f"{block}: exit status {done.returncode}\n{block.text}\n{done.stdout[-6000:]}"
        return done.stdout

    def start(self, block: Block) -> None:
        """Start the commands of a block, and wait for the file that shows that they are ready."""
        self.stop()
        # readers have the default network to themselves; tests run beside others
        text = block.text.replace("netcam_emulator serve ", f"netcam_emulator serve --network {NETWORK} ")
        log = self.root / "background.log"
        ready = self.root / block.value
        with log.open("wb") as out:
            self._background = subprocess.Popen(
                ["bash", "-c", text],
                cwd=self.root,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + 300
        while not (ready.exists() and (ready.parent / "control.json").exists()):
            over = self._background.poll() is not None or time.monotonic() > deadline
            assert not over, f"{block} is not ready:\n{log.read_text(encoding='utf-8')}"
            time.sleep(0.1)

    def stop(self) -> None:
        """Press Ctrl-C in the other terminal."""
        process, self._background = self._background, None
        if process is None:
            return
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
                return


@pytest.fixture
def make_clone(tmp_path: Path) -> Iterator[Callable[[], Clone]]:
    """Makes a clone with its own emulated cameras, all of which are gone after the test."""
    with contextlib.ExitStack() as stack:

        def make() -> Clone:
            fleet = stack.enter_context(Fleet(FLEET, network=NETWORK))
            clone = Clone(tmp_path, fleet)
            stack.callback(clone.stop)
            return clone

        yield make
