# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A server certificate leaves the camera's store: the [Delete] buttons of the makers' pages, in the same words everywhere.

Never while HTTPS is served by it, and not without a copy of what somebody has issued.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .._catalog import SETTINGS
from .._errors import NetcamError, Refused, Unsupported
from .._guards import check_removal
from .._result import Result
from .._session import Session
from .chain import Bundle
from .crypto import x509
from .eyes import Eyes, Seen
from .facts import is_self_signed, issued_by
from .issuers import SiteCaIssuer
from .keeping import Keeping
from .order import Order
from .reading import read_certificates
from .shown import shows
from .store import Held, Store, releasing
from .words import held_text, short


class Removal:
    """One order on one open camera."""

    def __init__(self, session: Session, store: Store, order: Order, params: Any, result: Result) -> None:
        self._session = session
        self._store = store
        self._order = order
        self._params = params
        self._result = result
        self._now = datetime.now(UTC)
        self._eyes = Eyes(session, store)
        self._authority = SiteCaIssuer(order) if params.get("ca_dir") and params.get("ca_passphrase") else None
        folder = params.get("backup_dir")
        self._keeping = Keeping(folder, session.endpoint.name) if folder else None

    def run(self, check_mode: bool) -> None:
        """Remove what the order names; in check mode only record it. Raises NetcamError before the first write."""
        seen = self._eyes.look()
        targets = self._targets(seen)
        self._tell(seen)
        if not targets:
            self._check_nothing(seen)
            return
        reason = self._store.why_not("delete")
        if reason is not None:
            error = Unsupported(reason, setting=self._where(targets[0]), hint="Do it on the camera's own page.")
            error.key = self._setting(targets[0])
            raise error
        serves = seen.served or self._eyes.serves()
        for held in targets:
            check_removal(serves and self._used(held, seen), held_text(held) or held.id, self._where(held))
        known = [(held, self._backed_up(held, seen, check_mode)) for held in targets]
        for held, certificate in known:
            self._remove(held, certificate, check_mode)
        if not check_mode:
            self._tell(self._eyes.look())

    # -- which ones ------------------------------------------------------------------------------------------------

    def _targets(self, seen: Seen) -> list[Held]:
        """The server certificates that the order is about. Raises Refused where the camera does not tell them apart."""
        found = [held for held in seen.state.held if held.kind == "server"]
        if (name := self._params.get("common_name")) is not None:
            found = [held for held in found if held.common_name == name]
        if self._order.source == "self_signed":
            unknown = next((held for held in found if self._self_signed(held) is None), None)
            if unknown is not None:
                raise Refused(
                    f"the camera does not tell whether its certificate {held_text(unknown)} is self-signed",
                    setting=self._where(unknown),
                    hint="Leave source out, and name the certificate by common_name. Nothing was written.",
                )
            found = [held for held in found if self._self_signed(held)]
        return found

    @staticmethod
    def _self_signed(held: Held) -> bool | None:
        if held.self_signed is None and held.pem is not None:
            return is_self_signed(_parsed(held.pem))
        return held.self_signed

    def _check_nothing(self, seen: Seen) -> None:
        """Nothing to remove is only believed of a camera that shows what it has."""
        if self._params.get("common_name") is not None or self._order.source == "self_signed":
            return
        reason = self._store.why_not("delete")
        if seen.state.server is None and (seen.served or reason is not None):
            error = Unsupported(
                reason or "the camera serves HTTPS with a certificate that its store does not show",
                setting=self._where(None),
                hint="Look at the camera's own page.",
            )
            error.key = self._setting(None)
            raise error

    @staticmethod
    def _used(held: Held, seen: Seen) -> bool:
        """Whether HTTPS shows this one, and goes on with no other when it is gone."""
        shown = seen.certificate if seen.served else None
        if shown is not None and held.pem is not None and shows(held, shown):
            # another may be chosen already, and wait for a restart: until then this one is in use
            return True
        if held.in_use is not None:
            return held.in_use
        if shown is not None:
            return shows(held, shown)
        server = seen.state.server
        return server is None or server.id == held.id

    # -- a copy first ----------------------------------------------------------------------------------------------

    def _backed_up(self, held: Held, seen: Seen, check_mode: bool) -> x509.Certificate | None:
        """The certificate itself, as far as anybody knows it; kept before it goes. Raises Refused, FileProblem."""
        certificate = _parsed(held.pem) if held.pem is not None else None
        copy = None
        if self._keeping is not None:
            if certificate is not None:
                copy = self._keeping.of(certificate)
                if copy is None:
                    copy = self._keeping.path
                    if not check_mode:
                        self._keeping.keep(Bundle(certificate, self._chain_of(certificate, seen)))
            elif (found := self._keeping.shown_by(held)) is not None:
                copy, certificate = found
        if copy is not None:
            self._result.add_evidence(self._setting(held), f"a copy of {held_text(held)} is in {copy}")
        elif not self._params["force"] and not self._self_signed(held):
            # the camera makes a self-signed one again at any time; what an authority has issued it does not
            self._refuse_without_copy(held)
        return certificate

    def _refuse_without_copy(self, held: Held) -> None:
        what = f"there is no backup file of the certificate {held_text(held)}"
        hint = "Set backup_dir, where it is kept first."
        if self._keeping is not None:
            what += f" in {self._params['backup_dir']}, and this camera does not hand it out"
            hint = f"Put the file that was installed there as {self._keeping.path}."
        raise Refused(
            what, setting=self._where(held), hint=f"{hint} With force it is removed without. Nothing was written."
        )

    @staticmethod
    def _chain_of(leaf: x509.Certificate, seen: Seen) -> tuple[x509.Certificate, ...]:
        """The intermediates that the camera holds for it, leaf's issuer first."""
        others = [_parsed(held.pem) for held in seen.state.held if held.kind == "intermediate" and held.pem is not None]
        chain: list[x509.Certificate] = []
        last = leaf
        while (issuer := next((one for one in others if issued_by(last, one)), None)) is not None:
            others.remove(issuer)
            chain.append(issuer)
            last = issuer
        return tuple(chain)

    # -- doing -----------------------------------------------------------------------------------------------------

    def _remove(self, held: Held, certificate: x509.Certificate | None, check_mode: bool) -> None:
        before = short(certificate) if certificate is not None else held_text(held)
        setting = self._setting(held)
        if not check_mode:
            self._session.progress(f"removing the certificate {held_text(held)}")
            if held.in_use and (store := releasing(self._store)) is not None:
                store.release(held)
            self._store.delete(held)
        self._result.add_operation(setting, before, None, self._store.name)
        if not check_mode and self._authority is not None:
            self._revoke(setting, certificate)

    def _revoke(self, setting: str, certificate: x509.Certificate | None) -> None:
        """The camera is done: what goes wrong with the register is a warning, because it can be put right later."""
        if certificate is None:
            self._result.warnings.append(
                "nobody knows which certificate of the register it was, so it was not revoked; "
                "netcam.hardening.site_ca revokes by serial number"
            )
            return
        try:
            text = self._authority.removed(certificate, self._now) if self._authority is not None else None
        except NetcamError as error:
            self._result.warnings.append(f"the certificate was removed, but not revoked: {error.message}")
            return
        if text is not None:
            self._result.add_evidence(setting, text)

    def _tell(self, seen: Seen) -> None:
        self._result.extra["certificate"] = {"due": None, "driver": self._store.name, **seen.facts(self._now)}

    # -- words -----------------------------------------------------------------------------------------------------

    def _setting(self, held: Held | None) -> str:
        family = self._session.facts.family
        own = held is not None and self._self_signed(held)
        ids = ("certificate.delete_self_signed", "certificate.delete_server")[0 if own else 1 :]
        return next((setting_id for setting_id in ids if family in SETTINGS[setting_id].limits), "certificate.install")

    def _where(self, held: Held | None) -> str:
        where: str = SETTINGS[self._setting(held)].where(self._session.facts.family)
        return where


def _parsed(pem: str) -> x509.Certificate:
    return read_certificates(pem, "the camera's certificate")[0]
