# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a fleet file says about the i-PRO side of a camera, and what holds where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .models import C1, C2, FAMILY_IPRO, GENERATION_OF, A, B, key_sizes, password_classes
from .quirks import Quirks

AW, NONE = "aw", "none"
#: 8 failures within 30 seconds block an address (WV-SP105 and WV-SW115 manuals); the lock-out counts those before.
LOCKOUT = {"failures": 7, "window": 30.0}


class BadOptions(ValueError):
    """A word that is not known, with those that are."""


@dataclass(frozen=True)
class IproOptions:
    """i-PRO side of a camera entry."""

    generation: str
    dialect: str
    key_seconds: float
    dual: bool
    self_signed_blocks_key: bool
    password_classes: int
    quirks: dict[str, Any] = field(default_factory=dict)
    commands: Mapping[str, str] = field(default_factory=dict)

    @property
    def key_sizes(self) -> tuple[int, ...]:
        """RSA sizes the camera makes, the usual one last."""
        return key_sizes(self.generation)


def options(model: str, given: Mapping[str, Any], commands: Mapping[str, str]) -> IproOptions:
    """Complete the `dialect` and `ipro_...` keys of a camera entry; raises BadOptions, quirks.BadQuirk."""
    generation = str(given["ipro_generation"] or GENERATION_OF.get(model, B))
    if generation not in (A, B, C1, C2):
        raise BadOptions(f"ipro_generation is A, B, C1 or C2, not {generation!r}")
    dialect = str(given["dialect"] or AW)
    if dialect not in (AW, NONE):
        raise BadOptions(f"dialect is aw or none, not {dialect!r}")
    dual, blocks = given["ipro_dual"], given["ipro_self_signed_blocks_key"]
    Quirks(generation, given["ipro_quirks"])
    return IproOptions(
        generation,
        dialect,
        float(given["key_seconds"]),
        generation in (C1, C2) if dual is None else bool(dual),
        generation == A or dialect == AW if blocks is None else bool(blocks),
        int(given["ipro_password_classes"] or password_classes(generation)),
        dict(given["ipro_quirks"]),
        commands,
    )


def default_certificate(generation: str) -> str:
    """What a camera has as delivered."""
    return "preinstalled" if generation == C1 else "none"


__all__ = ["AW", "FAMILY_IPRO", "LOCKOUT", "NONE", "BadOptions", "IproOptions", "default_certificate", "options"]
