# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the tarball and prove it: nothing unexpected in it, and it works where nothing else is installed.

`--importer` runs galaxy-importer on it instead, with each warning counted as a failure; `--build-only DIR` just builds.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tree import OUTPUT, VENV, build_tarball, environment, prepare_home

# All that a user may find in the tarball. `*` does not stop at a slash.
EXPECTED = (
    "MANIFEST.json",
    "FILES.json",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "LICENSES/*.txt",
    "changelogs/config.yaml",
    "changelogs/changelog.yaml",
    "changelogs/fragments/*.yml",
    "docs/*",
    "extensions/awx/*",
    "meta/runtime.yml",
    "meta/execution-environment.yml",
    "meta/ee-requirements.txt",
    "meta/ee-bindep.txt",
    "playbooks/*.yml",
    "plugins/*.py",
    "plugins/*.yml",
    "plugins/*.md",
    "plugins/module_utils/_report/assets/*",
    "roles/*/README.md",
    "roles/*.yml",
    "roles/*.j2",
    "tests/config.yml",
    "tests/sanity/ignore-*.txt",
)
UNWANTED = ("*.pyc", "*/__pycache__/*", "extensions/molecule/*", "*.swp", "*~", "*.orig", "*.rej")
REQUIRED = (
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "meta/runtime.yml",
    "meta/execution-environment.yml",
    "plugins/module_utils/_report/assets/page.html.j2",
)


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def check_content(tarball: Path) -> list[str]:
    """Problems with what the tarball holds, one line each."""
    with tarfile.open(tarball) as archive:
        names = sorted(member.name for member in archive.getmembers() if not member.isdir())
        links = sorted(member.name for member in archive.getmembers() if member.issym() or member.islnk())
    problems = [f"unexpected file: {name}" for name in names if not matches(name, EXPECTED) or matches(name, UNWANTED)]
    problems += [f"missing file: {name}" for name in REQUIRED if name not in names]
    problems += [f"link instead of a file: {name}" for name in links]
    print(f"{tarball.name}: {len(names)} files, {tarball.stat().st_size // 1024} kB")
    return problems


def check_use(tarball: Path, place: Path) -> list[str]:
    """Install into an empty folder and use it from there, far from the clone."""
    collections = place / "collections"
    env = environment()
    env.update(HOME=str(place / "home"), ANSIBLE_HOME=str(place / "home"), ANSIBLE_COLLECTIONS_PATH=str(collections))
    problems: list[str] = []

    def run(*command: str) -> str:
        done = subprocess.run(
            [VENV / "bin" / command[0], *command[1:]], cwd=place, env=env, check=False, capture_output=True, text=True
        )
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {' '.join(command)}".replace(str(place), "..."))
        if done.returncode:
            problems.append(f"{' '.join(command)}\n{done.stdout[-1500:]}{done.stderr[-3000:]}")
        return done.stdout

    run("ansible-galaxy", "collection", "install", "--offline", "-p", str(collections), str(tarball))
    installed = collections / "ansible_collections" / "netcam" / "hardening"
    run("ansible-galaxy", "collection", "verify", "--offline", "-p", str(collections), "netcam.hardening")
    shown = run("ansible-doc", "netcam.hardening.settings")
    if str(installed) not in shown:
        problems.append(f"ansible-doc did not read the installed collection:\n{shown[:500]}")
    (place / "inventory.yml").write_text(
        "cameras:\n  hosts:\n    cam1:\n      ansible_connection: netcam.hardening.camera\n"
    )
    for playbook in sorted((installed / "playbooks").glob("*.yml")):
        name = f"netcam.hardening.{playbook.stem}"
        run("ansible-playbook", "-i", str(place / "inventory.yml"), "--syntax-check", name)
    if not any((installed / "playbooks").glob("*.yml")):
        problems.append("no playbook is installed")
    return problems


def run_importer(tarball: Path, place: Path) -> list[str]:
    """What Galaxy says of the tarball. galaxy-importer exits with 0 whatever it finds, so its words count."""
    env = environment()
    env.update(
        GALAXY_IMPORTER_CHECK_REQUIRED_TAGS="true",
        GALAXY_IMPORTER_ANSIBLE_LOCAL_TMP=str(place / "tmp"),
        GALAXY_IMPORTER_TMP_ROOT_DIR=str(place),
    )
    env.pop("ANSIBLE_COLLECTIONS_PATH")
    done = subprocess.run(
        [VENV / "bin" / "python", "-m", "galaxy_importer.main", str(tarball)],
        cwd=place,
        env=env,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print(done.stdout)
    problems = [line for line in done.stdout.splitlines() if line.startswith(("WARNING", "ERROR", "CRITICAL"))]
    if done.returncode or not (place / "importer_result.json").exists():
        problems.append(f"galaxy-importer gave up (exit status {done.returncode})")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--importer", action="store_true")
    parser.add_argument("--build-only", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    prepare_home()
    OUTPUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="netcam-tarball-") as folder:
        place = Path(os.path.realpath(folder))
        tarball = build_tarball(place)
        if arguments.build_only:
            arguments.build_only.mkdir(parents=True, exist_ok=True)
            print(shutil.copy(tarball, arguments.build_only))
            return 0
        problems = (
            run_importer(tarball, place) if arguments.importer else check_content(tarball) + check_use(tarball, place)
        )
    for problem in problems:
        print(f"problem: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
