# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""BER, as far as SNMP needs it."""

from __future__ import annotations

INTEGER, OCTETS, NULL, OID, SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
COUNTER, TIME_TICKS = 0x41, 0x43
ObjectId = tuple[int, ...]


class BadBer(ValueError):
    """Not what it should be; an agent is silent about that."""


def tlv(tag: int, content: bytes) -> bytes:
    """Encode tag, length, content."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def integer(value: int, tag: int = INTEGER) -> bytes:
    """Encode a whole number."""
    return tlv(tag, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def octets(value: bytes) -> bytes:
    """Encode an octet string."""
    return tlv(OCTETS, value)


def sequence(*parts: bytes, tag: int = SEQUENCE) -> bytes:
    """Encode a sequence, or a PDU with its own tag."""
    return tlv(tag, b"".join(parts))


def oid(value: ObjectId) -> bytes:
    """Encode an object identifier."""
    content = bytearray([value[0] * 40 + value[1]])
    for arc in value[2:]:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        content += bytes(reversed(groups))
    return tlv(OID, bytes(content))


class Reader:
    """Reads values one after the other; `at` is the position in the whole message."""

    def __init__(self, data: bytes, at: int = 0, end: int | None = None) -> None:
        self._data, self.at = data, at
        self._end = len(data) if end is None else end

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self.at < self._end

    @property
    def tag(self) -> int:
        """Tag of the next value."""
        if not self.more:
            raise BadBer("end of data")
        return self._data[self.at]

    def enter(self, tag: int) -> Reader:
        """Step over a value of this tag and return a reader for its content."""
        if self.tag != tag:
            raise BadBer(f"tag {self.tag:#x}, wanted {tag:#x}")
        try:
            size, start = self._data[self.at + 1], self.at + 2
        except IndexError:
            raise BadBer("cut off") from None
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(self._data[self.at + 2 : start], "big")
        if start + size > self._end:
            raise BadBer("cut off")
        self.at = start + size
        return Reader(self._data, start, self.at)

    def content(self, tag: int) -> bytes:
        """Read the content of a value of this tag."""
        inner = self.enter(tag)
        return self._data[inner.at : inner._end]

    def integer(self) -> int:
        """Read a whole number."""
        return int.from_bytes(self.content(INTEGER), "big", signed=True)

    def octets(self) -> bytes:
        """Read an octet string."""
        return self.content(OCTETS)

    def oid(self) -> ObjectId:
        """Read an object identifier."""
        content = self.content(OID)
        if not content:
            raise BadBer("empty object identifier")
        arcs, arc = [content[0] // 40, content[0] % 40], 0
        for byte in content[1:]:
            arc = arc << 7 | byte & 0x7F
            if not byte & 0x80:
                arcs.append(arc)
                arc = 0
        return tuple(arcs)
