# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection plugin of the collection, and how its options are called: where tasks get those of a camera from."""

from __future__ import annotations

PLUGIN = "netcam.hardening.camera"
#: The plugin's own name of an option of the modules; the others have the same name.
_NAMES = {
    "camera_host": "host",
    "camera_port": "port",
    "camera_scheme": "scheme",
    "camera_user": "remote_user",
    "camera_password": "password",
}


def name_of(option: str) -> str:
    """What the connection plugin calls an option of the modules."""
    return _NAMES.get(option, option)
