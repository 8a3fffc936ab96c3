# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The models of the guide's two lists, and what is known of single models. To add a camera model, add a line here.

Sources: the guide's table of models; administrator facts: reference manuals of the models named (see docs/models.md).
What no source states is None: the collection asks the camera and never assumes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .model import FAMILY_2022, FAMILY_PRE2022

_2022 = "VB-H47 VB-M46 VB-S32VE VB-S32D VB-S820D VB-S920F"

_PRE2022 = """
ME20F-SHN
VB-H761LVE-H VB-H761LVE VB-H760VE VB-H751LE-H VB-H751LE VB-H730F-Mk-II VB-H730F VB-H710F VB-H652LVE VB-H651VE VB-H651V
VB-H630VE VB-H630D VB-H610VE VB-H610D VB-H45 VB-H43 VB-H41
VB-M741LE-H VB-M741LE VB-M740E VB-M720F VB-M700F VB-M641VE VB-M641V VB-M640VE VB-M640V VB-M620VE VB-M620D VB-M600VE
VB-M600D VB-M50B VB-M44 VB-M42 VB-M40
VB-R13VE VB-R13 VB-R12VE VB-R11VE VB-R11 VB-R10VE
VB-S910F VB-S905F-Mk-II VB-S905F VB-S900F-Mk-II VB-S900F VB-S805D-Mk-II VB-S805D VB-S800D-Mk-II VB-S800VE VB-S800D
VB-S31D-Mk-II VB-S31D VB-S30D-Mk-II VB-S30VE
"""

#: Administrator name fixed to root: manuals of VB-M40 and of the VB-M600/VB-M700F generation.
_FIXED_ROOT = frozenset({"VB-M40", "VB-M600VE", "VB-M600D", "VB-M700F"})

#: Passwords of letters and digits only: manuals of VB-H651VE and VB-R13VE.
_ALPHANUMERIC_PASSWORD = frozenset({"VB-H651VE", "VB-R13VE"})


@dataclass(frozen=True)
class Model:
    """One camera model: its generation, and the facts that differ inside a generation."""

    name: str
    family: str
    fixed_administrator: str | None = None
    alphanumeric_password: bool = False


def _normal(name: str) -> str:
    text = re.sub(r"^canon\s+", "", name.strip(), flags=re.IGNORECASE)
    text = re.sub(r"\bmark\s+(ii|2)\b", "Mk II", text, flags=re.IGNORECASE)
    text = re.sub(r"[\s_]+", "-", text).upper()
    # the guide itself prints one model without its prefix: H751LE-H
    return "VB-" + text if re.match(r"^[HMRS]\d{2,3}", text) else text


def _table() -> dict[str, Model]:
    table: dict[str, Model] = {}
    for family, names in ((FAMILY_2022, _2022), (FAMILY_PRE2022, _PRE2022)):
        for token in names.split():
            table[_normal(token)] = Model(
                name=token.replace("-Mk-II", " Mk II"),
                family=family,
                fixed_administrator="root" if token in _FIXED_ROOT else None,
                alphanumeric_password=token in _ALPHANUMERIC_PASSWORD,
            )
    return table


MODELS = _table()


@lru_cache(maxsize=1024)
def find_model(name: str | None) -> Model | None:
    """The model by any spelling that the guide or a camera's own C(s.hardware) uses; None when it is not in the guide."""
    return MODELS.get(_normal(name)) if name else None
