# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The server certificate (guide p. A-17 and B-17; i-PRO manual 16.2.5; ONVIF Security service)."""

from __future__ import annotations

from typing import Any

from .._catalog import SETTINGS
from .._certificates.authority import exists
from .._certificates.lifecycle import LifeCycle
from .._certificates.order import SPEC, order_from
from .._certificates.removal import Removal
from .._result import Result
from .._session import Session
from .base import Params

_INSTALL = ("certificate.install", "certificate.install_server")


class Certificate:
    """Area certificate."""

    name = "certificate"
    needs_account = "to write"
    spec: dict[str, dict[str, Any]] = SPEC

    def static(self, params: Params) -> None:
        """The options against each other."""
        order_from(params)

    def secrets(self, params: Params) -> list[str]:
        """A private key that comes from outside; requests and certificates are public."""
        if params["state"] == "absent":
            return []
        if params.get("private_key") or params["key_on_controller"]:
            return ["the camera's private key"]
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """No interface of this camera reaches its certificates."""
        if session.driver is None:
            return [
                (
                    self._setting(session),
                    "there is no code map (profile) for this model, and no other interface is known",
                )
            ]
        if session.driver.certificate_store() is None:
            return [(self._setting(session), "no interface of this camera reaches its certificates")]
        return []

    @staticmethod
    def _setting(session: Session) -> str:
        family = session.facts.family
        return next((key for key in _INSTALL if family in SETTINGS[key].limits), _INSTALL[0])

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Bring the camera to the certificate that is asked for."""
        store = session.require_driver().certificate_store()
        if store is None or session.facts.account == "none":
            # reported as manual, or predicted for a camera that nobody can log in to yet
            if store is not None:
                self._predict(session, store.name, params, result)
            return
        order = order_from(params)
        if check and order.source == "site_ca" and params["state"] == "present" and not exists(params["ca_dir"]):
            # a play that makes the authority first makes none in check mode
            after = f"a certificate by the authority that is to be made in {params['ca_dir']}"
            result.add_operation(self._setting(session), None, after, store.name)
            return
        if params["state"] == "absent":
            Removal(session, store, order, params, result).run(check)
        else:
            LifeCycle(session, store, order, params, result).run(check)

    def _predict(self, session: Session, driver: str, params: Params, result: Result) -> None:
        """A camera as delivered tells nothing before it has an account; it has no certificate of anybody's."""
        if params["state"] == "present":
            result.add_operation(self._setting(session), None, "a certificate, once there is an account", driver)
