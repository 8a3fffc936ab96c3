# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates of the fleet: one CA per run, one certificate per camera, made when first needed.

Elliptic-curve keys, because hundreds of RSA keys would take minutes. Extensions are complete enough for clients that
verify strictly (RFC 5280).
"""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


class FleetCA:
    """CA of one run; `ca_path` is what clients trust."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory / "certs"
        self._directory.mkdir(exist_ok=True)
        self._issued: set[Path] = set()  # files of an earlier run in this directory are by another CA
        self._maker: Key | None = None
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("netcam emulator fleet CA")
        self._certificate = _build(self._name, self._name, self._key.public_key(), self._key, ca=True)
        self.ca_path = directory / "ca.pem"
        self.ca_path.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def server_context(self, name: str, addresses: list[str], *, self_signed: bool, expired: bool) -> ssl.SSLContext:
        """Return a server context that shows a certificate for these addresses; it is kept for the run."""
        return _context(self._file(name, addresses, self_signed=self_signed, expired=expired))

    def pem(self, name: str, addresses: list[str], *, self_signed: bool) -> bytes:
        """Return the certificate and its private key."""
        return self._file(name, addresses, self_signed=self_signed, expired=False).read_bytes()

    def issue(self, public_key: PublicKey, name: str, addresses: list[str]) -> bytes:
        """Return a certificate for a key that was made elsewhere."""
        certificate = _build(_name(name), self._name, public_key, self._key, addresses=addresses)
        return certificate.public_bytes(serialization.Encoding.PEM)

    def preinstalled_context(self, name: str, model: str) -> ssl.SSLContext:
        """Return a server context that shows a certificate of the camera's maker, who knows no name of the site."""
        path = self._directory / f"{name}-preinstalled.pem"
        if path not in self._issued:
            key, maker = ec.generate_private_key(ec.SECP256R1()), self._maker_key()
            certificate = _build(_name(f"{model} {name}"), _MAKER, key.public_key(), maker)
            path.write_bytes(_pem_of(certificate, key))
            path.chmod(0o600)
            self._issued.add(path)
        return _context(path)

    def _maker_key(self) -> Key:
        """Key of the cameras' maker; its root certificate is for those who want to check a camera as delivered."""
        if self._maker is None:
            self._maker = ec.generate_private_key(ec.SECP256R1())
            root = _build(_MAKER, _MAKER, self._maker.public_key(), self._maker, ca=True)
            (self._directory.parent / "maker_ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        return self._maker

    def context_of(self, name: str, pem: bytes, *, any_key: bool = False) -> ssl.SSLContext:
        """Return a server context that shows this chain, with `any_key` for a key too short for today's policy too."""
        path = self._directory / f"{name}-assigned.pem"
        path.write_bytes(pem)
        path.chmod(0o600)
        return _context(path, any_key=any_key)

    def _file(self, name: str, addresses: list[str], *, self_signed: bool, expired: bool) -> Path:
        path = self._directory / f"{name}{'-expired' if expired else ''}.pem"
        if path not in self._issued:
            path.write_bytes(self._issue(name, addresses, self_signed=self_signed, expired=expired))
            path.chmod(0o600)
            self._issued.add(path)
        return path

    def _issue(self, name: str, addresses: list[str], *, self_signed: bool, expired: bool) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(name)
        issuer, signer = (subject, key) if self_signed else (self._name, self._key)
        return _pem_of(_build(subject, issuer, key.public_key(), signer, addresses=addresses, expired=expired), key)


def _pem_of(certificate: x509.Certificate, key: Key) -> bytes:
    """Certificate and private key in one."""
    return certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _context(path: Path, *, any_key: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if any_key:
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.load_cert_chain(path)
    return context


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


_MAKER = _name("netcam emulator camera maker")


def _build(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: PublicKey,
    signer: Key,
    *,
    ca: bool = False,
    addresses: list[str] | None = None,
    expired: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    ends = now - timedelta(days=1) if expired else now + timedelta(days=365)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if addresses:
        names = [x509.IPAddress(ipaddress.ip_address(address)) for address in addresses]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(signer, hashes.SHA256())
