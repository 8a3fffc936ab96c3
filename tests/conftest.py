# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the collection importable by its name, and the emulator as `netcam_emulator`, wherever the clone lies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def collections_folder() -> Path:
    """The folder above `ansible_collections`: the clone's own place, or the link in the running venv."""
    if ROOT.parts[-3:] == ("ansible_collections", "netcam", "hardening"):
        return ROOT.parents[2]
    places = [Path(sys.prefix) / "collections", ROOT / ".venv" / "collections"]
    return next((place for place in places if (place / "ansible_collections/netcam/hardening").exists()), places[-1])


COLLECTIONS = collections_folder()
for folder in (ROOT / "tests" / "emulator", COLLECTIONS):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
# For ansible-playbook as a child, and for Ansible's own import hook should a test switch it on.
os.environ["ANSIBLE_COLLECTIONS_PATH"] = str(COLLECTIONS)
