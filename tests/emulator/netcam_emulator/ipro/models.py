# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""i-PRO models by generation of their HTTPS page, and what follows from the generation.

A: older H.264. B: H.264 of the WV-SBV131M generation. C1: H.265 with a certificate from the factory. C2: H.265 without.
"""

from __future__ import annotations

FAMILY_IPRO = "ipro_wv"
A, B, C1, C2 = "A", "B", "C1", "C2"
GENERATION_OF = {
    "WV-SW115": A,
    "WV-SBV131M": B, "WV-SFV130": B, "WV-SFV531": B,
    "WV-X8570N": C1, "WV-X6533LN": C1, "WV-S1111": C1,
    "WV-X5550LT": C2,
}  # fmt: skip


def has_self_signed(generation: str) -> bool:
    """Whether the camera can sign its own certificate: the others have one from the factory instead."""
    return generation != C1


def key_sizes(generation: str) -> tuple[int, ...]:
    """RSA sizes the camera makes; only the oldest generation lets people choose."""
    return (1024, 2048) if generation == A else (2048,)


def password_classes(generation: str) -> int:
    """How many classes of characters a password needs: firmware since June 2018 wants 3 of 4, before 2 of 3."""
    return 3 if generation in (C1, C2) else 2


def maker(generation: str) -> str:
    """The name on the camera."""
    return "i-PRO" if generation in (C1, C2) else "Panasonic"
