# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""For tests of certificate stores: a driver on an emulated camera, a CA in files, and openssl and onvif-python as witnesses."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onvif
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from netcam_emulator.testing import CameraControl, Fleet

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import PrivateKey, Subject, Wish
from ansible_collections.netcam.hardening.plugins.module_utils._client import Client
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.onvif import OnvifDriver
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint

from .fleets import ADMIN, password_of

NAME = "gate-7.example"
ADDRESS = "192.0.2.7"
#: Small and quick to make; the tests of other keys say so.
WISH = Wish(Subject(NAME, country="CH", organization="Example Airport"), (NAME, ADDRESS), key_type="ec", key_size=256)
PASSPHRASE = "a passphrase that is much longer than the forty characters a camera has to take"


def listener(camera: CameraControl, kind: str) -> tuple[str, int]:
    """Address and port of a listener as it is now."""
    return next((str(a), int(p)) for found, a, p, _number in camera.state()["listeners"] if found == kind)


def driver_on(camera: CameraControl, said: list[str] | None = None, allow_clear_text: bool = True) -> OnvifDriver:
    """Our driver, logged in over HTTP."""
    host, port = listener(camera, "http")
    client = Client(Endpoint(host, port, allow_clear_text=allow_clear_text, timeout=60.0))
    client.login_as(ADMIN, password_of(camera.name))
    driver = OnvifDriver(client, (said if said is not None else []).append)
    driver.log_in()
    return driver


def witness_on(camera: CameraControl) -> Any:
    """onvif-python, a client that nobody here wrote."""
    host, port = listener(camera, "http")
    return onvif.ONVIFClient(host, port, ADMIN, password_of(camera.name), http_digest=True)


@dataclass(frozen=True)
class Authority:
    """A root, and an intermediate CA that signs."""

    folder: Path
    root: x509.Certificate
    intermediate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def root_file(self) -> Path:
        """The root, for openssl."""
        return self.folder / "root.pem"

    @property
    def chain(self) -> list[str]:
        """The intermediate, PEM."""
        return [pem_of(self.intermediate)]

    def sign(self, request: str, days: int = 90) -> str:
        """A server certificate for a request, PEM."""
        csr = x509.load_pem_x509_csr(request.encode())
        return pem_of(self.issue(csr.subject, csr.public_key(), days))

    def issue(self, subject: x509.Name, public: Any, days: int = 90) -> x509.Certificate:
        """A server certificate."""
        uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        names = x509.SubjectAlternativeName([x509.DNSName(NAME)])
        builder = _builder(subject, self.intermediate.subject, public, days, ca=False)
        return builder.add_extension(uses, False).add_extension(names, False).sign(self.key, hashes.SHA256())

    def pair(self) -> tuple[str, PrivateKey]:
        """A certificate and its encrypted key, made outside the camera."""
        key = ec.generate_private_key(ec.SECP256R1())
        return pem_of(self.issue(named(NAME), key.public_key())), encrypted(key)

    def crl(self, number: int) -> str:
        """A revocation list, PEM."""
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.intermediate.subject)
        builder = builder.last_update(now).next_update(now + datetime.timedelta(days=7))
        builder = builder.add_extension(x509.CRLNumber(number), False)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def named(common_name: str) -> x509.Name:
    """A name of one part."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(subject: x509.Name, issuer: x509.Name, public: Any, days: int, ca: bool) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(hours=1))
    builder = builder.not_valid_after(now + datetime.timedelta(days=days))
    return builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)


def authority_in(folder: Path) -> Authority:
    """A new root and intermediate."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _number in range(2))
    root = _builder(named("Site root"), named("Site root"), root_key.public_key(), 3000, ca=True)
    root_certificate = root.sign(root_key, hashes.SHA256())
    middle = _builder(named("Site issuing CA"), named("Site root"), key.public_key(), 2000, ca=True)
    authority = Authority(folder, root_certificate, middle.sign(root_key, hashes.SHA256()), key)
    authority.root_file.write_text(pem_of(root_certificate), encoding="utf-8")
    return authority


def pem_of(certificate: x509.Certificate) -> str:
    """PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def encrypted(key: Any) -> PrivateKey:
    """PKCS#8, encrypted."""
    protection = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)
    return PrivateKey(pem.decode(), PASSPHRASE)


def openssl(*arguments: str, text: str = "") -> str:
    """What openssl says, both of its outputs."""
    run = subprocess.run(["openssl", *arguments], input=text, capture_output=True, text=True, timeout=600, check=False)
    return run.stdout + run.stderr


def handshake(camera: CameraControl, authority: Authority | None = None, options: Sequence[str] = ()) -> str:
    """What openssl sees when it connects by HTTPS; with an authority it verifies chain and name."""
    host, port = listener(camera, "https")
    verify = (
        ["-CAfile", str(authority.root_file), "-verify_hostname", NAME, "-verify_return_error"] if authority else []
    )
    return openssl("s_client", "-connect", f"{host}:{port}", "-showcerts", *verify, *options)


def in_keystore(camera: CameraControl) -> dict[str, list[str]]:
    """Aliases of everything in the keystore, as onvif-python reads them."""
    keys = witness_on(camera).keystore()
    return {
        "keys": sorted(key.Alias or "" for key in keys.GetAllKeys()),
        "certificates": sorted(one.Alias or "" for one in keys.GetAllCertificates()),
        "paths": sorted(keys.GetCertificationPath(CertificationPathID=one).Alias or "" for one in keys.GetAllCertificationPaths()),
        "passphrases": sorted(one.Alias or "" for one in keys.GetAllPassphrases()),
    }  # fmt: skip


__all__ = [
    "ADDRESS", "NAME", "WISH", "Authority", "CameraControl", "Fleet", "authority_in", "driver_on", "encrypted", "handshake",
    "in_keystore", "listener", "named", "openssl", "pem_of", "witness_on",
]  # fmt: skip
