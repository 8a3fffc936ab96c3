# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Every control, in the order of the guide. To add one, add a row to the file of its chapter; ids are never given again."""

from __future__ import annotations

from ..control import Control
from ..words import LEVELS
from . import appendix, beyond, chapter1, chapter2_access, chapter2_functions, chapter2_servers, introduction

CONTROLS: dict[str, Control] = {
    control.id: control
    for part in (introduction, chapter1, chapter2_access, chapter2_servers, chapter2_functions, appendix, beyond)
    for control in part.CONTROLS
}


def up_to(level: str) -> tuple[Control, ...]:
    """Controls of a level and of those before it."""
    wanted = LEVELS[: LEVELS.index(level) + 1]
    return tuple(control for control in CONTROLS.values() if control.level in wanted)


__all__ = ["CONTROLS", "up_to"]
