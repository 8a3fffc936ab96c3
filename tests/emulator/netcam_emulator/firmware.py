# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Firmware files of the emulator: one header line with model, version and check sum, then any payload."""

from __future__ import annotations

import hashlib
import re

_HEADER = re.compile(rb"NETCAM-EMULATOR-FIRMWARE model=(.+?) version=(\S+) sha256=([0-9a-f]{64})\n")


class BadFirmware(ValueError):
    """Not a firmware file, for another model, or damaged."""


def version_of(data: bytes, model: str) -> str:
    """Return the version in a firmware file for this model (`*` fits all); raises BadFirmware."""
    header = _HEADER.match(data)
    if header is None:
        raise BadFirmware("not a firmware file")
    if header[1].decode() not in ("*", model):
        raise BadFirmware("other model")
    if hashlib.sha256(data[header.end() :]).hexdigest() != header[3].decode():
        raise BadFirmware("check sum")
    return header[2].decode()


def make(model: str, version: str, payload: bytes = b"firmware") -> bytes:
    """Make a firmware file, for tests and demonstrations."""
    header = f"NETCAM-EMULATOR-FIRMWARE model={model} version={version} sha256={hashlib.sha256(payload).hexdigest()}\n"
    return header.encode() + payload
