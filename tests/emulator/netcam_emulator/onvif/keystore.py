# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The keystore: keys, certificates, certification paths, passphrases, and which path the TLS server shows.

All of it is plain data in the camera's ONVIF state (keys as PEM, certificates as base64 DER), so it can be dumped.
Ids are made by the camera and reused; the lowest free number wins, as small firmware does.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from .fault import bad_value, receiver

if TYPE_CHECKING:
    from .service import OnvifService

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
KEYS, CERTIFICATES, PATHS, PASSPHRASES, POLICIES = "keys", "certificates", "paths", "passphrases", "policies"
CRLS = "crls"
# Kind -> prefix of ids, most entries, fault when full, fault for an unknown id.
_KINDS = {
    KEYS: ("KEY", 16, "ter:MaximumNumberOfKeysReached", "ter:KeyID"),
    CERTIFICATES: ("CERT", 16, "ter:MaximumNumberOfCertificatesReached", "ter:CertificateID"),
    PATHS: ("PATH", 8, "ter:MaximumNumberOfCertificationPathsReached", "ter:CertificationPathID"),
    PASSPHRASES: ("PASS", 8, "ter:MaximumNumberOfPassphrasesReached", "ter:PassphraseID"),
    POLICIES: ("POLICY", 4, "ter:MaximumNumberOfCertificationPathValidationPoliciesReached",
               "ter:CertPathValidationPolicyID"),
    CRLS: ("CRL", 2, "ter:MaximumNumberOfCRLsReached", "ter:CRLID"),
}  # fmt: skip
MOST = {kind: most for kind, (_prefix, most, _full, _unknown) in _KINDS.items()}
OK, GENERATING, CORRUPT = "ok", "generating", "corrupt"
FACTORY = "factory"


class Keystore:
    """The keystore of one camera."""

    def __init__(self, service: OnvifService) -> None:
        self._service = service

    @property
    def data(self) -> dict[str, Any]:
        """The content; made from the factory certificate when first needed."""
        state = self._service.state
        if not state.keystore:
            state.keystore = {**{kind: {} for kind in _KINDS}, "assigned": [], "versions": ["1.2", "1.3"]}
            self._take_factory_certificate()
        return state.keystore

    @property
    def assigned(self) -> list[str]:
        """Paths the TLS server shows, at most one."""
        found: list[str] = self.data["assigned"]
        return found

    def has_certificate(self) -> bool:
        """Whether the TLS server has something to show."""
        if not self._service.state.keystore:
            return self._service.camera.entry.certificate != "none"
        return bool(self.assigned)

    def entries(self, kind: str) -> dict[str, dict[str, Any]]:
        """All entries of a kind by id."""
        found: dict[str, dict[str, Any]] = self.data[kind]
        return found

    def get(self, kind: str, id_: str, unknown: str = "") -> dict[str, Any]:
        """An entry; raises Fault for an unknown id."""
        entry = self.entries(kind).get(id_)
        if entry is None:
            raise bad_value(unknown or _KINDS[kind][3], f"No {id_!r}")
        return entry

    def add(self, kind: str, entry: dict[str, Any]) -> str:
        """Store an entry and return its id; raises Fault when there is no room."""
        prefix, most, full, _unused = _KINDS[kind]
        entries = self.entries(kind)
        if len(entries) >= most:
            raise receiver("ter:Action", full)
        number = next(n for n in range(1, most + 2) if f"{prefix}_{n}" not in entries)
        entries[f"{prefix}_{number}"] = entry
        return f"{prefix}_{number}"

    def delete(self, kind: str, id_: str, used_by: Callable[[], bool]) -> None:
        """Delete an entry; raises Fault when something refers to it."""
        self.get(kind, id_)
        if used_by():
            raise bad_value("ter:ReferenceExists", f"{id_} is in use")
        del self.entries(kind)[id_]

    # Keys

    def generate(self, make: Callable[[], PrivateKey], alias: str) -> str:
        """Begin to make a key pair; it takes as long as it takes, and longer when a quirk says so."""
        entry: dict[str, Any] = {"alias": alias, "status": GENERATING, "private": "", "public": ""}
        key_id = self.add(KEYS, entry)
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(None, make)
        pause = self._service.quirks.seconds("key_seconds")

        def finish(key: PrivateKey) -> None:
            entry["status"] = CORRUPT if self._service.quirks.on("corrupt_key") else OK
            entry.update(key_pems(key))

        future.add_done_callback(lambda done: loop.call_later(pause, finish, done.result()))
        return key_id

    def private_key(self, key_id: str) -> PrivateKey:
        """The private key; raises Fault when the key cannot be used."""
        entry = self.get(KEYS, key_id)
        if entry["status"] != OK:
            raise bad_value("ter:InvalidKeyStatus", f"{key_id} is {entry['status']}")
        if not entry["private"]:
            raise bad_value("ter:NoPrivateKey", f"{key_id} has no private key")
        return load_private(entry["private"].encode())

    def add_private(self, key: PrivateKey, alias: str) -> str:
        """Store a key pair from outside, or return the id of the same one; its private half is added to a public one."""
        pems = key_pems(key)
        for key_id, entry in self.entries(KEYS).items():
            if entry["public"] == pems["public"]:
                entry.update(pems)
                return key_id
        return self.add(KEYS, {"alias": alias, "status": OK, **pems, "external": True})

    # Certificates

    def certificate(self, certificate_id: str) -> x509.Certificate:
        """A certificate; raises Fault for an unknown id."""
        return x509.load_der_x509_certificate(base64.b64decode(self.get(CERTIFICATES, certificate_id)["der"]))

    def add_certificate(
        self, certificate: x509.Certificate, alias: str, key_alias: str = "", private_required: bool = False
    ) -> tuple[str, str]:
        """Store a certificate with the key it belongs to; returns both ids."""
        public = public_pem(certificate)
        key_id = next((id_ for id_, entry in self.entries(KEYS).items() if entry["public"] == public), None)
        if private_required and (key_id is None or not self.entries(KEYS)[key_id]["private"]):
            raise bad_value("ter:NoMatchingPrivateKey", "No private key for this certificate")
        if key_id is None:
            key_id = self.add(KEYS, {"alias": key_alias, "status": OK, "private": "", "public": public})
        der = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
        return self.add(CERTIFICATES, {"alias": alias, "key": key_id, "der": der}), key_id

    # What the TLS server shows

    def shown(self) -> bytes | None:
        """Chain and private key as PEM of the assigned path, None when it is the factory's."""
        if not self._service.state.keystore or not self.assigned:
            return None
        path = self.get(PATHS, self.assigned[0])
        if path["alias"] == FACTORY:
            return None
        chain = [self.certificate(id_).public_bytes(serialization.Encoding.PEM) for id_ in path["certificates"]]
        leaf = self.get(CERTIFICATES, path["certificates"][0])
        return b"".join(chain) + str(self.get(KEYS, leaf["key"])["private"]).encode()

    def versions(self) -> list[str] | None:
        """TLS versions that were chosen, None for the factory's choice."""
        state = self._service.state
        return list(state.keystore["versions"]) if state.keystore else None

    def changed(self) -> None:
        """The TLS server shows something else from now on."""
        camera = self._service.camera
        camera.certificate_number += 1
        if camera.certificates is not None:
            camera.certificates.chosen = False

    def _take_factory_certificate(self) -> None:
        camera = self._service.camera
        if camera.entry.certificate == "none":
            return
        pem = camera.ca.pem(camera.name, camera.own_addresses, self_signed=camera.entry.certificate == "self_signed")
        chain = x509.load_pem_x509_certificates(pem)
        self.add_private(load_private(pem), FACTORY)
        certificate_id, _unused = self.add_certificate(chain[0], FACTORY)
        self.assigned.append(self.add(PATHS, {"alias": FACTORY, "certificates": [certificate_id]}))


def key_pems(key: PrivateKey) -> dict[str, str]:
    """Both halves of a key as PEM."""
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {"private": private.decode(), "public": public.decode()}


def public_pem(certificate: x509.Certificate) -> str:
    """The public key of a certificate as PEM; raises Fault for a kind the camera does not know."""
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise bad_value("ter:UnsupportedPublicKeyAlgorithm", "RSA or elliptic curve")
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def load_private(pem: bytes) -> PrivateKey:
    """Read a private key; raises Fault for a kind the camera does not know."""
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise bad_value("ter:UnsupportedPublicKeyAlgorithm", "RSA or elliptic curve")
    return key


def decoded(text: str, subcode: str) -> bytes:
    """Base64 to bytes; raises Fault."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except ValueError as error:
        raise bad_value(subcode, "Not base64") from error
