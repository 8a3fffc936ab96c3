# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SOAP faults with ONVIF's subcodes."""

from __future__ import annotations


class Fault(Exception):
    """A request ends in a fault; `status` overrides the HTTP status that SOAP 1.2 gives it."""

    def __init__(self, code: str, subcodes: tuple[str, ...], reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.code, self.subcodes, self.reason = code, subcodes, reason
        self.status = status or (400 if code == "env:Sender" else 500)


class Unauthorized(Exception):
    """No login, or a wrong one; the answer depends on which schemes the camera takes and which one was used."""

    def __init__(self, by_token: bool = False, stale: bool = False) -> None:
        super().__init__("not authorized")
        self.by_token, self.stale = by_token, stale


def sender(*subcodes: str, reason: str = "") -> Fault:
    """The request is wrong."""
    return Fault("env:Sender", subcodes, reason or f"Sender: {' '.join(subcodes)}")


def receiver(*subcodes: str, reason: str = "") -> Fault:
    """The camera cannot."""
    return Fault("env:Receiver", subcodes, reason or f"Receiver: {' '.join(subcodes)}")


def bad_value(subcode: str, reason: str = "") -> Fault:
    """A value of the request is wrong: env:Sender, ter:InvalidArgVal and what."""
    return sender("ter:InvalidArgVal", subcode, reason=reason)


def prohibited(subcode: str, reason: str = "") -> Fault:
    """The camera does not allow it: env:Sender, ter:OperationProhibited and why."""
    return sender("ter:OperationProhibited", subcode, reason=reason)
