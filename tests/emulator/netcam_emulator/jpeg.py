# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A picture: one grey pixel as a baseline JPEG, put together from its segments (ITU-T T.81)."""

from __future__ import annotations


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def grey_pixel() -> bytes:
    """Return the file. Both Huffman tables have one code, `0`: no difference, and end of block."""
    one_code = bytes([1] + [0] * 15 + [0])
    return b"".join(
        [
            b"\xff\xd8",
            _segment(0xDB, b"\x00" + bytes([1] * 64)),
            _segment(0xC0, bytes([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
            _segment(0xC4, b"\x00" + one_code),
            _segment(0xC4, b"\x10" + one_code),
            _segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
            b"\x3f\xff\xd9",
        ]
    )
