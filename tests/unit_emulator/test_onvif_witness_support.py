# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The witness: onvif-python with a schema check on every answer, and certificates for its keystore."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import onvif
import xmlschema
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from lxml import etree
from netcam_emulator.testing import Fleet
from zeep import Plugin

from .conftest import ADMIN, PASSWORD
from .test_onvif_support import eventually

WSDL = Path(onvif.__file__).parent / "wsdl"
PORTS = {"HTTP": 80, "HTTPS": 8443, "RTSP": 554}
RSA_SHA256, ECDSA_SHA256 = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"
SERVICES = ("ver10/device", "ver10/advancedsecurity", "ver10/media", "ver20/media")


def official_schema() -> Any:
    """The schemas of all services; XSD 1.1, since ONVIF's have wildcards that 1.0 calls ambiguous."""
    found = xmlschema.XMLSchema11((WSDL / "ver10/schema/onvif.xsd").as_uri(), build=False, allow="local")
    for service in SERVICES:
        (path,) = (WSDL / service / "wsdl").glob("*.wsdl")
        types = etree.parse(str(path)).find(".//{http://www.w3.org/2001/XMLSchema}schema")
        for imported in types.iter("{http://www.w3.org/2001/XMLSchema}import"):
            imported.set("schemaLocation", str((path.parent / imported.get("schemaLocation")).resolve()))
        found.add_schema(etree.tostring(types).decode(), build=False)
    found.build()
    return found


class Validator(Plugin):  # type: ignore[misc]  # zeep has no types
    """Holds every message against the schema, and remembers which operations were driven."""

    def __init__(self, schema: Any) -> None:
        self._elements = schema.maps.elements
        self.driven: set[tuple[str, str]] = set()

    def check(self, body: Any) -> None:
        """Hold one element against the schema."""
        errors = [f"{error.path}: {error.reason}" for error in self._elements[body.tag].iter_errors(body)]
        assert not errors, f"{body.tag}: {errors}"

    def ingress(self, envelope: Any, http_headers: Any, operation: Any) -> tuple[Any, Any]:
        """An answer."""
        body = envelope.find("{http://www.w3.org/2003/05/soap-envelope}Body")[0]
        name = etree.QName(body)
        if name.localname != "Fault":
            if name.localname != "GetSystemBackupResponse":  # zeep has already put the part into the message
                self.check(body)
            self.driven.add((name.namespace, name.localname.removesuffix("Response")))
        return envelope, http_headers


class Witness:
    """A client of one camera."""

    def __init__(self, fleet: Fleet, name: str, validator: Validator, digest: bool = True) -> None:
        self.camera = fleet.camera(name)
        self.validator = validator
        self._digest = digest
        self.log_in(ADMIN, PASSWORD)

    def log_in(self, user: str, password: str) -> None:
        """Have a fresh client."""
        _kind, address, port, _number = next(one for one in self.camera.state()["listeners"] if one[0] == "http")
        self.client = onvif.ONVIFClient(
            address, port, user, password, http_digest=self._digest, plugins=[self.validator]
        )
        self.device = self.client.devicemgmt()


def certificate(name: str, key: Any, signer: Any) -> x509.Certificate:
    """A certificate for a private or public key; the signer's own when it is the same."""
    public = key.public_key() if hasattr(key, "public_key") else key
    issuer = name if key is signer else {"gate-7": "site CA", "supplicant": "other CA"}[name]
    today = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=100))
        .sign(signer, hashes.SHA256())
    )


def der(certificate: x509.Certificate) -> bytes:
    """A certificate as the keystore takes it."""
    return certificate.public_bytes(serialization.Encoding.DER)


def crl(signer: Any) -> bytes:
    """An empty revocation list."""
    today = datetime.datetime.now(datetime.UTC)
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "other CA")])
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer).last_update(today)
    signed = builder.next_update(today + datetime.timedelta(days=9)).sign(signer, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def drive_keystore(w: Witness) -> None:
    """From a key to the certificate that HTTPS shows, and back."""
    keys, tls = w.client.keystore(), w.client.tlsserver()
    assert w.client.security().GetServiceCapabilities().KeystoreCapabilities.MaximumNumberOfKeys >= 16
    rsa = keys.CreateRSAKeyPair(KeyLength=2048, Alias="site").KeyID
    eventually(lambda: keys.GetKeyStatus(KeyID=rsa) == "ok")
    curve = keys.CreateECCKeyPair(EllipticCurve="secp256r1").KeyID
    eventually(lambda: keys.GetKeyStatus(KeyID=curve) == "ok")
    assert keys.GetPrivateKeyStatus(KeyID=rsa) is True
    assert {key.KeyID for key in keys.GetAllKeys()} >= {rsa, curve}
    subject = {"Country": ["CH"], "CommonName": ["gate-7"]}
    request = keys.CreatePKCS10CSR(Subject=subject, KeyID=rsa, SignatureAlgorithm={"algorithm": RSA_SHA256})
    csr = x509.load_der_x509_csr(request)
    assert csr.is_signature_valid
    assert csr.subject.rfc4514_string() == "CN=gate-7,C=CH"
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca, signed = certificate("site CA", ca_key, ca_key), certificate("gate-7", csr.public_key(), ca_key)
    leaf = keys.UploadCertificate(Certificate=der(signed), Alias="leaf", PrivateKeyRequired=True)
    assert leaf.KeyID == rsa
    issuer = keys.UploadCertificate(Certificate=der(ca), Alias="ca")
    path = keys.CreateCertificationPath(
        CertificateIDs={"CertificateID": [leaf.CertificateID, issuer.CertificateID]}, Alias="site"
    )
    assert keys.GetCertificationPath(CertificationPathID=path).Alias == "site"
    (factory,) = tls.GetAssignedServerCertificates()
    assert set(keys.GetAllCertificationPaths()) == {factory, path}
    tls.ReplaceServerCertificateAssignment(OldCertificationPathID=factory, NewCertificationPathID=path)
    keys.DeleteCertificationPath(CertificationPathID=factory)
    own = keys.CreateSelfSignedCertificate(
        Subject=subject, KeyID=curve, SignatureAlgorithm={"algorithm": ECDSA_SHA256},
        notValidAfter=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC),
    )  # fmt: skip
    shown = x509.load_der_x509_certificate(keys.GetCertificate(CertificateID=own).CertificateContent)
    assert shown.not_valid_after_utc.year == 2030
    assert len(keys.GetAllCertificates()) == 4
    keys.DeleteCertificate(CertificateID=own)
    keys.DeleteKey(KeyID=curve)
    tls.SetEnabledTLSVersions(Versions=["1.2", "1.3"])
    assert tls.GetEnabledTLSVersions() == ["1.2", "1.3"]
    assert tls.GetClientAuthenticationRequired() is False
    off = [{"Name": name, "Enabled": name != "HTTPS", "Port": [port]} for name, port in PORTS.items()]
    w.device.SetNetworkProtocols(NetworkProtocols=off)
    tls.RemoveServerCertificateAssignment(CertificationPathID=path)
    tls.AddServerCertificateAssignment(CertificationPathID=path)


def drive_uploads_and_dot1x(w: Witness) -> None:
    """Keys from outside, passphrases, trust anchors, 802.1X."""
    keys, dot1x = w.client.keystore(), w.client.dot1x()
    key = ec.generate_private_key(ec.SECP256R1())
    encrypted = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"Pass4Key"),
    )
    secret = keys.UploadPassphrase(Passphrase="Pass4Key", PassphraseAlias="key")
    assert keys.UploadKeyPairInPKCS8(KeyPair=encrypted, EncryptionPassphraseID=secret)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca, signed = certificate("other CA", ca_key, ca_key), certificate("supplicant", key.public_key(), ca_key)
    packed = pkcs12.serialize_key_and_certificates(
        b"x", key, signed, [ca], serialization.BestAvailableEncryption(b"Pass4Key")
    )
    both = keys.UploadCertificateWithPrivateKeyInPKCS12(
        CertWithPrivateKey=packed, CertificationPathAlias="supplicant", EncryptionPassphraseID=secret
    )
    anchor = keys.GetCertificationPath(CertificationPathID=both.CertificationPathID).CertificateID[1]
    policy = keys.CreateCertPathValidationPolicy(Parameters={}, TrustAnchor=[{"CertificateID": anchor}])
    assert keys.GetCertPathValidationPolicy(CertPathValidationPolicyID=policy)
    assert len(keys.GetAllCertPathValidationPolicies()) == 1
    tls = {"Method": "EAP-TLS", "Identity": "gate-7", "CertificationPathID": both.CertificationPathID}
    first = dot1x.AddDot1XConfiguration(Dot1XConfiguration={"Outer": {**tls, "CertPathValidationPolicyID": policy}})
    inner = {"Method": "MSCHAPv2", "Identity": "gate-7", "PassphraseID": secret}
    second = dot1x.AddDot1XConfiguration(Dot1XConfiguration={"Outer": {"Method": "EAP-PEAP", "Inner": inner}})
    assert dot1x.GetDot1XConfiguration(Dot1XID=second).Outer.Inner.Method == "MSCHAPv2"
    assert len(dot1x.GetAllDot1XConfigurations()) == 2
    assert dot1x.SetNetworkInterfaceDot1XConfiguration(token="eth0", Dot1XID=first) is True
    assert dot1x.GetNetworkInterfaceDot1XConfiguration(token="eth0") == first
    assert dot1x.DeleteNetworkInterfaceDot1XConfiguration(token="eth0") is True
    for one in (first, second):
        dot1x.DeleteDot1XConfiguration(Dot1XID=one)
    keys.DeleteCertPathValidationPolicy(CertPathValidationPolicyID=policy)
    assert len(keys.GetAllPassphrases()) == 1
    keys.DeletePassphrase(PassphraseID=secret)
    revoked = keys.UploadCRL(Crl=crl(ca_key), Alias="site")
    assert x509.load_der_x509_crl(keys.GetCRL(CrlID=revoked).CRLContent).issuer.rfc4514_string() == "CN=other CA"
    assert [one.Alias for one in keys.GetAllCRLs()] == ["site"]
    keys.DeleteCRL(CrlID=revoked)
