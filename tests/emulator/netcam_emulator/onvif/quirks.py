# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What real ONVIF devices do beside the standard, switchable per camera (reference notes, section A7 and A4).

A quirk is given as its value; `false` or `null` takes it away. Lists of operations may be the word `all`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UNSUPPORTED_SHAPES = ("action_not_supported", "gsoap", "http_501", "empty_success")
HOSTILE = ("entities", "dtd", "deep", "endless", "truncated", "huge", "malformed", "binary")
FLAG, OPERATIONS, NUMBER, TEXT, SHAPES = "true", "a list of operations", "an HTTP status", "a text", "a mapping"
SECONDS = "seconds"
# Quirk -> the kind of its value, or the words it takes.
QUIRKS: dict[str, str | tuple[str, ...]] = {
    "merge_protocols": FLAG,  # SetNetworkProtocols changes the given entries only; without, it replaces the list
    "pending_until_reboot": OPERATIONS,  # stored, answered with success, in force and shown after a reboot
    "ignore_write": OPERATIONS,  # answered with success, not done
    "fault_but_does": OPERATIONS,  # answered with ter:Action, done all the same
    "wrong_namespace": FLAG,  # children of answers in tds instead of tt
    "soap11": FLAG,  # answers in a SOAP 1.1 envelope
    "wrong_xaddr": TEXT,  # this instead of scheme, address and port in every XAddr; "http://192.0.2.9:8080"
    "missing_https": FLAG,  # GetNetworkProtocols has no HTTPS entry
    "time_zone": TEXT,  # this is shown as time zone whatever is set: "CST-08:00"
    "local_time_as_utc": FLAG,  # UTCDateTime holds local time
    "no_ntp": ("empty", "zero", "dhcp"),  # how GetNTP says that there is no server
    "fault_status": NUMBER,  # HTTP status of every fault
    "answer_status": NUMBER,  # HTTP status of every success
    "weak_password": (
        "ter:PasswordTooWeak",
        "ter:Password",
    ),  # for both; else the one for SetUser, the other for Create
    "not_supported": SHAPES,  # {operation: shape}; shapes are UNSUPPORTED_SHAPES
    "protect_last_administrator": FLAG,  # the last one cannot be deleted or lowered (ter:FixedUser)
    "set_user_clears_password": FLAG,  # SetUser without a password leaves an empty one
    "open_reads": FLAG,  # reading needs no login
    "binary_log": FLAG,  # GetSystemLog answers with a part beside the message (MTOM) instead of text
    "upload_status": NUMBER,  # HTTP status of every upload of a file, which is not taken
    "closes_on_empty_body": FLAG,  # a first request without a body (curl --digest) ends the connection
    "key_seconds": SECONDS,  # making a key pair takes so much longer
    "corrupt_key": FLAG,  # a new key pair ends as corrupt
    "hostile_xml": SHAPES,  # {operation or all: kind}; kinds are HOSTILE
}


class BadQuirk(ValueError):
    """An unknown quirk, or a value that makes no sense for it."""


class Quirks:
    """The quirks that are switched on."""

    def __init__(self, wanted: Mapping[str, Any] | None = None) -> None:
        self._on: dict[str, Any] = {}
        self.update(wanted or {})

    def update(self, wanted: Mapping[str, Any]) -> None:
        """Switch quirks on and off; raises BadQuirk and then changes nothing."""
        for name, value in wanted.items():
            _check(name, value)
        for name, value in wanted.items():
            if value is None or value is False:
                self._on.pop(name, None)
            else:
                self._on[name] = value

    def replace(self, wanted: Mapping[str, Any]) -> None:
        """Have exactly these quirks."""
        self._on = Quirks(wanted)._on

    def on(self, name: str) -> bool:
        """Whether a quirk is on."""
        return name in self._on

    def text(self, name: str) -> str:
        """Value of a quirk, empty when it is off."""
        return str(self._on.get(name, ""))

    def seconds(self, name: str) -> float:
        """Value of a quirk, 0 when it is off."""
        return float(self._on.get(name, 0.0))

    def number(self, name: str) -> int | None:
        """Value of a quirk, None when it is off."""
        return int(self._on[name]) if name in self._on else None

    def holds_for(self, name: str, operation: str) -> bool:
        """Whether a quirk holds for this operation."""
        wanted = self._on.get(name, [])
        return wanted is True or wanted == "all" or operation in wanted or "all" in wanted

    def shape(self, name: str, operation: str) -> str:
        """What a quirk says of this operation, empty for nothing."""
        shapes: Mapping[str, str] = self._on.get(name, {})
        return shapes.get(operation, shapes.get("all", ""))

    def as_dict(self) -> dict[str, Any]:
        """All that are on."""
        return dict(self._on)


def _check(name: str, value: Any) -> None:
    if name not in QUIRKS:
        raise BadQuirk(f"unknown quirk {name!r}; known: {', '.join(QUIRKS)}")
    if value is None or value is False:
        return
    kind = QUIRKS[name]
    shapes = HOSTILE if name == "hostile_xml" else UNSUPPORTED_SHAPES
    fits = {
        FLAG: value is True,
        OPERATIONS: value is True or isinstance(value, str | list),
        NUMBER: isinstance(value, int) and 100 <= value <= 599,
        SECONDS: isinstance(value, int | float) and value >= 0,
        TEXT: isinstance(value, str),
        SHAPES: isinstance(value, dict) and all(shape in shapes for shape in value.values()),
    }
    if isinstance(kind, tuple):
        if value not in kind:
            raise BadQuirk(f"quirk {name} is one of {', '.join(kind)}")
    elif not fits[kind]:
        wanted = f"{kind} of operations to {', '.join(shapes)}" if kind == SHAPES else kind
        raise BadQuirk(f"quirk {name} takes {wanted}, not {value!r}")
