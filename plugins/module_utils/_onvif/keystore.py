# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The keystore of the Security service as a certificate store (port types Keystore and TLSServer, ver10/advancedsecurity).

Ids are the camera's own and may be given again to something else, so nothing is remembered by its id from one run to the
next: content (DER) and aliases decide. What begins with C(netcam-hardening) is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from .._certificates.store import Held, PrivateKey, State, Wish
from .._client import Client
from .._errors import CameraAnswer, NetcamError, NotEffective, Refused, Unsupported
from .._guards import check_clear_text
from .keystore_changes import Remover, Uploader
from .keystore_keys import KeyMaker
from .keystore_names import with_names
from .keystore_view import HTTPS_KEY, SERVER, TRUST, View, look, usable
from .security import SecurityService
from .security_capabilities import SecurityCapabilities, lacks, signature_for
from .security_faults import Step, explained
from .security_model import Extension
from .soap import FaultAnswer
from .x509 import certificate_der, crl_der, date_time, fingerprint, names_extension, request_pem

_SETTING = "certificate"
#: Where a wish names no end: a self-signed certificate must have one, and the standard's own default is the year 9999.
_DAYS = 397
Now = Callable[[], datetime]


class KeystoreStore:
    """One camera's keystore. Raises what the Store protocol says; faults of the camera are explained."""

    name = "onvif"

    def __init__(
        self,
        client: Client,
        service: SecurityService,
        capabilities: SecurityCapabilities,
        progress: Callable[[str], None],
        sleep: Callable[[float], None],
        now: Now,
    ) -> None:
        self._client = client
        self._service = service
        self._capabilities = capabilities
        self._now = now
        self._keys = KeyMaker(service, capabilities, progress, sleep)
        self._upload = Uploader(service, capabilities)
        self._remove = Remover(service)
        self._view: View | None = None
        self._waits = False

    # -- what it can do --------------------------------------------------------------------------------------------

    def why_not(self, ability: str) -> str | None:
        """Out of the capabilities, and of what is in the store at the moment."""
        reason = self._lacks(ability)
        if reason is None and ability in ("fresh_key", "install_key"):
            enough = ability == "fresh_key" and any(usable(key) for key in self._seen().waiting_keys())
            return self._full("MaximumNumberOfKeys", self._seen().private_keys(), "keys", enough)
        return reason

    def _lacks(self, ability: str) -> str | None:
        return lacks(self._capabilities, ability)

    def _full(self, limit: str, there: int, what: str, enough: bool) -> str | None:
        most = self._capabilities.most(limit)
        if most is None or there < most or enough:
            return None
        return f"the keystore has room for {most} {what} and is full: delete what is no longer in use"

    def _seen(self) -> View:
        if self._view is None:
            self._view = look(self._service, self._capabilities)
        return self._view

    def _fresh(self) -> View:
        self._view = None
        return self._seen()

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self) -> State:
        """GetAllKeys, GetAllCertificates and the rest. A pending request is not kept by any keystore, only its key."""
        view = self._fresh()
        return State(has_key=any(usable(key) and key.private for key in view.keys.values()), held=view.held())

    def waits_for_restart(self) -> bool:
        """Whether the camera took the choice of a certificate, but still states the old one."""
        return self._waits

    # -- making ----------------------------------------------------------------------------------------------------

    def create_key(self, wish: Wish) -> None:
        """CreateRSAKeyPair or CreateECCKeyPair, and GetKeyStatus until it is ready. A key that waits already is enough."""
        self._check("key")
        self._key(wish)

    def _key(self, wish: Wish) -> str:
        view = self._fresh()
        self._remove.leftovers(view)
        view = self._fresh()
        reason = self._full("MaximumNumberOfKeys", view.private_keys(), "keys", bool(view.waiting_keys()))
        if reason is not None:
            raise CameraAnswer(reason, setting=_SETTING)
        try:
            return self._keys.key_for(wish, view)
        finally:
            self._view = None

    def create_self_signed(self, wish: Wish) -> None:
        """CreateSelfSignedCertificate with a key of its own and always with an end, and a path for it.

        It is chosen for HTTPS only where nothing is chosen yet.
        """
        self._check("self_signed")
        self._upload.check_room(self._fresh(), 1, paths=1)
        signature = signature_for(self._capabilities, wish)
        names = names_extension(wish.names)
        key = self._key(wish)
        begin = wish.not_before or self._now() - timedelta(days=1)
        validity = (date_time(begin), date_time(wish.not_after or begin + timedelta(days=_DAYS)))
        alias = f"{HTTPS_KEY}-self-signed"
        with Step(_SETTING) as step:

            def create(extensions: Sequence[Extension]) -> str:
                return self._service.create_self_signed(key, wish.subject, alias, validity, signature, extensions)

            certificate = step.made(self._service.delete_certificate, with_names(create, names))
            path = step.made(self._service.delete_path, self._service.create_path([certificate], alias))
            view = self._fresh()
            if certificate not in view.certificates or path not in view.paths:
                raise _not_there("self-signed certificate")
        if not view.assigned and self._lacks("activate") is None:
            self._assign(path, view)

    def create_request(self, wish: Wish) -> str:
        """CreatePKCS10CSR for a key that no certificate is for; with the names where the camera takes attributes."""
        self._check("request")
        signature = signature_for(self._capabilities, wish)
        names = names_extension(wish.names)
        key = self._key(wish)
        with Step(_SETTING):

            def create(extensions: Sequence[Extension]) -> bytes:
                return self._service.create_request(key, wish.subject, signature, extensions)

            return request_pem(with_names(create, names))

    # -- installing ------------------------------------------------------------------------------------------------

    def install(self, certificate: str, chain: Sequence[str], key: PrivateKey | None = None) -> Held:
        """UploadCertificate for leaf and chain and CreateCertificationPath; with a key one PKCS#12 file instead.

        Nothing is uploaded twice, and what a failed attempt uploaded is taken back. It is not in use afterwards.
        """
        self._check("install" if key is None else "install_key")
        if key is not None:
            check_clear_text(["the private key"], self._client.clear_text, self._client.endpoint.allow_clear_text)
        leaf = certificate_der(certificate, "the server certificate")
        others = [certificate_der(one, f"certificate {number} of the chain") for number, one in enumerate(chain, 1)]
        self._remove.leftovers(self._fresh(), keep=(leaf, *others))
        alias = f"{HTTPS_KEY}-{fingerprint(leaf)[:16]}"
        try:
            if key is None:
                self._upload.chain(self._fresh(), leaf, others, alias)
            else:
                self._upload.with_key(self._fresh(), leaf, others, key, alias)
        finally:
            self._view = None
        found = self._fresh().same(leaf)
        held = next((held for held in self._seen().held() if found is not None and held.id == found.id), None)
        if held is None or held.kind != SERVER or self._seen().path_of(held.id) is None:
            raise _not_there("server certificate")
        return held

    def activate(self, held: Held) -> None:
        """AddServerCertificateAssignment, or ReplaceServerCertificateAssignment where one is assigned. Raises NotEffective."""
        self._check("activate")
        view = self._fresh()
        path = view.path_of(held.id)
        if path is None:
            raise NotEffective(
                "the certificate is not on the camera, or in no certification path",
                setting="certificate.select",
                hint="Install it again.",
            )
        if view.assigned != (path.id,):
            self._assign(path.id, view)

    def _assign(self, path: str, view: View) -> None:
        """Some cameras answer a fault and do it all the same; others do it at the next restart. What they state counts."""
        others = [one for one in view.assigned if one != path]
        fault: FaultAnswer | None = None
        try:
            if path not in view.assigned and others:
                self._service.replace_assigned(others.pop(0), path)
            elif path not in view.assigned:
                self._service.assign(path)
        except FaultAnswer as error:
            fault = error
        for other in others:
            # with several the camera chooses among them; it may refuse this while HTTPS is on, then the handshake decides
            try:
                self._service.unassign(other)
            except NetcamError:
                continue
        self._view = None
        assigned = self._service.assigned()
        if path in assigned:
            return
        if fault is not None:
            raise explained(fault, "certificate.select")
        self._waits = True

    # -- removing --------------------------------------------------------------------------------------------------

    def release(self, held: Held) -> None:
        """RemoveServerCertificateAssignment, which cameras refuse while HTTPS is on. Raises Refused."""
        view = self._fresh()
        try:
            with Step("certificate.select"):
                for path in view.leads(held.id):
                    if path.id in view.assigned:
                        self._service.unassign(path.id)
        finally:
            self._view = None

    def delete(self, held: Held) -> None:
        """From the top down: path, certificate, chain, key. What is in use is refused. Raises Refused, NotEffective."""
        self._check("delete")
        view = self._fresh()
        if held.id not in view.certificates:
            return
        if view.served(held.id):
            raise Refused(
                "this certificate is the one that HTTPS shows now",
                setting="certificate.delete_server",
                hint="Choose another one first.",
            )
        try:
            self._remove.certificate(view, held.id)
        finally:
            self._view = None
        if held.id in self._fresh().certificates:
            raise NotEffective("the camera accepted to delete the certificate, but still has it", setting=_SETTING)

    # -- trust -----------------------------------------------------------------------------------------------------

    def install_trust(self, certificate: str) -> None:
        """UploadCertificate and a CertPathValidationPolicy of ours that trusts it."""
        self._check("trust")
        der = certificate_der(certificate, "the CA certificate")
        self._remove.leftovers(self._fresh(), keep=(der,))
        try:
            self._upload.trust(self._fresh(), [der])
        finally:
            self._view = None
        found = self._fresh().same(der)
        if found is None or not self._seen().trusts(found.id):
            raise _not_there("CA certificate")

    def install_crl(self, crl: str) -> None:
        """UploadCRL; an older list of ours by the same issuer goes."""
        self._check("crl")
        self._upload.crl(crl)

    def has_trust(self, certificate: str) -> bool:
        """Whether a policy of ours trusts it: what another one trusts may be for 802.1X only."""
        there = self._fresh().same(certificate_der(certificate, "the CA certificate"))
        return there is not None and any(policy.alias == TRUST for policy in self._seen().trusts(there.id))

    def has_crl(self, crl: str) -> bool:
        """By its content."""
        return any(one.der == crl_der(crl) for one in self._service.crls())

    def _check(self, ability: str) -> None:
        reason = self._lacks(ability)
        if reason is not None:
            raise Unsupported(reason, setting=_SETTING, hint="Do it on the camera's own page.")


def _not_there(what: str) -> NotEffective:
    return NotEffective(
        f"the camera accepted the {what}, but it is not in its keystore afterwards",
        setting=_SETTING,
        hint="Run again; if it stays so, look on the camera's own page.",
    )
