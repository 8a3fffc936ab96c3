# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""As much of DNS messages as mDNS needs (RFC 1035, RFC 6762): one question out, records in. Input is a stranger's."""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass

A, PTR, TXT, AAAA, SRV = 1, 12, 16, 28, 33
#: More than any camera announces.
MAX_RECORDS = 64
_MAX_LABELS = 128


class BadMessage(ValueError):
    """No usable DNS message."""


@dataclass(frozen=True)
class Record:
    """One record. C(value): the name of PTR and SRV (with its port), the address of A and AAAA; empty for others."""

    name: str
    kind: int
    value: str = ""
    port: int = 0


def question(name: str, kind: int, identity: int, unicast: bool = True) -> bytes:
    """A query for one name. C(unicast) asks for the answer to come straight back (RFC 6762 section 5.4)."""
    labels = b"".join(bytes([len(label)]) + label for label in (part.encode() for part in name.split(".")))
    return (
        struct.pack("!HHHHHH", identity, 0, 1, 0, 0, 0)
        + labels
        + struct.pack("!BHH", 0, kind, 0x8001 if unicast else 1)
    )


def reverse_name(address: str) -> str:
    """The name under which a host may be asked for by its address."""
    return ipaddress.ip_address(address.partition("%")[0]).reverse_pointer


def read_response(data: bytes) -> list[Record]:
    """The records of a response. Raises BadMessage for anything else."""
    try:
        _identity, flags, questions, *counts = struct.unpack_from("!HHHHHH", data)
        if not flags & 0x8000 or flags & 0x000F:
            raise BadMessage("it is no answer")
        at = 12
        for _unused in range(min(questions, MAX_RECORDS)):
            at = _name(data, at)[1] + 4
        found: list[Record] = []
        for _unused in range(min(sum(counts), MAX_RECORDS)):
            record, at = _record(data, at)
            found.append(record)
    except (struct.error, IndexError, ValueError) as error:
        raise BadMessage(str(error)) from None
    return found


def _record(data: bytes, at: int) -> tuple[Record, int]:
    name, at = _name(data, at)
    kind, _class, _ttl, size = struct.unpack_from("!HHIH", data, at)
    at += 10
    end = at + size
    if end > len(data):
        raise BadMessage("a record is cut off")
    value, port = "", 0
    if kind == PTR:
        value = _name(data, at)[0]
    elif kind == SRV:
        port = struct.unpack_from("!HHH", data, at)[2]
        value = _name(data, at + 6)[0]
    elif (kind, size) in ((A, 4), (AAAA, 16)):
        value = str(ipaddress.ip_address(data[at:end]))
    return Record(name, kind, value, port), end


def _name(data: bytes, at: int) -> tuple[str, int]:
    """A name and where it ends. Pointers lead backwards only, so that none can lead in circles."""
    labels: list[str] = []
    end = -1
    lowest = at
    for _unused in range(_MAX_LABELS):
        size = data[at]
        if size & 0xC0 == 0xC0:
            target = (size & 0x3F) << 8 | data[at + 1]
            end = at + 2 if end < 0 else end
            if target >= lowest:
                raise BadMessage("a name points forwards")
            at = lowest = target
            continue
        if size & 0xC0:
            raise BadMessage("a label of an unknown kind")
        if size == 0:
            return ".".join(labels), at + 1 if end < 0 else end
        label = data[at + 1 : at + 1 + size]
        if len(label) < size:
            raise BadMessage("a name is cut off")
        labels.append(label.decode("utf-8", errors="replace"))
        at += 1 + size
    raise BadMessage("a name is too long")
