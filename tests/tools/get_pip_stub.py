# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-in for the script that ansible-test downloads to put pip into a new virtual environment.

ansible-test fetches `get-pip` from a host of its own, which closed networks do not reach; Python carries pip in
`ensurepip`.
Called like the original: with packages to install and its options `--no-setuptools` and `--no-wheel`.
"""

from __future__ import annotations

import subprocess
import sys


def main(arguments: list[str]) -> int:
    """Install pip from the interpreter itself, then what was asked for; returns the exit status."""
    subprocess.run([sys.executable, "-m", "ensurepip", "--default-pip"], check=True, stdout=subprocess.DEVNULL)
    packages = [argument for argument in arguments if argument not in ("--no-setuptools", "--no-wheel")]
    return subprocess.run([sys.executable, "-m", "pip", "install", *packages], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
