# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run `ansible-test sanity` on a clean copy of the collection.

ansible-test wants a real tree .../ansible_collections/netcam/hardening (a link will not do). Its virtual environments
stay in our own home folder: the first run takes minutes, later ones seconds.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from tree import HOME, OUTPUT, VENV, clean_copy, environment, prepare_home

# What ansible-test of core 2.19 to 2.21 looks for before it downloads.
PIP_SCRIPTS = ("get_pip_24_2.py", "get_pip_25_2.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=VENV)
    parser.add_argument("--test", action="append", default=[], help="only this sanity test (may be repeated)")
    arguments = parser.parse_args()

    prepare_home()
    cache = HOME / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for name in PIP_SCRIPTS:
        if not (cache / name).exists():
            shutil.copyfile(Path(__file__).with_name("get_pip_stub.py"), cache / name)

    version = subprocess.run(
        [arguments.venv / "bin" / "python", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    copy = clean_copy(OUTPUT / "sanity" / version)
    # Without a repository of its own the copy would belong to the one around it, which ignores this folder:
    # ansible-test would find no file and call that a success.
    subprocess.run(["git", "init", "--quiet", copy], check=True, stdout=subprocess.DEVNULL)
    command = [str(arguments.venv / "bin" / "ansible-test"), "sanity", "--local", "--python", version, "--color", "no"]
    for test in arguments.test:
        command += ["--test", test]
    ran = 0
    with subprocess.Popen(
        command,
        cwd=copy,
        env=environment(arguments.venv),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            ran += line.startswith("Running sanity test")
            print(line, end="", flush=True)
    print(f"{ran} sanity tests ran")
    return process.returncode or int(ran == 0)


if __name__ == "__main__":
    sys.exit(main())
