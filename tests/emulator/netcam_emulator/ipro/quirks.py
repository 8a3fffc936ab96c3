# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What i-PRO cameras do on the wire beside plain HTTP, each to be switched on and off per camera.

The first seven are reported from real cameras (reference notes, section 5); the others are ways in which firmware may
behave where nothing is public, so that a client can be shown all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .models import C1, C2, A

NEW = (C1, C2)
KNOWN: dict[str, str] = {
    "byte_order_mark": "text answers begin with a UTF-8 byte-order mark and an empty line",
    "html_wrapper": "getinfo is wrapped in HTML tags",
    "security_enhancement": "a command with an Accept header is answered 400 unless it carries the current Randomnum",
    "setters_render_forms": "a GET of a set_ path shows the HTML form of the setup page",
    "uid_refused": "getuid answers this (-1 to -4) instead of a session, with HTTP status 200",
    "refusal": "how a refused command is answered: page (an error page under status 200), status (403), silent (200, nothing done)",
    "quoted_entities": "the user list has &quot; for its quotation marks",
    "unregistered": "commands before the registration: page (the registration page under status 200) or forbidden (403)",
    "key_never_ends": "a key generation that is begun never comes to an end",
    "show_802_passwords": "get_802 shows the stored passwords",
    "fixed_onvif_ports": "SetNetworkProtocols ignores the ports",
    "server_side_checks": "the camera itself enforces what the setup page checks for connection, deletion and file name",
}  # fmt: skip
_WORDS = {"refusal": ("page", "status", "silent"), "unregistered": ("page", "forbidden")}


class BadQuirk(ValueError):
    """An unknown quirk, or a value that makes no sense for it."""


class Quirks:
    """Quirks of one camera: what its generation has, changed by what the fleet file says."""

    def __init__(self, generation: str, wanted: Mapping[str, Any]) -> None:
        self._defaults: dict[str, Any] = {
            "byte_order_mark": True,
            "html_wrapper": True,
            "security_enhancement": generation in NEW,
            "setters_render_forms": generation == A,
            "uid_refused": None,
            "refusal": "page",
            "quoted_entities": generation == A,
            "unregistered": "page",
            "key_never_ends": False,
            "show_802_passwords": True,
            "fixed_onvif_ports": False,
            "server_side_checks": True,
        }
        self._changed: dict[str, Any] = {}
        self.update(wanted)

    def __getitem__(self, name: str) -> Any:
        """Value of a quirk."""
        return self._changed.get(name, self._defaults[name])

    def update(self, wanted: Mapping[str, Any]) -> None:
        """Switch quirks; null brings back what the generation has. Raises BadQuirk and then changes nothing."""
        for name, value in wanted.items():
            if name not in KNOWN:
                raise BadQuirk(f"unknown i-PRO quirk {name!r}; known: {', '.join(KNOWN)}")
            if value is not None and name in _WORDS and value not in _WORDS[name]:
                raise BadQuirk(f"i-PRO quirk {name} is one of {', '.join(_WORDS[name])}")
            if name == "uid_refused" and value not in (None, -1, -2, -3, -4):
                raise BadQuirk("i-PRO quirk uid_refused is -1, -2, -3 or -4")
        for name, value in wanted.items():
            self._changed.pop(name, None) if value is None else self._changed.update({name: value})

    def replace(self, wanted: Mapping[str, Any]) -> None:
        """Have exactly these changes."""
        self._changed = dict(wanted)

    def as_dict(self) -> dict[str, Any]:
        """What differs from the generation's."""
        return dict(self._changed)
