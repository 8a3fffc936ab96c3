# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The one table of all settings that the guide names or prints, and of a few that a standard adds.

Everything that needs limits, labels or menus asks here.
"""

from __future__ import annotations

from functools import cache

from . import (
    appendix,
    chapter1,
    chapter2_access,
    chapter2_certificates,
    chapter2_network,
    chapter2_servers,
    ipro,
    standard,
)
from .chapter2_servers import PORTS_IN_USE
from .model import (
    FAMILIES,
    FAMILY_2022,
    FAMILY_IPRO,
    FAMILY_ONVIF,
    FAMILY_PRE2022,
    GUIDE_FAMILIES,
    Column,
    Limit,
    Setting,
    join_key,
    split_key,
)
from .models import MODELS, Model, find_model

_GUIDE = (chapter1, chapter2_access, chapter2_servers, chapter2_certificates, chapter2_network, appendix)
#: Other makers: rows of the guide that their cameras have as well, and rows of their own. A maker is one file here.
_MAKERS = (ipro,)

SETTINGS: dict[str, Setting] = {
    setting.id: setting for part in (*_GUIDE, standard, *_MAKERS) for setting in part.SETTINGS
}
for _maker in _MAKERS:
    SETTINGS.update({setting_id: overlay.on(SETTINGS[setting_id]) for setting_id, overlay in _maker.OVERLAYS.items()})

#: Areas in the order of the guide: chapter 1, chapter 2, appendix.
AREAS: tuple[str, ...] = tuple(dict.fromkeys(setting.area for setting in SETTINGS.values()))

CHAPTERS = {"1": "Basic Measures", "2": "Measures Suitable to the Users' Environment", "appendix": "Appendix"}


@cache
def settings_of(area: str) -> tuple[Setting, ...]:
    """All settings of one area, in the order of the guide."""
    return tuple(setting for setting in SETTINGS.values() if setting.area == area)


def chapter_of(area: str) -> str:
    """Chapter of an area: 1, 2 or appendix."""
    return settings_of(area)[0].chapter


def setting_of(key: str) -> Setting:
    """The catalog row of a key, with or without an index."""
    return SETTINGS[split_key(key)[0]]


__all__ = [
    "AREAS",
    "CHAPTERS",
    "FAMILIES",
    "FAMILY_2022",
    "FAMILY_IPRO",
    "FAMILY_ONVIF",
    "FAMILY_PRE2022",
    "GUIDE_FAMILIES",
    "MODELS",
    "PORTS_IN_USE",
    "SETTINGS",
    "Column",
    "Limit",
    "Model",
    "Setting",
    "chapter_of",
    "find_model",
    "join_key",
    "setting_of",
    "settings_of",
    "split_key",
]
