# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The keystore of the security service, and what HTTPS shows because of it."""

from __future__ import annotations

import base64
import datetime
import socket
import ssl
from collections.abc import Iterator

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT
from .test_onvif_support import ONVIF, Answer, Soap, eventually, fleet_of

SIGNATURE = "<tas:SignatureAlgorithm><tas:algorithm>1.2.840.10045.4.3.2</tas:algorithm></tas:SignatureAlgorithm>"
RSA_SIGNATURE = SIGNATURE.replace("1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11")
SUBJECT = "<tas:Subject><tas:CommonName>gate-7</tas:CommonName></tas:Subject>"


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A camera with HTTPS on, one without any certificate, one of Canon's."""
    https = {"settings": {"ssl_tls.https_policy": "http_and_https"}}
    with fleet_of(
        68, plain={**ONVIF, **https}, bare={**ONVIF, "certificate": "none"}, canon={"model": "VB-H47", **ACCOUNT}
    ) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """Administrator of the camera with HTTPS."""
    return Soap(fleet.camera("plain"))


def shown(soap: Soap, version: ssl.TLSVersion | None = None) -> x509.Certificate | None:
    """The certificate that HTTPS shows, None when there is no handshake."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if version:
        context.minimum_version = context.maximum_version = version
    try:
        with (
            socket.create_connection(soap.listener("https"), timeout=60) as raw,
            context.wrap_socket(raw) as wrapped,
        ):
            return x509.load_der_x509_certificate(wrapped.getpeercert(True) or b"")
    except OSError:
        return None


def new_key(soap: Soap) -> str:
    """A key on an elliptic curve, ready."""
    key = soap.call("tas:CreateECCKeyPair", "<tas:EllipticCurve>secp256r1</tas:EllipticCurve>").text("KeyID")
    eventually(lambda: status(soap, key) == "ok")
    return key


def status(soap: Soap, key: str) -> str:
    """Status of a key."""
    return soap.call("tas:GetKeyStatus", f"<tas:KeyID>{key}</tas:KeyID>").text("KeyStatus")


def self_signed(soap: Soap, key: str, dates: str = "", signature: str = SIGNATURE) -> Answer:
    """Ask for a self-signed certificate."""
    return soap.call("tas:CreateSelfSignedCertificate", f"{SUBJECT}<tas:KeyID>{key}</tas:KeyID>{dates}{signature}")


def path_of(soap: Soap, *certificates: str) -> Answer:
    """Ask for a certification path."""
    ids = "".join(f"<tas:CertificateID>{one}</tas:CertificateID>" for one in certificates)
    return soap.call("tas:CreateCertificationPath", f"<tas:CertificateIDs>{ids}</tas:CertificateIDs>")


def use(soap: Soap, path: str) -> Answer:
    """Show another path instead of the one now shown."""
    old = soap.call("tas:GetAssignedServerCertificates").text("CertificationPathID")
    return soap.call(
        "tas:ReplaceServerCertificateAssignment",
        f"<tas:OldCertificationPathID>{old}</tas:OldCertificationPathID>"
        f"<tas:NewCertificationPathID>{path}</tas:NewCertificationPathID>",
    )


def by_id(kind: str, id_: str) -> str:
    """An argument such as KeyID."""
    return f"<tas:{kind}>{id_}</tas:{kind}>"


def test_the_certificate_from_the_factory_is_in_the_keystore_and_shown(plain: Soap) -> None:
    content = plain.call("tas:GetAllCertificates").text("CertificateContent")
    assert x509.load_der_x509_certificate(base64.b64decode(content)) == shown(plain)


def test_the_assigned_certificate_is_shown_and_stays_over_a_restart(plain: Soap) -> None:
    certificate = self_signed(plain, new_key(plain)).text("CertificateID")
    path = path_of(plain, certificate).text("CertificationPathID")
    before = shown(plain)
    assert use(plain, path).ok
    after = shown(plain)
    assert after is not None
    assert after != before
    assert after.subject.rfc4514_string() == "CN=gate-7"
    plain.camera.restart()
    assert shown(plain) == after


def test_without_an_end_a_certificate_lasts_to_the_year_9999(plain: Soap) -> None:
    key = new_key(plain)
    ends = "<tas:notValidAfter>2031-01-01T00:00:00Z</tas:notValidAfter>"
    for dates, year in (("", 9999), (ends, 2031)):
        certificate = self_signed(plain, key, dates).text("CertificateID")
        der = plain.call("tas:GetCertificate", by_id("CertificateID", certificate)).text("CertificateContent")
        assert x509.load_der_x509_certificate(base64.b64decode(der)).not_valid_after_utc.year == year


def test_making_a_key_takes_its_time(plain: Soap) -> None:
    plain.camera.quirk("key_seconds", 0.6)
    key = plain.call("tas:CreateRSAKeyPair", "<tas:KeyLength>2048</tas:KeyLength>").text("KeyID")
    assert status(plain, key) == "generating"
    assert self_signed(plain, key, signature=RSA_SIGNATURE).fault[-1] == "ter:InvalidKeyStatus"
    eventually(lambda: status(plain, key) == "ok")
    assert self_signed(plain, key, signature=RSA_SIGNATURE).ok


def test_a_key_may_end_corrupt(plain: Soap) -> None:
    plain.camera.quirk("corrupt_key")
    key = plain.call("tas:CreateRSAKeyPair", "<tas:KeyLength>2048</tas:KeyLength>").text("KeyID")
    eventually(lambda: status(plain, key) == "corrupt")


@pytest.mark.parametrize(
    ("operation", "inside", "subcode"),
    [
        ("CreateRSAKeyPair", "<tas:KeyLength>1024</tas:KeyLength>", "ter:KeyLength"),
        ("GetKeyStatus", by_id("KeyID", "KEY_99"), "ter:KeyID"),
        ("GetCertificate", by_id("CertificateID", "CERT_99"), "ter:CertificateID"),
        ("UploadCertificate", "<tas:Certificate>QUJD</tas:Certificate>", "ter:BadCertificate"),
        ("DeleteCertificationPath", by_id("CertificationPathID", "PATH_1"), "ter:ReferenceExists"),
        ("DeleteCertificate", by_id("CertificateID", "CERT_1"), "ter:ReferenceExists"),
        ("DeleteKey", by_id("KeyID", "KEY_1"), "ter:ReferenceExists"),
        (
            "AddServerCertificateAssignment",
            by_id("CertificationPathID", "PATH_1"),
            "ter:MaximumNumberOfTLSCertificationPathsReached",
        ),
        ("RemoveServerCertificateAssignment", by_id("CertificationPathID", "PATH_1"), "ter:ReferenceExists"),
        ("SetEnabledTLSVersions", "<tas:Versions>1.0</tas:Versions>", "ter:TLSVersion"),
        ("SetEnabledTLSVersions", "<tas:Versions></tas:Versions>", "ter:EmptyList"),
    ],
)
def test_the_keystore_says_what_is_wrong(plain: Soap, operation: str, inside: str, subcode: str) -> None:
    assert plain.call(f"tas:{operation}", inside).fault[-1] == subcode


def test_signature_and_key_must_fit(plain: Soap) -> None:
    key = new_key(plain)
    assert self_signed(plain, key, signature=RSA_SIGNATURE).fault[-1] == "ter:KeySignatureAlgorithmMismatch"
    sha1 = RSA_SIGNATURE.replace(".11<", ".5<")
    assert self_signed(plain, key, signature=sha1).fault[-1] == "ter:UnsupportedSignatureAlgorithm"


def test_a_path_must_be_a_chain(plain: Soap) -> None:
    key = new_key(plain)
    one = self_signed(plain, key).text("CertificateID")
    assert path_of(plain, one, "CERT_1").fault[-1] == "ter:InvalidCertificateChain"


def test_a_certificate_from_elsewhere_has_no_private_key(plain: Soap, fleet: Fleet) -> None:
    other = Soap(fleet.camera("canon"))
    assert other.call("tas:GetAllKeys").fault == ["env:Receiver", "ter:ActionNotSupported"]
    upload = f"<tas:Certificate>{stranger()}</tas:Certificate>"
    required = "<tas:PrivateKeyRequired>true</tas:PrivateKeyRequired>"
    assert plain.call("tas:UploadCertificate", upload + required).fault[-1] == "ter:NoMatchingPrivateKey"
    certificate = plain.call("tas:UploadCertificate", upload).text("CertificateID")
    path = path_of(plain, certificate).text("CertificationPathID")
    assert use(plain, path).fault[-1] == "ter:NoPrivateKey"


def test_what_was_shown_can_be_deleted_from_the_top_down(plain: Soap) -> None:
    certificate = self_signed(plain, new_key(plain)).text("CertificateID")
    assert use(plain, path_of(plain, certificate).text("CertificationPathID")).ok
    for operation, kind, id_ in (
        ("DeleteCertificationPath", "CertificationPathID", "PATH_1"),
        ("DeleteCertificate", "CertificateID", "CERT_1"),
        ("DeleteKey", "KeyID", "KEY_1"),
    ):
        assert plain.call(f"tas:{operation}", by_id(kind, id_)).ok
    assert shown(plain) is not None


def test_a_camera_without_a_certificate_gets_one_and_then_https(fleet: Fleet) -> None:
    bare = Soap(fleet.camera("bare"))
    assert bare.call("tas:GetAssignedServerCertificates").texts("CertificationPathID") == []
    path = path_of(bare, self_signed(bare, new_key(bare)).text("CertificateID")).text("CertificationPathID")
    assert bare.call("tas:AddServerCertificateAssignment", by_id("CertificationPathID", path)).ok
    bare.camera.set({"ssl_tls.https_policy": "http_and_https"})
    assert shown(bare) is not None


def test_tls_versions_are_those_chosen(plain: Soap) -> None:
    assert plain.call("tas:SetEnabledTLSVersions", "<tas:Versions>1.3</tas:Versions>").ok
    assert shown(plain, ssl.TLSVersion.TLSv1_2) is None
    assert shown(plain, ssl.TLSVersion.TLSv1_3) is not None


def test_only_so_many_keys(plain: Soap) -> None:
    curve = "<tas:EllipticCurve>secp256r1</tas:EllipticCurve>"
    assert all(plain.call("tas:CreateECCKeyPair", curve).ok for _unused in range(15))
    assert plain.call("tas:CreateECCKeyPair", curve).fault[-1] == "ter:MaximumNumberOfKeysReached"


def stranger() -> str:
    """A certificate whose key this camera has never seen."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "stranger")])
    today = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(today).not_valid_after(today + datetime.timedelta(days=9))
    der = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return base64.b64encode(der).decode()
