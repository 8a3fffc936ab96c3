# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The keystore as a certificate store: what capabilities mean, and cameras that do it otherwise than the emulated one.

The life of a certificate on a camera that keeps to the standard: tests/integration/test_onvif_certificates.py.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import (
    ABILITIES,
    PrivateKey,
    Store,
    Subject,
    Wish,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    ConnectionLost,
    InvalidValue,
    NotEffective,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.security_model import seconds

from .camera import NOON, SECURITY_SERVICE, PaperCamera, Sent, attributes, fault, logged_in

WISH = Wish(Subject("cam-1"), ("cam-1.example", "192.0.2.7"), key_type="ec", key_size=256)
KEY = ec.generate_private_key(ec.SECP256R1())
KEYSTORE = {
    "MaximumNumberOfKeys": "16",
    "MaximumNumberOfCertificates": "16",
    "MaximumNumberOfCertificationPaths": "8",
    "KeyPairGeneration": "RSA ECC",
    "RSAKeyLengths": "2048 3072",
    "EllipticCurves": "secp256r1",
    "PKCS10": "true",
    "PKCS12": "true",
    "SelfSignedCertificateCreation": "true",
    "MaximumNumberOfPassphrases": "0",
}
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
ECDSA_SHA1 = "1.2.840.10045.4.1"


def capabilities(keystore: dict[str, str], signatures: tuple[str, ...] = (), tls: str = "1.2 1.3") -> str:
    """A GetServiceCapabilitiesResponse of the Security service."""
    algorithms = "".join(
        f"<tas:SignatureAlgorithms><tas:algorithm>{oid}</tas:algorithm></tas:SignatureAlgorithms>" for oid in signatures
    )
    server = attributes({"TLSServerSupported": tls} if tls else {})
    return (
        "<tas:GetServiceCapabilitiesResponse><tas:Capabilities>"
        f"<tas:KeystoreCapabilities{attributes(keystore)}>{algorithms}</tas:KeystoreCapabilities>"
        f"<tas:TLSServerCapabilities{server}/></tas:Capabilities></tas:GetServiceCapabilitiesResponse>"
    )


def response(name: str, inner: str = "") -> str:
    """An answer of the Security service."""
    return f"<tas:{name}Response>{inner}</tas:{name}Response>"


def request_der() -> bytes:
    """A certificate signing request by the camera's key."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "cam-1")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(KEY, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.DER)


def certificate(common_name: str = "cam-1", key: Any = KEY) -> x509.Certificate:
    """A self-signed certificate."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(NOON).not_valid_after(NOON + timedelta(days=90))
    return builder.sign(key, hashes.SHA256())


def pem(one: x509.Certificate) -> str:
    """PEM."""
    return one.public_bytes(serialization.Encoding.PEM).decode()


def encoded(data: bytes) -> str:
    """Base64."""
    return base64.b64encode(data).decode()


EMPTY = {name: response(name) for name in ("GetAllKeys", "GetAllCertificates", "GetAllCertificationPaths")}
EMPTY |= {"GetAssignedServerCertificates": response("GetAssignedServerCertificates")}
KEY_MADE = response(
    "CreateECCKeyPair", "<tas:KeyID>K1</tas:KeyID><tas:EstimatedCreationTime>PT8S</tas:EstimatedCreationTime>"
)
CSR_MADE = response("CreatePKCS10CSR", f"<tas:PKCS10CSR>{encoded(request_der())}</tas:PKCS10CSR>")


def status(word: str) -> str:
    """A GetKeyStatusResponse."""
    return response("GetKeyStatus", f"<tas:KeyStatus>{word}</tas:KeyStatus>")


def camera(
    keystore: dict[str, str] | None = None, signatures: tuple[str, ...] = (), tls: str = "1.2 1.3", **answers: Any
) -> PaperCamera:
    """A camera with a Security service whose keystore is empty."""
    found = PaperCamera(
        **{
            **EMPTY,
            "GetServiceCapabilities": capabilities(KEYSTORE if keystore is None else keystore, signatures, tls),
            "CreateECCKeyPair": KEY_MADE,
            "GetKeyStatus": status("ok"),
            "CreatePKCS10CSR": CSR_MADE,
            **answers,
        }
    )
    found.more_services = SECURITY_SERVICE
    return found


def store_of(paper: PaperCamera, pauses: list[float] | None = None) -> Store:
    """Its store; what it would sleep is noted."""
    driver = logged_in(paper)
    driver._sleep = (pauses if pauses is not None else []).append  # type: ignore[assignment]
    store = driver.certificate_store()
    assert store is not None
    return store


# -- what capabilities mean ------------------------------------------------------------------------------------------


def test_the_service_is_found_at_its_own_path():
    paper = camera()
    store_of(paper).read()
    assert {sent.path for sent in paper.sent if sent.operation.startswith("GetAll")} == {"/onvif/security"}


@pytest.mark.parametrize(
    ("ability", "without"),
    [
        ("key", ["KeyPairGeneration"]),
        ("self_signed", ["SelfSignedCertificateCreation"]),
        ("request", ["PKCS10"]),
        ("install", ["PKCS10"]),
        ("install_key", ["PKCS12"]),
        ("delete", ["MaximumNumberOfCertificates"]),
    ],
)
def test_what_is_not_advertised_is_not_possible(ability, without):
    assert store_of(camera()).why_not(ability) is None
    rest = {name: word for name, word in KEYSTORE.items() if name not in without}
    assert "does not advertise" in str(store_of(camera(rest)).why_not(ability))


@pytest.mark.parametrize("ability", ["trust", "crl", "something else"])
def test_what_is_not_stated_is_not_there(ability):
    assert "does not advertise" in str(store_of(camera()).why_not(ability))


def test_the_words_of_older_firmware_mean_the_same():
    old = {
        "MaximumNumberOfCertificates": "4",
        "RSAKeyPairGeneration": "true",
        "PKCS10ExternalCertificationWithRSA": "1",
        "SelfSignedCertificateCreationWithRSA": "true",
        "PKCS12CertificateWithRSAPrivateKeyUpload": "true",
    }
    store = store_of(camera(old))
    assert [ability for ability in ABILITIES if store.why_not(ability) is not None] == ["trust", "crl"]


def test_one_path_at_most_is_not_several():
    store = store_of(camera({**KEYSTORE, "MaximumNumberOfCertificationPaths": "1"}))
    assert "more than one" in str(store.why_not("several"))


@pytest.mark.parametrize(("versions", "possible"), [("", True), ("1 3", True), ("1", False)])
def test_a_self_signed_certificate_needs_x509_version_3(versions, possible):
    reason = store_of(camera({**KEYSTORE, "X509Versions": versions})).why_not("self_signed")
    assert (reason is None) is possible


def test_without_a_tls_server_nothing_can_be_chosen():
    store = store_of(camera(tls=""))
    assert "choice" in str(store.why_not("activate"))


def test_a_service_that_does_not_tell_its_capabilities_offers_nothing():
    store = store_of(camera(GetServiceCapabilities=fault("Action")))
    lacking = [ability for ability in ABILITIES if store.why_not(ability) is not None]
    assert lacking == [ability for ability in ABILITIES if ability != "several"]


def test_an_ability_that_is_not_there_is_refused_without_a_write():
    paper = camera({})
    store = store_of(paper)
    for step in (lambda: store.create_request(WISH), lambda: store.install(pem(certificate()), [])):
        with pytest.raises(Unsupported, match="does not advertise"):
            step()
    assert not [name for name in paper.operations() if name.startswith(("Create", "Upload"))]


def test_a_camera_with_only_the_withdrawn_operations_says_what_to_do():
    paper = PaperCamera()
    paper.security["OnboardKeyGeneration"] = "true"
    store = store_of(paper)
    assert {store.why_not(ability) for ability in ABILITIES} == {store.why_not("key")}
    assert "own page" in str(store.why_not("key"))
    with pytest.raises(Unsupported, match="withdrawn"):
        store.create_request(WISH)


# -- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_is_waited_for_as_long_as_the_camera_makes_it():
    words = iter(["generating", "generating", "ok"])
    pauses: list[float] = []
    paper = camera(GetKeyStatus=lambda _sent: status(next(words)))
    store_of(paper, pauses).create_key(WISH)
    assert paper.operations().count("GetKeyStatus") == 3
    # the camera said eight seconds: half of it first
    assert pauses == [4.0, 5.0]


def test_a_key_that_is_never_ready_ends_after_a_bounded_time_and_is_removed():
    pauses: list[float] = []
    paper = camera(GetKeyStatus=status("generating"), DeleteKey=response("DeleteKey"))
    with pytest.raises(NotEffective, match="within 1800 s"):
        store_of(paper, pauses).create_key(WISH)
    assert 1800 <= sum(pauses) < 1810
    assert paper.last("DeleteKey").texts("KeyID") == ["K1"]


def test_a_camera_that_is_away_while_it_makes_a_key_is_asked_again():
    words = iter([ConnectionLost("reset"), ConnectionLost("refused"), status("ok")])

    def answer(_sent: Sent) -> Any:
        return next(words)

    store_of(camera(GetKeyStatus=answer)).create_key(WISH)


def test_a_key_that_is_gone_after_a_restart_says_so():
    paper = camera(GetKeyStatus=fault("InvalidArgVal", "KeyID"), DeleteKey=fault("InvalidArgVal", "KeyID"))
    with pytest.raises(NotEffective, match="gone") as seen:
        store_of(paper).create_key(WISH)
    assert seen.value.hint == "Run again."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("PT30S", 30.0),
        ("PT1M30.5S", 90.0),
        ("P1DT1H", 90000.0),
        ("", 0.0),
        (None, 0.0),
        ("soon", 0.0),
        ("PT999999999S", 0.0),
    ],
)
def test_durations(text, wanted):
    assert seconds(text) == wanted


# -- requests --------------------------------------------------------------------------------------------------------


def test_names_are_left_out_where_the_camera_takes_no_attributes():
    def answer(sent: Sent) -> Any:
        return fault("InvalidArgVal", "InvalidAttribute") if "CSRAttribute" in sent.names() else CSR_MADE

    paper = camera(CreatePKCS10CSR=answer)
    assert "BEGIN CERTIFICATE REQUEST" in store_of(paper).create_request(WISH)
    assert paper.operations().count("CreatePKCS10CSR") == 2


def test_a_subject_that_is_refused_is_not_tried_again():
    paper = camera(CreatePKCS10CSR=fault("InvalidArgVal", "InvalidSubject"))
    with pytest.raises(InvalidValue, match="subject"):
        store_of(paper).create_request(WISH)
    assert paper.operations().count("CreatePKCS10CSR") == 1


@pytest.mark.parametrize("answer", [b"no request", b""])
def test_a_request_that_is_none_is_not_handed_on(answer):
    paper = camera(CreatePKCS10CSR=response("CreatePKCS10CSR", f"<tas:PKCS10CSR>{encoded(answer)}</tas:PKCS10CSR>"))
    with pytest.raises((CameraAnswer, Unsupported)):
        store_of(paper).create_request(WISH)


def test_a_request_whose_own_signature_is_wrong_is_not_handed_on():
    spoilt = bytearray(request_der())
    spoilt[-1] ^= 1
    paper = camera(
        CreatePKCS10CSR=response("CreatePKCS10CSR", f"<tas:PKCS10CSR>{encoded(bytes(spoilt))}</tas:PKCS10CSR>")
    )
    with pytest.raises(CameraAnswer, match="signature is wrong"):
        store_of(paper).create_request(WISH)


def test_a_request_that_is_no_base64_is_an_error_without_a_traceback():
    paper = camera(CreatePKCS10CSR=response("CreatePKCS10CSR", "<tas:PKCS10CSR>§§§</tas:PKCS10CSR>"))
    with pytest.raises(CameraAnswer, match="no base64"):
        store_of(paper).create_request(WISH)


def test_a_camera_that_signs_with_sha1_only_is_refused_before_a_key_is_made():
    paper = camera(signatures=(ECDSA_SHA1,))
    with pytest.raises(Unsupported, match="SHA-2"):
        store_of(paper).create_request(WISH)
    assert "CreateECCKeyPair" not in paper.operations()


@pytest.mark.parametrize(
    ("wish", "advertised", "chosen"),
    [
        (WISH, (), ECDSA_SHA256),
        (WISH, (ECDSA_SHA1, ECDSA_SHA256, "1.2.840.10045.4.3.3"), ECDSA_SHA256),
        (WISH, (ECDSA_SHA1, "1.2.840.10045.4.3.3"), "1.2.840.10045.4.3.3"),
        (replace(WISH, key_type="rsa", key_size=3072), ("1.2.840.113549.1.1.5", "1.2.840.113549.1.1.12"), "1.2.840.113549.1.1.12"),
    ],
)  # fmt: skip
def test_the_best_fitting_signature_algorithm_is_chosen(wish, advertised, chosen):
    paper = camera(signatures=advertised, CreateRSAKeyPair=KEY_MADE.replace("ECC", "RSA"))
    store_of(paper).create_request(wish)
    assert paper.last("CreatePKCS10CSR").texts("algorithm") == [chosen]


def test_a_name_that_is_none_is_refused_before_a_key_is_made():
    paper = camera()
    with pytest.raises(InvalidValue, match="neither an address nor a DNS name"):
        store_of(paper).create_request(replace(WISH, names=("käse.example",)))
    assert "CreateECCKeyPair" not in paper.operations()


def test_a_key_is_not_made_twice_when_the_connection_breaks():
    class Counting(PaperCamera):
        def request(self, method: str, path: str, **more: Any) -> Any:
            if b"CreateECCKeyPair" in more["body"]:
                assert more["resend"] is False
            return super().request(method, path, **more)

    paper = camera()
    paper.__class__ = Counting
    store_of(paper).create_key(WISH)


# -- installing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])
def test_what_is_no_certificate_is_refused_before_anything_is_sent(text):
    paper = camera()
    with pytest.raises(InvalidValue, match="certificate 1 of the chain is no certificate"):
        store_of(paper).install(pem(certificate()), [text])
    assert "UploadCertificate" not in paper.operations()


@pytest.mark.parametrize(
    ("subcode", "error", "words"),
    [
        ("NoMatchingPrivateKey", InvalidValue, "another key"),
        ("BadCertificate", InvalidValue, "cannot use this certificate"),
        ("MaximumNumberOfCertificatesReached", CameraAnswer, "no room for another certificate"),
        ("MaximumNumberOfKeysReached", CameraAnswer, "no room for another key"),
        ("SomethingNew", CameraAnswer, "SomethingNew"),
    ],
)
def test_a_refused_upload_is_explained(subcode, error, words):
    paper = camera(UploadCertificate=fault("InvalidArgVal", subcode))
    with pytest.raises(error, match=words) as seen:
        store_of(paper).install(pem(certificate()), [])
    assert seen.value.setting == "certificate"


def test_what_a_failed_attempt_uploaded_is_taken_back_from_the_top_down():
    numbers = iter(("C1", "C2"))

    def upload(_sent: Sent) -> str:
        return response(
            "UploadCertificate", f"<tas:CertificateID>{next(numbers)}</tas:CertificateID><tas:KeyID>K1</tas:KeyID>"
        )

    paper = camera(
        UploadCertificate=upload,
        CreateCertificationPath=fault("InvalidArgVal", "InvalidCertificateChain"),
        DeleteCertificate=response("DeleteCertificate"),
    )
    other = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(InvalidValue, match="chain is broken"):
        store_of(paper).install(pem(certificate()), [pem(certificate("issuer", other))])
    gone = [sent.texts("CertificateID") for sent in paper.sent if sent.operation == "DeleteCertificate"]
    assert gone == [["C2"], ["C1"]]


def test_leaf_first_and_only_the_leaf_needs_its_key():
    uploads: list[str] = []

    def upload(sent: Sent) -> str:
        uploads.extend(sent.texts("PrivateKeyRequired"))
        return response("UploadCertificate", f"<tas:CertificateID>C{len(uploads)}</tas:CertificateID>")

    paper = camera(
        UploadCertificate=upload,
        CreateCertificationPath=response(
            "CreateCertificationPath", "<tas:CertificationPathID>P1</tas:CertificationPathID>"
        ),
    )
    with pytest.raises(NotEffective, match="not in its keystore"):
        store_of(paper).install(
            pem(certificate()), [pem(certificate("issuer", ec.generate_private_key(ec.SECP256R1())))]
        )
    assert uploads == ["true", "false"]
    assert paper.last("CreateCertificationPath").texts("CertificateID") == ["C1", "C2"]


PATH_MADE = response(
    "UploadCertificateWithPrivateKeyInPKCS12",
    "<tas:CertificationPathID>P1</tas:CertificationPathID><tas:KeyID>K1</tas:KeyID>",
)


def private() -> PrivateKey:
    """The certificate's key, encrypted."""
    protection = serialization.BestAvailableEncryption(b"secret words")
    data = KEY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)
    return PrivateKey(data.decode(), "secret words")


@pytest.mark.parametrize(
    ("algorithms", "old"),
    [
        ("", False),
        ("1.2.840.113549.1.5.13 1.2.840.113549.1.12.1.3", False),
        ("1.2.840.113549.1.12.1.3", True),
        ("pbeWithSHAAnd3-KeyTripleDES-CBC", True),
    ],
)
def test_the_file_with_the_key_is_encrypted_as_the_camera_reads_it(algorithms, old):
    paper = camera(
        {**KEYSTORE, "PasswordBasedEncryptionAlgorithms": algorithms}, UploadCertificateWithPrivateKeyInPKCS12=PATH_MADE
    )
    paper.clear_text = False
    with pytest.raises(NotEffective):
        store_of(paper).install(pem(certificate()), [], private())
    sent = paper.last("UploadCertificateWithPrivateKeyInPKCS12")
    content = base64.b64decode(sent.texts("CertWithPrivateKey")[0])
    (passphrase,) = sent.texts("Passphrase")
    assert passphrase != "secret words"
    assert len(passphrase) == 40
    key, leaf, _others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    assert key is not None
    assert leaf.public_key() == KEY.public_key()
    triple_des = bytes.fromhex("060a2a864886f70d010c0103")
    assert (triple_des in content) is old


def test_a_stored_passphrase_is_deleted_also_when_the_upload_fails():
    paper = camera(
        {**KEYSTORE, "MaximumNumberOfPassphrases": "4"},
        GetAllPassphrases=response("GetAllPassphrases"),
        UploadPassphrase=response("UploadPassphrase", "<tas:PassphraseID>PASS7</tas:PassphraseID>"),
        UploadCertificateWithPrivateKeyInPKCS12=fault("InvalidArgVal", "DecryptionFailed"),
        DeletePassphrase=response("DeletePassphrase"),
    )
    paper.clear_text = False
    with pytest.raises(InvalidValue, match="cannot decrypt") as seen:
        store_of(paper).install(pem(certificate()), [], private())
    sent = paper.last("UploadCertificateWithPrivateKeyInPKCS12")
    assert sent.texts("IntegrityPassphraseID") == sent.texts("EncryptionPassphraseID") == ["PASS7"]
    assert paper.last("DeletePassphrase").texts("PassphraseID") == ["PASS7"]
    (passphrase,) = paper.last("UploadPassphrase").texts("Passphrase")
    assert passphrase not in seen.value.describe("camera")


def test_a_wrong_passphrase_is_refused_before_anything_is_sent():
    paper = camera()
    paper.clear_text = False
    with pytest.raises(InvalidValue, match="passphrase is wrong"):
        store_of(paper).install(pem(certificate()), [], PrivateKey(private().pem, "other words"))
    assert not [name for name in paper.operations() if name.startswith("Upload")]


# -- what the camera tells -------------------------------------------------------------------------------------------


def kept(*certificates: tuple[str, bytes], private_half: bool = True) -> dict[str, str]:
    """Answers of a camera that has these certificates, each with a key of its own."""
    keys = "".join(
        f"<tas:KeyAttribute><tas:KeyID>K{name}</tas:KeyID><tas:hasPrivateKey>{str(private_half).lower()}</tas:hasPrivateKey>"
        "<tas:KeyStatus>ok</tas:KeyStatus></tas:KeyAttribute>"
        for name, _der in certificates
    )
    inner = "".join(
        f"<tas:Certificate><tas:CertificateID>{name}</tas:CertificateID><tas:KeyID>K{name}</tas:KeyID>"
        f"<tas:CertificateContent>{encoded(der)}</tas:CertificateContent></tas:Certificate>"
        for name, der in certificates
    )
    return {"GetAllKeys": response("GetAllKeys", keys), "GetAllCertificates": response("GetAllCertificates", inner)}


def other_version() -> bytes:
    """A certificate that says it is of X.509 version 2, which is none of those in use."""
    der = bytearray(certificate().public_bytes(serialization.Encoding.DER))
    der[der.index(b"\xa0\x03\x02\x01\x02") + 4] = 1
    return bytes(der)


@pytest.mark.parametrize("der", [b"no certificate", other_version()], ids=["garbage", "version"])
def test_a_certificate_that_no_library_reads_is_still_listed(der):
    (held,) = store_of(camera(**kept(("C1", der)))).read().held
    assert held.common_name is None
    assert held.not_after is None
    assert "BEGIN CERTIFICATE" in str(held.pem)


def test_where_has_private_key_is_missing_the_key_itself_tells():
    der = certificate().public_bytes(serialization.Encoding.DER)
    assert [held.kind for held in store_of(camera(**kept(("C1", der)))).read().held] == ["server"]
    without = store_of(camera(**kept(("C1", der), private_half=False))).read()
    assert [held.kind for held in without.held] == ["ca"]
    assert without.has_key is False


def test_an_endless_list_of_certificates_is_an_error():
    many = "".join(
        f"<tas:Certificate><tas:CertificateID>C{n}</tas:CertificateID></tas:Certificate>" for n in range(30_000)
    )
    paper = camera(GetAllCertificates=response("GetAllCertificates", many))
    with pytest.raises(CameraAnswer, match="more than"):
        store_of(paper).read()
