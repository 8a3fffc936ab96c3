# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""CA certificates and revocation lists for connections that the camera opens (guide p. A-17; ONVIF Security service)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .._catalog import FAMILY_ONVIF, SETTINGS
from .._certificates.notes import CRL, notes
from .._certificates.reading import read_certificates
from .._certificates.revocation import Given, authorities, revocation_list
from .._certificates.store import Store
from .._errors import InvalidValue
from .._result import Result
from .._session import Session
from .base import NO_SUCH_SETTING, Params

#: Option, ability of the store, setting.
_KINDS = (
    ("ca_certificates", "trust", "certificate.ca_certificate"),
    ("crls", "crl", "certificate.crl"),
)
#: More than any camera takes. Files.
MOST = 50


class CertificateTrust:
    """Area certificate_trust."""

    name = "certificate_trust"
    needs_account = "to write"
    spec: dict[str, dict[str, Any]] = {
        "ca_certificates": {"type": "list", "elements": "path"},
        "crls": {"type": "list", "elements": "path"},
        "update_crls": {"type": "str", "choices": ["always", "on_create"], "default": "on_create"},
    }

    def static(self, params: Params) -> None:
        """Something to do, and every file readable and valid now. Raises InvalidValue, CertificateProblem, FileProblem."""
        if not params.get("ca_certificates") and not params.get("crls"):
            raise InvalidValue("there is nothing to install: give ca_certificates, crls, or both", setting=self.name)
        for option, _ability, _setting in _KINDS:
            if len(params.get(option) or ()) > MOST:
                raise InvalidValue(f"{option} has {len(params[option])} files, more than {MOST}", setting=self.name)
        given(params)

    def secrets(self, params: Params) -> list[str]:
        """Certificates and lists are public."""
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """What no interface of this camera takes, with the reason."""
        store = session.driver.certificate_store() if session.driver is not None else None
        found = []
        for option, ability, setting_id in _KINDS:
            if not params.get(option):
                continue
            reason = "no interface of this camera reaches its certificates" if store is None else store.why_not(ability)
            if reason is not None:
                family = session.facts.family
                known = family == FAMILY_ONVIF or family is None or family in SETTINGS[setting_id].limits
                found.append((setting_id, reason if known else NO_SUCH_SETTING))
        return found

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Install what is missing: authorities first, because a list is checked against them."""
        store = session.require_driver().certificate_store()
        if store is None:
            return
        for (_option, ability, setting_id), items in zip(_KINDS, given(params), strict=True):
            if not items or store.why_not(ability) is not None:
                # the second is reported already
                continue
            present = session.facts.account != "none"
            for item in items if ability == "trust" else ():
                if not (present and store.has_trust(item.text)):
                    _install(store.install_trust, item, setting_id, check, store.name, result)
            if ability == "crl":
                self._lists(store, items, params, present, check, result)
                result.warnings.extend(notes(CRL))

    @staticmethod
    def _lists(store: Store, items: list[Given], params: Params, present: bool, check: bool, result: Result) -> None:
        """Looked for before the first of them is installed: it makes a camera that does not tell which ones it holds unsure."""
        held = [store.has_crl(item.text) if present else False for item in items]
        unsure = any(there is None for there in held)
        if unsure and params["update_crls"] == "on_create":
            result.warnings.append(
                "the camera holds revocation lists and does not tell whose; they are left as they are, "
                "and update_crls: always installs the given ones"
            )
        for item, there in zip(items, held, strict=True):
            if there is False or (there is None and params["update_crls"] == "always"):
                _install(store.install_crl, item, "certificate.crl", check, store.name, result)


def given(params: Params) -> tuple[list[Given], list[Given]]:
    """The CA certificates and the revocation lists of a task, judged, each once. Raises CertificateProblem, FileProblem."""
    now = datetime.now(UTC)
    trusted = [item for path in params.get("ca_certificates") or () for item in authorities(path, now)]
    issuers = [certificate for item in trusted for certificate in read_certificates(item.text)]
    lists = [revocation_list(path, now, issuers) for path in params.get("crls") or ()]
    return list(dict.fromkeys(trusted)), list(dict.fromkeys(lists))


def _install(step: Any, item: Given, setting_id: str, check: bool, driver: str, result: Result) -> None:
    if not check:
        step(item.text)
    result.add_operation(setting_id, None, item.says, driver)
