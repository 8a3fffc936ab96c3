# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Find out which known password a camera takes, without being locked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..module_utils._errors import AuthenticationFailed, Refused, Unsupported
from ..module_utils._journal import Pair

Candidates = Sequence[tuple[str, Pair]]


@dataclass(frozen=True)
class Login:
    """A credential that has logged in, what it is in the journal, and the attempts that it took."""

    state: str
    pair: Pair = field(repr=False)
    attempts: int
    camera: Mapping[str, Any]


def find_login(
    candidates: Candidates,
    attempts: int,
    look: Callable[[Pair], Mapping[str, Any]],
    refused: Callable[[Pair], None],
) -> Login:
    """The first of the C(candidates) that logs in, each tried once, at most C(attempts) of them.

    C(look) logs in and returns the result of device_info; C(refused) is told of each that did not.
    Raises AuthenticationFailed when none did; Refused and Unsupported where a login proves nothing; what C(look) raises.
    """
    for number, (state, pair) in enumerate(candidates[:attempts], 1):
        try:
            camera = look(pair)["camera"]
        except AuthenticationFailed:
            refused(pair)
            continue
        if camera.get("account") == "none":
            raise Refused(
                "the camera is in factory state and has no administrator account yet",
                setting="[Default Settings]",
                hint="Set one first: module netcam.hardening.administrator, or the role's chapter 1.",
            )
        if camera.get("account") != "present":
            raise Unsupported(
                "no interface of this camera is described on which a login proves a password",
                hint="Give it a profile (docs/code_maps.md).",
            )
        return Login(state, pair, number, camera)
    tried, left = min(attempts, len(candidates)), max(0, len(candidates) - attempts)
    if not candidates:
        raise AuthenticationFailed(
            "no password of this camera is known: neither the journal nor the inventory has one",
            hint="Set ansible_user and ansible_password.",
        )
    raise AuthenticationFailed(
        f"the camera refuses {'the only known password' if tried == 1 else f'{tried} known passwords'}"
        + (f"; {left} more were not tried, so that it does not lock this host out" if left else ""),
        hint="Run playbooks/recover_password.yml after the camera's lock-out time: it goes on with the others."
        if left
        else "Each was tried once. Only a reset to factory defaults is left when nobody knows another.",
    )
