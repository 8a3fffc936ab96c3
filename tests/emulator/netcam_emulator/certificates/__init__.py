# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificate and 802.1X pages of both generations: what is installed, and what HTTPS shows because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..acme.models import FAMILY_ACME
from ..models import FAMILY_2022, FAMILY_PRE
from .holder import Holder
from .newer import NewerHolder
from .older import OlderHolder

if TYPE_CHECKING:
    from ..camera import Camera

_HOLDERS: dict[str, type[Holder]] = {FAMILY_2022: NewerHolder, FAMILY_PRE: OlderHolder, FAMILY_ACME: NewerHolder}


def holder_of(camera: Camera) -> Holder | None:
    """The certificates behind a camera's Setting Page, None for a camera without such pages."""
    kind = _HOLDERS.get(camera.entry.family)
    return kind(camera) if kind is not None else None


__all__ = ["Holder", "holder_of"]
