# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area user_authority: privileges of authorized and guest users, viewer authentication (guide p. A-12, B-12).

Privileges build on each other: privileged camera control needs camera control, camera control needs video. Switching
the lower one off switches the higher ones off as well; audio stands alone (manuals of VB-S800D Mark II, VB-H651V).
"""

from __future__ import annotations

from dataclasses import replace

from .._errors import InvalidValue
from .._plan import Wanted
from .common import Area, Context, Params, plain, spec_of

#: For each kind of user, from the privilege that all others need to the one that needs all others.
CASCADE = {
    "authorized": ("video", "camera_control", "privileged_camera_control"),
    "guest": ("video", "camera_control"),
}


def _resolve(wanted: Wanted, _params: Params, context: Context) -> Wanted:
    values = dict(wanted.values)
    for who, chain in CASCADE.items():
        keys = [f"user_authority.{who}.{privilege}" for privilege in chain]
        for lower, higher in zip(keys, keys[1:], strict=False):
            if values.get(lower, context.current.get(lower)) is not False:
                continue
            if wanted.values.get(higher):
                raise InvalidValue(
                    f"{higher} needs {lower}, which is or would be off",
                    setting="[User Authority]",
                    hint="Switch both on, or both off.",
                )
            if context.current.get(higher):
                values[higher] = False
    return replace(wanted, values=values)


AREA = Area(
    "user_authority",
    spec_of("user_authority"),
    plain("user_authority"),
    _resolve,
    reads=tuple(f"user_authority.{who}.{privilege}" for who, chain in CASCADE.items() for privilege in chain),
)
