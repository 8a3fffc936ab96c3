# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""As much of ASN.1's BER as SNMP needs (ITU-T X.690, RFC 3417 section 8). What is read is a stranger's datagram.

Why not pysnmp: measured against snmpd, one GET costs it 95 ms CPU (v2c) or 168 ms (v3), nearly all of it for the engine
that each camera needs (an engine is for one thread, and fleets are looked at in many). With this and C(usm) it is 0.5 ms
and 4 ms. All other probes of a camera together cost about 20 ms, and a fleet of a thousand cameras has 90 s.
"""

from __future__ import annotations

from dataclasses import dataclass

INTEGER, OCTETS, NULL, OBJECT, SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
_MAX_INTEGER = 9


class BadBer(ValueError):
    """No usable BER."""


def tlv(tag: int, content: bytes) -> bytes:
    """Tag, length, content."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def integer(value: int) -> bytes:
    """An INTEGER."""
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes) -> bytes:
    """An OCTET STRING."""
    return tlv(OCTETS, value)


def sequence(*parts: bytes, tag: int = SEQUENCE) -> bytes:
    """A SEQUENCE, or a PDU with its own tag."""
    return tlv(tag, b"".join(parts))


def oid(text: str) -> bytes:
    """An OBJECT IDENTIFIER such as 1.3.6.1."""
    first, second, *rest = map(int, text.split("."))
    content = bytearray()
    for number in (first * 40 + second, *rest):
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.append(0x80 | number & 0x7F)
        content += bytes(reversed(septets))
    return tlv(OBJECT, bytes(content))


@dataclass
class Reader:
    """Reads one element after the other. Raises BadBer for everything that does not fit."""

    data: bytes
    at: int = 0

    @property
    def more(self) -> bool:
        """Whether something is left."""
        return self.at < len(self.data)

    @property
    def tag(self) -> int:
        """The tag of the next element."""
        if not self.more:
            raise BadBer("it ends too early")
        return self.data[self.at]

    def take(self, tag: int | None = None) -> bytes:
        """Content of the next element, which must have this tag."""
        found = self.tag
        if tag is not None and found != tag:
            raise BadBer(f"tag {found:#x} in the place of {tag:#x}")
        if found & 0x1F == 0x1F or self.at + 2 > len(self.data):
            raise BadBer("it ends too early, or has a tag of several bytes")
        size, at = self.data[self.at + 1], self.at + 2
        if size == 0x80:
            raise BadBer("indefinite length, which SNMP forbids")
        if size & 0x80:
            count = size & 0x7F
            if count > 4 or at + count > len(self.data):
                raise BadBer("a length that does not fit")
            size, at = int.from_bytes(self.data[at : at + count], "big"), at + count
        if at + size > len(self.data):
            raise BadBer("it is cut off")
        self.at = at + size
        return self.data[at : self.at]

    def enter(self, tag: int = SEQUENCE) -> Reader:
        """A reader for the content of the next element."""
        return Reader(self.take(tag))

    def integer(self) -> int:
        """An INTEGER."""
        content = self.take(INTEGER)
        if not 0 < len(content) <= _MAX_INTEGER:
            raise BadBer("an integer of an impossible size")
        return int.from_bytes(content, "big", signed=True)

    def oid(self) -> str:
        """An OBJECT IDENTIFIER as text."""
        content = self.take(OBJECT)
        numbers: list[int] = []
        number = 0
        for octet in content:
            number = number << 7 | octet & 0x7F
            if number >> 32:
                raise BadBer("an object identifier with an impossible number")
            if not octet & 0x80:
                numbers.append(number)
                number = 0
        if not numbers or content[-1] & 0x80 or len(numbers) > 128:
            raise BadBer("an object identifier that does not end")
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, (first, numbers[0] - first * 40, *numbers[1:])))
