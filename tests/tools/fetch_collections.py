# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetch the collections that the recipes of the documentation use: fetch_collections.py [--venv PATH].

They come out of the wheel that requirements/collections.txt names. They lie in a folder of their own, not beside this
collection, so that nothing of it can come to depend on them unnoticed. Never fails: tests that need them are skipped by name.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tree import ROOT, VENV

REQUIREMENTS = ROOT / "requirements" / "collections.txt"
WANTED = ("awx/awx", "community/crypto", "community/hashi_vault")
FOLDER = "test-collections"


def fetch(venv: Path) -> str | None:
    """Make venv/test-collections as the requirements say; why not, or None."""
    target = venv / FOLDER
    stamp = target / ".from"
    wanted = f"{REQUIREMENTS.read_text(encoding='utf-8')}{' '.join(WANTED)}\n"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return None
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        command = [str(venv / "bin" / "python"), "-m", "pip", "download", "--disable-pip-version-check", "--no-input"]
        command += [
            "--quiet",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--dest",
            name,
            "--requirement",
            str(REQUIREMENTS),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(Path(name).glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip downloaded nothing"
        with zipfile.ZipFile(wheels[0]) as wheel:
            prefixes = tuple(f"ansible_collections/{collection}/" for collection in WANTED)
            wheel.extractall(target, [member for member in wheel.namelist() if member.startswith(prefixes)])
    stamp.write_text(wanted, encoding="utf-8")
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=VENV)
    reason = fetch(parser.parse_args().venv.resolve())
    if reason is not None:
        print(
            f"setup: {', '.join(WANTED)} could not be fetched ({reason}); tests that need it are skipped",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
