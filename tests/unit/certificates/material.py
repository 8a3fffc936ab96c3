# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An authority of the tests' own, certificates with any one thing wrong, and openssl as the judge.

Nothing here uses the collection's code: what the collection reads was made by somebody else, and what it makes is judged
by somebody else.
"""

from __future__ import annotations

import ipaddress
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# an hour ahead of this machine: openssl 3.0 cannot backdate, so what it makes begins now
NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
ADDRESS, NAME = "192.0.2.10", "lobby.cameras.example"


@cache
def rsa_key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    """A key of the tests; made once, because it takes long. Another C(number) is another key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key(curve: str = "secp256r1", number: int = 0) -> ec.EllipticCurvePrivateKey:
    """An elliptic-curve key of the tests."""
    curves = {"secp256r1": ec.SECP256R1(), "secp384r1": ec.SECP384R1(), "secp224r1": ec.SECP224R1()}
    return ec.generate_private_key(curves[curve])


def named(common_name: str, **fields: str) -> x509.Name:
    """A distinguished name: country, state, locality, organization, then the common name."""
    oids = {"country": "COUNTRY_NAME", "state": "STATE_OR_PROVINCE_NAME", "locality": "LOCALITY_NAME"}
    oids |= {"organization": "ORGANIZATION_NAME", "unit": "ORGANIZATIONAL_UNIT_NAME", "email": "EMAIL_ADDRESS"}
    attributes = [x509.NameAttribute(getattr(NameOID, oids[field]), value) for field, value in fields.items()]
    return x509.Name([*attributes, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def alternative(names: Iterable[str]) -> x509.SubjectAlternativeName:
    """subjectAltName out of addresses and DNS names."""
    general: list[x509.GeneralName] = []
    for name in names:
        try:
            general.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            general.append(x509.DNSName(name))
    return x509.SubjectAlternativeName(general)


@dataclass(frozen=True)
class Signed:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Any

    @property
    def pem(self) -> str:
        """The certificate as PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def der(self) -> bytes:
        """The certificate as DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def key_pem(self, passphrase: str | None = None) -> str:
        """The key as PKCS#8 PEM."""
        encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if passphrase:
            encryption = serialization.BestAvailableEncryption(passphrase.encode())
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
        ).decode()


def authority(
    common_name: str = "Test root",
    issuer: Signed | None = None,
    *,
    key: Any = None,
    depth: int | None = None,
    begin: datetime = NOW - timedelta(days=100),
    end: datetime = NOW + timedelta(days=3000),
    hash_name: str = "SHA256",
    signs: bool = True,
) -> Signed:
    """An authority; self-signed without an issuer."""
    key = key or ec_key("secp256r1", sum(map(ord, common_name)))
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(common_name))
        .issuer_name(issuer.certificate.subject if issuer else named(common_name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
        .add_extension(key_usage(cert_sign=signs), critical=True)
    )
    signer = issuer.key if issuer else key
    return Signed(builder.sign(signer, getattr(hashes, hash_name)()), key)


def key_usage(*, cert_sign: bool = False, digital: bool = True) -> x509.KeyUsage:
    """keyUsage with the two bits that matter here."""
    return x509.KeyUsage(digital, False, False, False, False, cert_sign, cert_sign, False, False)


def server(
    issuer: Signed | None,
    *,
    common_name: str = NAME,
    names: Sequence[str] | None = (ADDRESS, NAME),
    key: Any = None,
    begin: datetime = NOW - timedelta(days=10),
    end: datetime = NOW + timedelta(days=80),
    usages: Sequence[str] | None = ("SERVER_AUTH",),
    hash_name: str = "SHA256",
    ca: bool = False,
    usage: x509.KeyUsage | None = None,
) -> Signed:
    """A server certificate with what the test wants of it; self-signed without an issuer."""
    key = key or ec_key("secp256r1", 1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(common_name))
        .issuer_name(issuer.certificate.subject if issuer else named(common_name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if names is not None:
        builder = builder.add_extension(alternative(names), critical=False)
    if usages is not None:
        oids = [getattr(ExtendedKeyUsageOID, usage) for usage in usages]
        builder = builder.add_extension(x509.ExtendedKeyUsage(oids), critical=False)
    if usage is not None:
        builder = builder.add_extension(usage, critical=True)
    return Signed(builder.sign(issuer.key if issuer else key, getattr(hashes, hash_name)()), key)


def csr(
    key: Any,
    subject: x509.Name | None = None,
    names: Sequence[str] = (),
    extensions: Sequence[x509.ExtensionType] = (),
    hash_name: str = "SHA256",
) -> str:
    """A signing request as PEM."""
    builder = x509.CertificateSigningRequestBuilder().subject_name(named(NAME) if subject is None else subject)
    if names:
        builder = builder.add_extension(alternative(names), critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    request = builder.sign(key, getattr(hashes, hash_name)())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def openssl(*arguments: object, given: bytes | str | None = None, fails: bool | None = False) -> str:
    """What openssl prints, both streams; it must succeed, or fail where the test says so (None: its words decide)."""
    data = given.encode() if isinstance(given, str) else given
    run = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, check=False, timeout=120)
    text = (run.stdout + run.stderr).decode(errors="replace")
    assert fails is None or (run.returncode != 0) == fails, f"openssl {' '.join(map(str, arguments))}: {text}"
    return text


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file for openssl."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@cache
def weakly_signed(hash_name: str, *, ca: bool = False, self_signed: bool = False) -> Signed:
    """A certificate over md5 or sha1, which only openssl still makes, with the authority that signed it as C(WEAK_ISSUER)."""
    key = rsa_key(2048, 7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        request = written(folder, "csr.pem", csr(key, named("Low" if ca else NAME)))
        constraint = "CA:TRUE" if ca else f"CA:FALSE\nsubjectAltName=IP:{ADDRESS}\nextendedKeyUsage=serverAuth"
        extensions = written(folder, "ext", f"basicConstraints=critical,{constraint}\n")
        issuer = written(folder, "ca.pem", WEAK_ISSUER.pem)
        issuer_key = written(folder, "ca.key", WEAK_ISSUER.key_pem())
        own = written(folder, "own.key", Signed(WEAK_ISSUER.certificate, key).key_pem())
        signer = ("-key", own) if self_signed else ("-CA", issuer, "-CAkey", issuer_key, "-set_serial", "77")
        openssl("x509", "-req", "-in", request, f"-{hash_name}", *signer, "-days", "3000", "-extfile", extensions,
                "-out", folder / "out.pem")  # fmt: skip
        certificate = x509.load_pem_x509_certificate((folder / "out.pem").read_bytes())
    return Signed(certificate, key)


WEAK_ISSUER = authority("RSA root", key=rsa_key(2048, 9))
