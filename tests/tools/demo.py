# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`make harden`, `make certificates` and `make emulator`: a playbook against an emulated fleet that keeps its state, or a real inventory.

The fleet lives as long as this process and not a moment longer; what its cameras remember is kept in .demo between runs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
KEPT = ROOT / ".demo"
STATE = KEPT / "state.json"
RUN_DIR = KEPT / "run"
BACKUPS = KEPT / "backups"
RESULT = KEPT / "audit.json"
REPORTS = KEPT / "reports"

sys.path.insert(0, str(ROOT / "tests" / "emulator"))

from netcam_emulator.testing import DEMO_FLEET, EmulatorError, Fleet  # noqa: E402  # the path above makes it importable


def say(text: str) -> None:
    """A line of our own between those of Ansible."""
    print(f"\n==> {text}", flush=True)


def playbook(name: str, inventory: Path, arguments: list[str], log: Path | None = None) -> int:
    """Run a playbook of this clone; its exit code. C(log) gets a copy of the output."""
    command = [str(BIN / "ansible-playbook"), "-i", str(inventory), str(ROOT / "playbooks" / f"{name}.yml"), *arguments]
    environment = {**os.environ, "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg")}
    if sys.stdout.isatty():
        environment.setdefault("ANSIBLE_FORCE_COLOR", "1")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait(30)
        raise
    if log is not None:
        log.write_text("".join(lines), encoding="utf-8")
    return code


def changed_hosts(log: Path) -> int:
    """How many hosts of the recap were changed."""
    return len(re.findall(r"changed=[1-9]", log.read_text(encoding="utf-8")))


def harden_demo(arguments: list[str]) -> int:
    """The emulated fleet: harden it, and show that a second run changes nothing."""
    BACKUPS.mkdir(parents=True, exist_ok=True)
    with Fleet(DEMO_FLEET, run_dir=RUN_DIR) as fleet:
        known = STATE.exists()
        if known:
            fleet.restore(json.loads(STATE.read_text(encoding="utf-8")))
        say(
            f"{len(fleet.cameras())} emulated cameras, "
            + ("as the last run left them (make demo-reset: as delivered)" if known else "as delivered")
        )
        extra = ["-e", json.dumps({"harden_backup_dir": str(BACKUPS)}), *arguments]
        log = RUN_DIR / "ansible.log"
        try:
            say("ansible-playbook playbooks/harden.yml")
            code = playbook("harden", fleet.inventory, extra, log)
            if code == 0 and changed_hosts(log) and "--check" not in arguments:
                say("the same again on the same cameras: nothing is left to change")
                code = playbook("harden", fleet.inventory, extra, log)
                if code == 0 and changed_hosts(log):
                    say("the second run changed something: this is a defect")
                    code = 3
        finally:
            STATE.write_text(json.dumps(fleet.dump()), encoding="utf-8")
    say("the emulated cameras are switched off; their state is kept in .demo (make demo-reset forgets it)")
    return code


def certificates_demo(arguments: list[str]) -> int:
    """The emulated fleet as the last run left it: its certificates, and a renewal of what is due."""
    with Fleet(DEMO_FLEET, run_dir=RUN_DIR) as fleet:
        if STATE.exists():
            fleet.restore(json.loads(STATE.read_text(encoding="utf-8")))
        try:
            return playbook("certificates", fleet.inventory, arguments)
        finally:
            STATE.write_text(json.dumps(fleet.dump()), encoding="utf-8")


def audit_demo(arguments: list[str]) -> int:
    """The emulated fleet as the last run left it, audited; its state is not kept, because nothing has changed."""
    with Fleet(DEMO_FLEET, run_dir=RUN_DIR) as fleet:
        known = STATE.exists()
        if known:
            fleet.restore(json.loads(STATE.read_text(encoding="utf-8")))
        say(f"{len(fleet.cameras())} emulated cameras, " + ("as the last run left them" if known else "as delivered"))
        extra = ["-e", json.dumps({"audit_dest": str(RESULT), "audit_report_dest": str(REPORTS)}), *arguments]
        before = set(REPORTS.glob("*.html"))
        code = playbook("audit", fleet.inventory, extra)
    for report in sorted(set(REPORTS.glob("*.html")) - before):
        say(f"open the report in a browser: {report.relative_to(ROOT)}")
    return code


def serve() -> int:
    """Keep the emulated fleet up until Ctrl-C."""
    with Fleet(DEMO_FLEET, run_dir=RUN_DIR) as fleet:
        say(f"{len(fleet.cameras())} emulated cameras are up as delivered. In another terminal:")
        print(f"    .venv/bin/ansible-playbook -i {fleet.inventory.relative_to(ROOT)} playbooks/harden.yml")
        say("Ctrl-C ends them")
        signal.pause()
    return 0


def stop(number: int, _frame: object) -> None:
    """A signal ends the run through the same clean-up as everything else."""
    raise SystemExit(128 + number)


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["harden", "audit", "certificates", "serve", "reset"])
    parser.add_argument("--inventory", type=Path, help="your own inventory instead of the emulated cameras")
    options, arguments = parser.parse_known_args()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        if options.action == "reset":
            shutil.rmtree(KEPT, ignore_errors=True)
            return 0
        if options.action == "serve":
            return serve()
        if options.inventory is not None:
            if not options.inventory.exists():
                parser.error(f"the inventory {options.inventory} does not exist")
            return playbook(options.action, options.inventory.resolve(), arguments)
        if options.action == "certificates":
            return certificates_demo(arguments)
        if options.action == "audit":
            return audit_demo(arguments)
        return harden_demo(arguments)
    except EmulatorError as error:
        print(f"The emulated cameras could not be started: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
