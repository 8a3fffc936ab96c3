# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What one task asks of one camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    """What one task asks of one camera: options by area, and how to go about it."""

    areas: Mapping[str, Mapping[str, Any]]
    check: bool = False
    on_unsupported: str = "fail"
    restart: bool = True
