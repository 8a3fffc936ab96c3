# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the tools find things: the clone, its virtual environment, clean copies and a home folder of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
OUTPUT = ROOT / ".test-output"
HOME = OUTPUT / "home"

# Settings of the caller that would change what the tools find or print.
FOREIGN = ("ANSIBLE_", "MOLECULE_", "NETCAM_", "PYTHONPATH", "PYTHONHOME", "PYTEST_", "VIRTUAL_ENV", "MAKEFLAGS")


def environment(venv: Path = VENV) -> dict[str, str]:
    """The environment of every step: this venv first, the collection found by name, the user's home left alone."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    env.update(
        HOME=str(HOME),
        PATH=f"{venv / 'bin'}{os.pathsep}{env.get('PATH', os.defpath)}",
        ANSIBLE_COLLECTIONS_PATH=str(venv / "collections"),
        ANSIBLE_HOME=str(HOME / ".ansible"),
        # Modules on localhost ask the password database for "~", not HOME.
        ANSIBLE_REMOTE_TMP=str(HOME / ".ansible" / "tmp"),
        ANSIBLE_NOCOLOR="1",
        NO_COLOR="1",
        PYTHONUNBUFFERED="1",
        LC_ALL="C.UTF-8",
    )
    env.pop("FORCE_COLOR", None)
    return env


def prepare_home() -> None:
    """Make the tools' home; pip keeps the user's settings and download cache through links."""
    real = Path.home()
    if real == HOME:
        return
    for name in (".config/pip", ".pip", ".cache/pip"):
        link = HOME / name
        if (real / name).exists() and not link.exists():
            link.unlink(missing_ok=True)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(real / name)
    HOME.mkdir(parents=True, exist_ok=True)
    # A checkout may belong to another user than the one who tests it (CI in a container): git refuses that by default.
    (HOME / ".gitconfig").write_text("[safe]\n\tdirectory = *\n")


def tracked_files() -> list[str]:
    """What belongs to the collection: files git knows or would add. A tree without git holds nothing else."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})
    ours = (".venv", ".venv-matrix", ".test-output", "__pycache__")
    return sorted(
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.is_file() and not set(ours) & set(path.relative_to(ROOT).parts)
    )


def clean_copy(into: Path) -> Path:
    """Copy the collection to INTO/ansible_collections/netcam/hardening, where its name belongs; returns that."""
    target = into / "ansible_collections" / "netcam" / "hardening"
    shutil.rmtree(target, ignore_errors=True)
    for name in tracked_files():
        destination = target / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, destination, follow_symlinks=False)
    return target


def build_tarball(into: Path) -> Path:
    """`ansible-galaxy collection build` out of a clean copy; returns the tarball."""
    source = clean_copy(into / "source")
    subprocess.run(
        [VENV / "bin" / "ansible-galaxy", "collection", "build", "--force", "--output-path", into, source],
        check=True,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    tarballs = list(into.glob("netcam-hardening-*.tar.gz"))
    if len(tarballs) != 1:
        raise SystemExit(f"expected one tarball in {into}, found {[t.name for t in tarballs]}")
    return tarballs[0]
