# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which values of a request may stand in a profile as they are, and tell one kind of request from another."""

from __future__ import annotations

import re
from typing import Any

from .exchange import Place
from .kinds import SELECTORS, last_name
from .other_fields import is_secretive
from .surroundings import harmless

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,40}")


def says_what_for(place: Place, value: Any) -> bool:
    """Whether a field names what its request does, such as C(op=install_intermediate)."""
    return last_name(place) in SELECTORS and _WORD.fullmatch(str(value)) is not None


def is_constant(place: Place, value: Any) -> bool:
    """Whether a field may stand in a profile as it is."""
    if is_secretive(place):
        return value in ("", None)
    return harmless(value) or says_what_for(place, value)


def likeness(place: Place, value: Any) -> str:
    """The value of a field as far as it tells one kind of request from another: what may be a token tells nothing."""
    return repr(value) if harmless(value) or says_what_for(place, value) else ""
