# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What is put into a keystore and taken out of it, in the order that references between its entries allow."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence

from .._certificates.store import PrivateKey
from .._errors import CameraAnswer, NetcamError
from .keystore_view import CHAIN, OURS, TRUST, View
from .security import SecurityService
from .security_capabilities import SecurityCapabilities
from .security_faults import Step
from .security_model import CORRUPT, Path
from .x509 import crl_der, fingerprint, pkcs12_of, same_issuer
from .xml import Markup, tag

_SETTING = "certificate"
Delete = Callable[[str], None]
#: Every camera that keeps passphrases takes 40 ASCII characters (Security service, capability-implied requirements).
_PASSPHRASE_CHARACTERS = 40
#: Alias of a passphrase that is needed for one upload only.
_TEMPORARY = f"{OURS}-pkcs12"


def gone(delete: Delete, id_: str) -> bool:
    """Whether it could be deleted: something else may use it, or the camera has deleted it by itself (AutoDeleteKey)."""
    try:
        delete(id_)
    except NetcamError:
        return False
    return True


class Uploader:
    """Puts certificates, keys and lists into one camera's keystore. Room is checked before the first write."""

    def __init__(self, service: SecurityService, capabilities: SecurityCapabilities) -> None:
        self._service = service
        self._capabilities = capabilities

    def check_room(self, view: View, certificates: int, paths: int = 0, policies: int = 0) -> None:
        """Refuse before the first write what the camera's own limits have no room for. Raises CameraAnswer."""
        for limit, there, more, what in (
            ("MaximumNumberOfCertificates", len(view.certificates), certificates, "certificates"),
            ("MaximumNumberOfCertificationPaths", len(view.paths), paths, "certificate chains"),
            (
                "MaximumNumberOfCertificationPathValidationPolicies",
                len(view.policies),
                policies,
                "sets of trusted CA certificates",
            ),
        ):
            most = self._capabilities.most(limit)
            if most is not None and more and there + more > most:
                raise CameraAnswer(
                    f"the keystore has room for {most} {what}, {there} are there, {more} more are to come",
                    setting=_SETTING,
                    hint="Delete what is no longer in use, then run again. Nothing was written.",
                )

    def chain(self, view: View, leaf: bytes, others: Sequence[bytes], alias: str) -> None:
        """A certificate for a key of the camera, its chain, and the path of both; what is there already is used."""
        if self._path(view, leaf, others) is not None:
            return
        missing = [der for der in (leaf, *others) if view.same(der) is None]
        self.check_room(view, len(missing), paths=1)
        with Step(_SETTING) as step:
            # the leaf first: when its key is not on this camera, nothing at all has changed
            ids = [self._certificate(step, view, leaf, alias, private=True)]
            ids += [self._certificate(step, view, der, CHAIN, private=False) for der in others]
            step.made(self._service.delete_path, self._service.create_path(ids, alias))

    def with_key(self, view: View, leaf: bytes, others: Sequence[bytes], key: PrivateKey, alias: str) -> str:
        """Certificate, chain and private key as one PKCS#12 file, encrypted. Returns the id of the path."""
        found = self._path(view, leaf, others)
        if found is not None:
            return found.id
        stored = bool(self._capabilities.most("MaximumNumberOfPassphrases"))
        # a passphrase of our own: the user's may be longer than a camera takes
        passphrase = secrets.token_urlsafe(48)[:_PASSPHRASE_CHARACTERS]
        content = pkcs12_of(leaf, others, key, passphrase, alias, self._capabilities.old_pkcs12)
        self.check_room(view, 1 + len(others), paths=1)
        kept = None
        with Step(_SETTING) as step:
            given = tag("tas:Passphrase", passphrase)
            if stored:
                # one that an interrupted run has left
                for id_, name in self._service.passphrases().items():
                    if name == _TEMPORARY:
                        gone(self._service.delete_passphrase, id_)
                kept = step.made(
                    self._service.delete_passphrase, self._service.upload_passphrase(passphrase, _TEMPORARY)
                )
                given = Markup(tag("tas:IntegrityPassphraseID", kept) + tag("tas:EncryptionPassphraseID", kept))
            path = self._service.upload_pkcs12(content, alias, alias, given)
        if kept is not None:
            gone(self._service.delete_passphrase, kept)
        return path

    @staticmethod
    def _path(view: View, leaf: bytes, others: Sequence[bytes]) -> Path | None:
        """A path that has exactly these certificates, the first with its private key."""
        there = [view.same(der) for der in (leaf, *others)]
        ids = tuple(one.id for one in there if one is not None)
        if there[0] is None or len(ids) < len(there) or not view.private(there[0]):
            return None
        return next((path for path in view.leads(ids[0]) if path.certificates == ids), None)

    def _certificate(self, step: Step, view: View, der: bytes, alias: str, private: bool) -> str:
        there = view.same(der)
        if there is not None:
            return there.id
        return step.made(self._service.delete_certificate, self._service.upload_certificate(der, alias, alias, private))

    def trust(self, view: View, anchors: Sequence[bytes], alias: str = TRUST) -> str:
        """CA certificates, and a policy with this alias that trusts just them. Returns the id of the policy."""
        there = [one for der in anchors if (one := view.same(der)) is not None]
        if len(there) == len(anchors):
            wanted = {one.id for one in there}
            for policy in view.policies.values():
                if policy.alias == alias and set(policy.anchors) == wanted:
                    return policy.id
        self.check_room(view, len(anchors) - len(there), policies=1)
        with Step("certificate.ca_certificate") as step:
            ids = [self._certificate(step, view, der, TRUST, private=False) for der in anchors]
            return step.made(self._service.delete_policy, self._service.create_policy(ids, alias))

    def crl(self, crl: str) -> None:
        """A revocation list; an older one of ours by the same issuer goes, before where there is no room for both."""
        der = crl_der(crl)
        there = self._service.crls()
        if any(one.der == der for one in there):
            return
        old = [one for one in there if one.alias.startswith(OURS) and same_issuer(one.der, der)]
        most = self._capabilities.most("MaximumNumberOfCRLs") or 0
        with Step("certificate.crl"):
            if len(there) >= most and old:
                self._service.delete_crl(old.pop(0).id)
            self._service.upload_crl(der, f"{OURS}-crl-{fingerprint(der)[:16]}")
            for one in old:
                self._service.delete_crl(one.id)
            if not any(one.der == der for one in self._service.crls()):
                raise CameraAnswer("the camera accepted the revocation list, but does not have it")


class Remover:
    """Takes entries out of one camera's keystore."""

    def __init__(self, service: SecurityService) -> None:
        self._service = service

    def leftovers(self, view: View, keep: Collection[bytes] = ()) -> None:
        """Remove what an earlier run of ours left half-made: its certificates that nothing uses, its spoilt keys.

        C(keep) are certificates (DER) that are about to be used. A failure here is no failure of the step that follows.
        """
        left = set()
        for certificate in view.certificates.values():
            ours = certificate.alias.startswith(OURS) and certificate.der not in keep
            if not ours or view.used(certificate.id) or not gone(self._service.delete_certificate, certificate.id):
                left.add(certificate.key)
        for key in view.keys.values():
            ours = key.alias.startswith(OURS) and key.id not in left
            if ours and (key.status == CORRUPT or key.private is False):
                gone(self._service.delete_key, key.id)

    def certificate(self, view: View, certificate: str) -> None:
        """One certificate with its paths and policies, then chain and keys that nothing else uses.

        Raises Refused when the camera keeps it because something uses it.
        """
        leads = view.leads(certificate)
        behind = [one for path in leads for one in path.certificates[1:]]
        with Step("certificate.delete_server"):
            for path in leads:
                self._service.delete_path(path.id)
            for policy in view.trusts(certificate):
                if policy.anchors == (certificate,):
                    self._service.delete_policy(policy.id)
            self._service.delete_certificate(certificate)
        deleted = [certificate]
        kept = {one for path in view.paths.values() if path not in leads for one in path.certificates}
        kept |= {one for policy in view.policies.values() for one in policy.anchors}
        for one in dict.fromkeys(behind):
            free = one not in kept and one in view.certificates and not view.leads(one)
            if free and gone(self._service.delete_certificate, one):
                deleted.append(one)
        keys = {view.certificates[one].key for one in deleted}
        left = {one.key for one in view.certificates.values() if one.id not in deleted}
        for key in keys - left:
            if key in view.keys:
                gone(self._service.delete_key, key)
