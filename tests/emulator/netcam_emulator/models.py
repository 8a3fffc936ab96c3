# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which camera models exist, to which family they belong, and in which account state they leave the factory.

Names of Canon cameras are those of Canon's guide (its two model lists); i-PRO's are in `ipro/models.py`. Which pre-2022
model ships with which account is public only for some (reference: operation manuals); the others are taken as the newest
firmware: no account at all.
"""

from __future__ import annotations

from .acme.models import FAMILY_ACME, MODELS_ACME
from .ipro.models import FAMILY_IPRO, GENERATION_OF

FAMILY_2022 = "canon_vb_2022"
FAMILY_PRE = "canon_vb_pre2022"
FAMILIES = (FAMILY_2022, FAMILY_PRE)  # with a Setting Page, and so with a code map
FAMILY_ONVIF = "onvif"  # a conformant camera of nobody's make: no interface but ONVIF
MODEL_ONVIF = "Emulated ONVIF Camera"

MODELS_2022 = ("VB-H47", "VB-M46", "VB-S32VE", "VB-S32D", "VB-S820D", "VB-S920F")
MODELS_PRE = (
    "ME20F-SHN VB-H761LVE-H VB-H761LVE VB-H760VE VB-H751LE-H VB-H751LE VB-H730F-Mk-II VB-H730F VB-H710F VB-H652LVE "
    "VB-H651VE VB-H651V VB-H630VE VB-H630D VB-H610VE VB-H610D VB-H45 VB-H43 VB-H41 VB-M741LE-H VB-M741LE VB-M740E "
    "VB-M720F VB-M700F VB-M641VE VB-M641V VB-M640VE VB-M640V VB-M620VE VB-M620D VB-M600VE VB-M600D VB-M50B VB-M44 "
    "VB-M42 VB-M40 VB-R13VE VB-R13 VB-R12VE VB-R11VE VB-R11 VB-R10VE VB-S910F VB-S905F-Mk-II VB-S905F VB-S900F-Mk-II "
    "VB-S900F VB-S805D-Mk-II VB-S805D VB-S800D-Mk-II VB-S800VE VB-S800D VB-S31D-Mk-II VB-S31D VB-S30D-Mk-II VB-S30VE"
)
MODELS: dict[str, tuple[str, ...]] = {
    FAMILY_2022: MODELS_2022,
    FAMILY_PRE: tuple(model.replace("-Mk-II", " Mk II") for model in MODELS_PRE.split()),
}

# Account states as delivered.
NO_ACCOUNT = "no_account"
ROOT_CAMERA = "root_camera"  # account root / camera, the name may be changed
ROOT_FIXED = "root_fixed"  # account root / camera, the name is fixed
FACTORY_STATES = (NO_ACCOUNT, ROOT_CAMERA, ROOT_FIXED)
CONFIGURED = "configured"  # not a factory state: someone has set the camera up already

FACTORY_USER = "root"
FACTORY_PASSWORD = "camera"

_ROOT_FIXED_MODELS = {"VB-M40", "VB-M600VE", "VB-M600D", "VB-M700F"}
_ROOT_CAMERA_MODELS = {
    "VB-M640VE", "VB-M640V", "VB-M641VE", "VB-M641V", "VB-M740E", "VB-M741LE", "VB-R11VE", "VB-R11",
}  # fmt: skip


def family_of(model: str) -> str:
    """Return the family of a model; raises ValueError for one that is not known."""
    for family, models in MODELS.items():
        if model in models:
            return family
    if model in MODELS_ACME:
        return FAMILY_ACME
    if model in GENERATION_OF:
        return FAMILY_IPRO
    known = [*(m for ms in MODELS.values() for m in ms), *MODELS_ACME, *GENERATION_OF]
    raise ValueError(f"unknown model {model!r}; known: {', '.join(known)}")


def factory_state_of(model: str) -> str:
    """Return the account state in which a model leaves the factory."""
    if model in _ROOT_FIXED_MODELS:
        return ROOT_FIXED
    if model in _ROOT_CAMERA_MODELS:
        return ROOT_CAMERA
    return NO_ACCOUNT


def factory_account(state: str) -> tuple[str, str]:
    """Return (name, password) of the factory account, both empty when there is none."""
    return ("", "") if state == NO_ACCOUNT else (FACTORY_USER, FACTORY_PASSWORD)
