# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Keys made on the camera: made once, waited for, used again by the next run when nothing came of them."""

from __future__ import annotations

from collections.abc import Callable

from .._certificates.store import Wish
from .._errors import CameraUnreachable, ConnectionLost, NetcamError, NotEffective
from .keystore_view import HTTPS_KEY, View, usable
from .security import SecurityService
from .security_capabilities import SecurityCapabilities, check_key
from .security_faults import Step
from .security_model import CORRUPT, GENERATING, OK, Key
from .soap import FaultAnswer

#: RSA keys of 4096 bits have been seen to take many minutes on small cameras. Seconds, of pauses between questions.
LONGEST = 1800.0
_SETTING = "certificate"


def alias_of(wish: Wish) -> str:
    """The alias of a key: no operation tells kind and size of a key, so the alias does."""
    return f"{HTTPS_KEY}-{wish.key_type}-{wish.key_size}"


class KeyMaker:
    """Makes keys for one camera's HTTPS server."""

    def __init__(
        self,
        service: SecurityService,
        capabilities: SecurityCapabilities,
        progress: Callable[[str], None],
        sleep: Callable[[float], None],
    ) -> None:
        self._service = service
        self._capabilities = capabilities
        self._progress = progress
        self._sleep = sleep

    def key_for(self, wish: Wish, view: View) -> str:
        """Id of a key that no certificate is for: one that is waiting, else a new one.

        Raises InvalidValue (a key the camera does not make), CameraAnswer (no room), NotEffective.
        """
        check_key(self._capabilities, wish)
        found = self._waiting(wish, view)
        if found is not None and found.status == GENERATING:
            self._wait(found.id, 0.0)
        if found is not None:
            return found.id
        with Step(_SETTING) as step:
            if wish.key_type == "ec":
                curve = self._capabilities.curve(wish.key_size) or ""
                key, estimate = self._service.create_ec_key(curve, alias_of(wish))
            else:
                key, estimate = self._service.create_rsa_key(wish.key_size, alias_of(wish))
            step.made(self._service.delete_key, key)
            self._progress(f"the camera makes a key ({wish.key_type}, {wish.key_size} bits)")
            self._wait(key, estimate)
        return key

    def _waiting(self, wish: Wish, view: View) -> Key | None:
        """A key of an earlier run that fits. Others of ours that nothing uses are removed: they would fill the keystore."""
        fitting = None
        for key in view.waiting_keys():
            if key.alias == alias_of(wish) and fitting is None and (usable(key) or key.status == GENERATING):
                fitting = key
                continue
            try:
                self._service.delete_key(key.id)
            except NetcamError:
                continue
        return fitting

    def _wait(self, key: str, estimate: float) -> None:
        """Ask until the key is ready. A camera that is away for a moment, or restarts, is asked again."""
        waited = 0.0
        pause = min(max(estimate / 2, 0.5), 10.0)
        said = 0.0
        while waited < LONGEST:
            status = self._status(key)
            if status == OK:
                return
            if status == CORRUPT:
                raise NotEffective(
                    "the camera failed to make the key and calls it corrupt",
                    setting=_SETTING,
                    hint="Run again; if it stays so, choose a smaller key or restart the camera.",
                )
            if waited - said >= 10:
                said = waited
                self._progress(f"the camera is still making the key, {waited:.0f} s so far")
            self._sleep(pause)
            waited += pause
            pause = min(pause * 1.5, 5.0)
        raise NotEffective(
            f"the camera has not finished the key within {LONGEST:.0f} s",
            setting=_SETTING,
            hint="Run again later: the key is used as soon as it is there. Or choose a smaller one.",
        )

    def _status(self, key: str) -> str:
        try:
            return self._service.key_status(key)
        except (CameraUnreachable, ConnectionLost):
            return GENERATING
        except FaultAnswer as error:
            if not error.fault.says("KeyID"):
                raise
            raise NotEffective(
                "the key that the camera was making is gone; it may have restarted in between",
                setting=_SETTING,
                hint="Run again.",
            ) from None
