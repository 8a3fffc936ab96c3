# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The certificate store over ONVIF on an emulated camera. openssl judges what HTTPS serves, onvif-python what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import ABILITIES, Held, Store
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    InvalidValue,
    NotEffective,
    Refused,
    Unsupported,
)

from .fleets import conformant
from .keystores import (
    ADDRESS,
    NAME,
    WISH,
    Authority,
    CameraControl,
    Fleet,
    authority_in,
    driver_on,
    encrypted,
    handshake,
    in_keystore,
    named,
    openssl,
    pem_of,
    witness_on,
)

HTTPS = {"settings": {"ssl_tls.https_policy": "http_and_https"}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("plain", **HTTPS),
        conformant("bare", certificate="none"),
        conformant("poor", onvif_without=["security"]),
    ],
}
PREFIX = "netcam-hardening"


@pytest.fixture
def plain(fleet: Fleet) -> CameraControl:
    """A camera that serves its factory certificate."""
    return fleet.camera("plain")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A site's CA."""
    return authority_in(tmp_path_factory.mktemp("authority"))


def store_on(camera: CameraControl, **options: Any) -> Store:
    """The camera's certificate store, over our driver."""
    store = driver_on(camera, **options).certificate_store()
    assert store is not None
    return store


def installed(store: Store, authority: Authority) -> Held:
    """A certificate by the site's CA, installed but not in use."""
    return store.install(authority.sign(store.create_request(WISH)), authority.chain)


def ours(camera: CameraControl) -> dict[str, int]:
    """How many entries of each kind are not the factory's."""
    return {kind: len([name for name in names if name != "factory"]) for kind, names in in_keystore(camera).items()}


NOTHING = {"keys": 0, "certificates": 0, "paths": 0, "passphrases": 0}


# -- the life of a certificate -------------------------------------------------------------------------------------


def test_every_ability_is_there(plain: CameraControl) -> None:
    store = store_on(plain)
    assert {ability: store.why_not(ability) for ability in ABILITIES} == dict.fromkeys(ABILITIES)


def test_what_comes_from_the_factory_is_seen_and_known_to_be_in_use(plain: CameraControl) -> None:
    state = store_on(plain).read()
    assert state.server is not None
    assert state.server.in_use is True
    assert state.server.pem is not None
    assert state.server.pem.strip() in handshake(plain)


def test_a_request_carries_subject_and_names_and_its_own_signature(plain: CameraControl) -> None:
    said = openssl("req", "-verify", "-noout", "-text", text=store_on(plain).create_request(WISH))
    assert "self-signature verify OK" in said
    assert f"Subject: C = CH, O = Example Airport, CN = {NAME}" in said
    assert f"DNS:{NAME}, IP Address:{ADDRESS}" in said
    assert "prime256v1" in said


def test_an_rsa_key_has_the_wanted_length_and_its_making_is_reported(plain: CameraControl) -> None:
    told: list[str] = []
    request = store_on(plain, said=told).create_request(replace(WISH, key_type="rsa", key_size=2048))
    said = openssl("req", "-verify", "-noout", "-text", text=request)
    assert "(2048 bit)" in said
    assert "sha256WithRSAEncryption" in said
    assert told == ["the camera makes a key (rsa, 2048 bits)"]


def test_an_installed_certificate_is_not_served_until_it_is_chosen(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    held = installed(store, authority)
    assert held.in_use is False
    assert "Verification: OK" not in handshake(plain, authority)
    store.activate(held)
    seen = handshake(plain, authority)
    assert "Verification: OK" in seen
    assert f"Verified peername: {NAME}" in seen
    assert "s:CN = Site issuing CA" in seen
    assert not store.waits_for_restart()


def test_the_chosen_certificate_survives_a_restart(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    store.activate(installed(store, authority))
    plain.restart()
    assert "Verification: OK" in handshake(plain, authority)


def test_a_camera_without_a_certificate_gets_its_first_one(fleet: Fleet, authority: Authority) -> None:
    bare = fleet.camera("bare")
    store = store_on(bare)
    assert store.read().server is None
    store.activate(installed(store, authority))
    bare.set({"ssl_tls.https_policy": "http_and_https"})
    assert "Verification: OK" in handshake(bare, authority)


def test_onvif_python_reads_back_what_was_installed(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    held = installed(store, authority)
    store.activate(held)
    client = witness_on(plain)
    keys, tls = client.keystore(), client.tlsserver()
    (path,) = tls.GetAssignedServerCertificates()
    content = [
        x509.load_der_x509_certificate(keys.GetCertificate(CertificateID=one).CertificateContent)
        for one in keys.GetCertificationPath(CertificationPathID=path).CertificateID
    ]
    assert [pem_of(one) for one in content] == [held.pem, *authority.chain]
    assert all(name == "factory" or name.startswith(PREFIX) for names in in_keystore(plain).values() for name in names)


def test_installing_twice_changes_nothing_the_second_time(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    certificate = authority.sign(store.create_request(WISH))
    first = store.install(certificate, authority.chain)
    before = in_keystore(plain)
    assert store_on(plain).install(certificate, authority.chain) == first
    assert in_keystore(plain) == before


def test_a_key_that_nothing_came_of_is_used_by_the_next_request(plain: CameraControl) -> None:
    keys = [x509.load_pem_x509_csr(store_on(plain).create_request(WISH).encode()).public_key() for _run in range(2)]
    assert keys[0] == keys[1]
    assert ours(plain) == {**NOTHING, "keys": 1}


def test_a_waiting_key_of_another_size_makes_room_for_the_wanted_one(plain: CameraControl) -> None:
    store = store_on(plain)
    store.create_key(WISH)
    store.create_key(replace(WISH, key_size=384))
    assert [name for name in in_keystore(plain)["keys"] if name != "factory"] == [f"{PREFIX}-https-ec-384"]


def test_a_renewal_has_a_key_of_its_own_and_the_old_one_can_go(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    old = installed(store, authority)
    store.activate(old)
    new = installed(store, authority)
    assert store.read().server is not None
    assert store.read().server.id == old.id
    store.activate(new)
    store.delete(old)
    assert {held.pem for held in store.read().held} >= {new.pem, authority.chain[0]}
    assert old.pem not in {held.pem for held in store.read().held}
    # one key for the leaf, and the public half of the issuer's: both certificates had the same issuer
    assert ours(plain) == {"keys": 2, "certificates": 2, "paths": 1, "passphrases": 0}
    assert "Verification: OK" in handshake(plain, authority)


def test_the_last_of_a_chain_goes_with_its_issuers_and_keys(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    store.delete(installed(store, authority))
    assert ours(plain) == NOTHING


def test_a_self_signed_certificate_has_an_end_and_the_names(plain: CameraControl) -> None:
    store = store_on(plain)
    until = datetime(2031, 1, 1, tzinfo=UTC)
    store.create_self_signed(replace(WISH, not_after=until))
    (made,) = [held for held in store.read().held if held.self_signed and held.kind == "server"]
    assert made.not_after == until
    assert made.in_use is False
    store.activate(made)
    seen = openssl("x509", "-noout", "-text", text=handshake(plain))
    assert f"DNS:{NAME}, IP Address:{ADDRESS}" in seen


def test_a_self_signed_certificate_without_a_wanted_end_does_not_last_to_the_year_9999(plain: CameraControl) -> None:
    store = store_on(plain)
    store.create_self_signed(WISH)
    (made,) = [held for held in store.read().held if held.self_signed and held.kind == "server"]
    assert made.not_after is not None
    assert made.not_before is not None
    assert (made.not_after - made.not_before).days == 397


def test_the_first_self_signed_certificate_is_chosen_at_once(fleet: Fleet) -> None:
    store = store_on(fleet.camera("bare"))
    store.create_self_signed(WISH)
    assert store.read().server is not None
    assert store.read().server.in_use


# -- keys from outside ---------------------------------------------------------------------------------------------


def test_a_certificate_with_its_key_is_installed_and_no_passphrase_stays(
    plain: CameraControl, authority: Authority
) -> None:
    store = store_on(plain)
    certificate, key = authority.pair()
    store.activate(store.install(certificate, authority.chain, key))
    assert "Verification: OK" in handshake(plain, authority)
    assert in_keystore(plain)["passphrases"] == []


def test_a_private_key_is_not_sent_in_clear_text_without_consent(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain, allow_clear_text=False)
    certificate, key = authority.pair()
    with pytest.raises(Refused, match="private key would be sent over plain HTTP"):
        store.install(certificate, authority.chain, key)
    assert ours(plain) == NOTHING


def test_a_key_that_is_not_the_certificates_is_refused_before_anything_is_sent(
    plain: CameraControl, authority: Authority
) -> None:
    certificate, _key = authority.pair()
    plain.reset_counters()
    with pytest.raises(InvalidValue, match="not the certificate's"):
        store_on(plain).install(certificate, authority.chain, encrypted(ec.generate_private_key(ec.SECP256R1())))
    assert plain.count("onvif_writes") == 0


# -- trust ---------------------------------------------------------------------------------------------------------


def test_a_trusted_ca_is_installed_once(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    for _run in range(2):
        store.install_trust(pem_of(authority.root))
    (policy,) = witness_on(plain).keystore().GetAllCertPathValidationPolicies()
    assert policy.Alias == f"{PREFIX}-trust"
    (held,) = [held for held in store.read().held if held.kind == "ca"]
    assert held.pem == pem_of(authority.root)
    store.delete(held)
    assert ours(plain) == NOTHING


def test_a_newer_revocation_list_takes_the_place_of_the_older(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    for number in (1, 2, 3):
        crl = authority.crl(number)
        store.install_crl(crl)
        store.install_crl(crl)
    (kept,) = witness_on(plain).keystore().GetAllCRLs()
    number = x509.load_der_x509_crl(kept.CRLContent).extensions.get_extension_for_class(x509.CRLNumber)
    assert number.value.crl_number == 3


# -- faults --------------------------------------------------------------------------------------------------------


def test_a_corrupt_key_is_removed_and_the_next_run_makes_another(plain: CameraControl) -> None:
    plain.quirk("corrupt_key")
    with pytest.raises(NotEffective, match="corrupt"):
        store_on(plain).create_request(WISH)
    assert ours(plain) == NOTHING
    plain.quirk("corrupt_key", False)
    assert "BEGIN CERTIFICATE REQUEST" in store_on(plain).create_request(WISH)


def test_a_certificate_for_another_key_changes_nothing(plain: CameraControl, authority: Authority) -> None:
    certificate, _key = authority.pair()
    with pytest.raises(InvalidValue, match="private key is not on this camera") as seen:
        store_on(plain).install(certificate, authority.chain)
    assert seen.value.hint is not None
    assert ours(plain) == NOTHING


def test_a_broken_chain_is_taken_back(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    certificate = authority.sign(store.create_request(WISH))
    stranger = authority.issue(named("Nobody"), ec.generate_private_key(ec.SECP256R1()).public_key())
    with pytest.raises(InvalidValue, match="not signed by the next one"):
        store.install(certificate, [pem_of(stranger)])
    # only the key waits, for the certificate that was made for it
    assert ours(plain)["certificates"] == ours(plain)["paths"] == 0
    store.install(certificate, authority.chain)


def test_the_certificate_in_use_is_not_deleted(plain: CameraControl) -> None:
    store = store_on(plain)
    server = store.read().server
    assert server is not None
    with pytest.raises(Refused, match="HTTPS shows now"):
        store.delete(server)
    assert store.read().server == server


def test_what_something_else_uses_is_kept_and_the_error_says_so(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    certificate, key = authority.pair()
    held = store.install(certificate, authority.chain, key)
    client = witness_on(plain)
    (path,) = [
        one for one in client.keystore().GetAllCertificationPaths() if one not in client.tlsserver().GetAssignedServerCertificates()
    ]  # fmt: skip
    stage = {"Method": "EAP-TLS", "Identity": "gate-7", "CertificationPathID": path}
    client.dot1x().AddDot1XConfiguration(Dot1XConfiguration={"Outer": stage})
    with pytest.raises(Refused, match="still uses it"):
        store.delete(held)
    # and the client certificate of 802.1X is none of the server's
    assert held.pem not in {one.pem for one in store.read().held}


def test_a_full_keystore_is_found_before_the_first_write(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    certificate = authority.sign(store.create_request(WISH))
    keys = witness_on(plain).keystore()
    (factory,) = keys.GetAllCertificates()
    for number in range(7):
        keys.CreateCertificationPath(CertificateIDs={"CertificateID": [factory.CertificateID]}, Alias=f"other {number}")
    plain.reset_counters()
    with pytest.raises(CameraAnswer, match="room for 8 certificate chains, 8 are there, 1 more") as seen:
        store.install(certificate, authority.chain)
    assert "Nothing was written" in str(seen.value.hint)
    assert plain.count("onvif_writes") == 0


def test_a_keystore_full_of_keys_says_so_beforehand(plain: CameraControl) -> None:
    keys = witness_on(plain).keystore()
    for number in range(15):
        keys.CreateECCKeyPair(EllipticCurve="secp256r1", Alias=f"other {number}")
    store = store_on(plain)
    assert "room for 16 keys and is full" in str(store.why_not("fresh_key"))
    with pytest.raises(CameraAnswer, match="room for 16 keys"):
        store.create_request(WISH)


@pytest.mark.parametrize(
    ("kind", "size", "words"), [("rsa", 1024, "only of 2048, 3072, 4096"), ("ec", 521, "no elliptic curve of 521 bits")]
)
def test_a_key_that_the_camera_does_not_make_is_refused_before_the_first_write(
    plain: CameraControl, kind: str, size: int, words: str
) -> None:
    plain.reset_counters()
    with pytest.raises(InvalidValue, match=words):
        store_on(plain).create_request(replace(WISH, key_type=kind, key_size=size))
    assert plain.count("onvif_writes") == 0


def test_a_camera_that_restarts_while_it_makes_a_key_is_waited_for(plain: CameraControl) -> None:
    store = store_on(plain)
    restarted: list[float] = []

    def restart_once(seconds: float) -> None:
        if not restarted:
            plain.restart()
        restarted.append(seconds)

    plain.quirk("key_seconds", 0.5)
    store._keys._sleep = restart_once  # type: ignore[attr-defined]  # where the pauses of the real one are
    assert "BEGIN CERTIFICATE REQUEST" in store.create_request(WISH)
    assert restarted


def test_a_fault_that_was_done_all_the_same_is_no_failure(plain: CameraControl, authority: Authority) -> None:
    plain.quirk("fault_but_does", ["ReplaceServerCertificateAssignment"])
    store = store_on(plain)
    store.activate(installed(store, authority))
    assert "Verification: OK" in handshake(plain, authority)


def test_a_choice_that_waits_for_a_restart_is_told(plain: CameraControl, authority: Authority) -> None:
    plain.quirk("pending_until_reboot", ["ReplaceServerCertificateAssignment"])
    store = store_on(plain)
    held = installed(store, authority)
    store.activate(held)
    assert store.waits_for_restart()
    plain.restart()
    assert "Verification: OK" in handshake(plain, authority)
    store_on(plain).activate(held)


@pytest.mark.parametrize("operation", ["UploadCertificate", "CreateCertificationPath", "CreateECCKeyPair"])
def test_a_step_that_does_nothing_is_no_success(plain: CameraControl, authority: Authority, operation: str) -> None:
    plain.quirk("not_supported", {operation: "empty_success"})
    with pytest.raises(Unsupported, match=operation):
        installed(store_on(plain), authority)
    assert ours(plain)["certificates"] == ours(plain)["paths"] == 0


def test_a_delete_that_is_ignored_is_seen(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    held = installed(store, authority)
    plain.quirk("ignore_write", ["DeleteCertificate"])
    with pytest.raises(NotEffective, match="still has it"):
        store.delete(held)


def test_what_an_interrupted_run_left_is_removed_by_the_next(plain: CameraControl, authority: Authority) -> None:
    store = store_on(plain)
    stale = authority.sign(store.create_request(WISH))
    leaf = x509.load_pem_x509_certificate(stale.encode())
    keys = witness_on(plain).keystore()
    keys.UploadCertificate(
        Certificate=leaf.public_bytes(Encoding.DER), Alias=f"{PREFIX}-https-old", PrivateKeyRequired=True
    )
    keys.UploadPassphrase(Passphrase="left over", PassphraseAlias=f"{PREFIX}-pkcs12")
    certificate, key = authority.pair()
    store.install(certificate, authority.chain, key)
    assert f"{PREFIX}-https-old" not in in_keystore(plain)["certificates"]
    assert in_keystore(plain)["passphrases"] == []


def test_certificates_of_others_are_left_alone(plain: CameraControl, authority: Authority) -> None:
    keys = witness_on(plain).keystore()
    certificate = authority.issue(named("Video system"), ec.generate_private_key(ec.SECP256R1()).public_key())
    keys.UploadCertificate(Certificate=certificate.public_bytes(Encoding.DER), Alias="video system")
    store = store_on(plain)
    store.delete(installed(store, authority))
    assert "video system" in in_keystore(plain)["certificates"]


def test_a_camera_without_the_service_has_no_store(fleet: Fleet) -> None:
    driver = driver_on(fleet.camera("poor"))
    assert driver.certificate_store() is None
