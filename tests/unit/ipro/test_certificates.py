# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The certificate store of i-PRO cameras: step by step, and as a state machine against a camera that enforces the page's rules."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import (
    ABILITIES,
    Held,
    PrivateKey,
    Subject,
    Wish,
)
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.ipro_certificates import (
    KEY_PATIENCE,
    SELF_SIGNED,
    SERVER,
    IproStore,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CertificateProblem,
    ConnectionLost,
    NotEffective,
    Refused,
    Unsupported,
)

from .camera import USER_PROFILE, Paper, driver_for, lines, make_certificate, page

KEYS = [rsa.generate_private_key(65537, 2048) for _number in range(2)]
AUTHORITY = rsa.generate_private_key(65537, 2048)
WISH = Wish(Subject("gate-1.example", country="DE", organization="Airport"), key_size=2048)


class Time:
    """A clock that goes on by what is slept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.said: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def store_for(camera: Paper, profile: Any = "user's", time: Time | None = None) -> IproStore:
    time = time or Time()
    camera.keys = camera.keys or KEYS
    driver = driver_for(camera, USER_PROFILE if profile == "user's" else profile)
    store = IproStore(driver.cgi, time.said.append, time.sleep, lambda: time.now)
    camera.sent.clear()
    return store


def with_key(**more: Any) -> Paper:
    camera = Paper(keys=KEYS, **more)
    camera._new_key(KEYS[0], "2048")
    return camera


def signed(store: IproStore, name: str = "gate-1.example") -> str:
    return make_certificate(store.create_request(WISH), name, AUTHORITY)


# -- without the user's commands -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ability", ["key", "self_signed", "request"])
def test_what_is_not_public_says_so_with_its_place(ability: str) -> None:
    reason = store_for(Paper(), profile=None).why_not(ability)
    assert "not public" in str(reason)
    assert "[Network] > [Advanced] > [HTTPS]" in str(reason)
    assert "ansible_netcam_profile" in str(reason)


@pytest.mark.parametrize("step", ["create_key", "create_self_signed", "create_request"])
def test_what_is_not_public_is_not_tried(step: str) -> None:
    camera = Paper()
    with pytest.raises(Unsupported, match="not public") as caught:
        getattr(store_for(camera, profile=None), step)(WISH)
    assert "[Network] > [Advanced] > [HTTPS]" in str(caught.value.setting)
    assert camera.writes() == []


def test_reading_and_installing_need_no_commands_of_the_user() -> None:
    camera = with_key()
    store = store_for(camera, profile=None)
    assert store.why_not("install") is None
    assert store.why_not("delete") is None
    assert store.read().has_key is True
    camera.csr = "2026/11/22 08:00:00"
    store.install(make_certificate(KEYS[0], "gate-1.example", AUTHORITY), ())
    assert camera.https["ca_cert_info"] == "gate-1.example"


def test_a_camera_without_the_dialect_has_no_store() -> None:
    assert driver_for(Paper(dialect=False)).certificate_store() is None
    assert driver_for(Paper()).certificate_store() is not None
    assert driver_for(Paper()).dot1x_store() is None


@pytest.mark.parametrize("ability", ["fresh_key", "install_key", "chain", "several", "activate", "trust", "crl"])
def test_what_the_page_does_not_have_says_why(ability: str) -> None:
    assert store_for(Paper()).why_not(ability)


@pytest.mark.parametrize("ability", ABILITIES)
def test_every_ability_is_answered_without_a_write(ability: str) -> None:
    camera = Paper()
    store_for(camera).why_not(ability)
    assert camera.writes() == []


# -- the key -------------------------------------------------------------------------------------------------------


def test_a_key_is_polled_for_and_the_wait_is_reported() -> None:
    camera, time = Paper(key_polls=60), Time()
    store_for(camera, time=time).create_key(WISH)
    assert camera.key_made is KEYS[0]
    assert any("of at most 600 s" in text for text in time.said)
    assert camera.names().count("lab_key") == 1


def test_minutes_are_allowed_and_a_lost_answer_is_no_failure() -> None:
    camera, time = Paper(key_polls=120), Time()
    busy = iter([ConnectionLost("busy")] * 3)

    def slow(sent: Any) -> Any:
        camera._lab_key(sent)
        raise ConnectionLost("no answer in time")

    def state(_sent: Any) -> Any:
        if camera.coming and (error := next(busy, None)):
            raise error
        return None

    camera.answers = {"lab_key": slow, "get_crt_key": state}
    store_for(camera, time=time).create_key(WISH)
    assert camera.keys_made == 1
    assert 300 < time.now < KEY_PATIENCE
    assert camera.names().count("lab_key") == 1


def test_a_key_that_never_comes_is_an_error_after_the_patience() -> None:
    camera, time = Paper(key_polls=10**6), Time()
    with pytest.raises(NotEffective, match="not there after 600 s"):
        store_for(camera, time=time).create_key(WISH)
    assert time.now > 300


def test_the_size_is_what_the_camera_makes() -> None:
    camera, time = Paper(), Time()
    store_for(camera, time=time).create_key(Wish(WISH.subject, key_size=3072))
    assert [sent.fields for sent in camera.sent if sent.name == "lab_key"] == [{"size": "2048"}]
    assert any("2048" in text and "3072" in text for text in time.said)


def test_another_kind_of_key_is_refused() -> None:
    camera = Paper()
    with pytest.raises(Unsupported, match="RSA"):
        store_for(camera).create_key(Wish(WISH.subject, key_type="ec", key_size=256))
    assert camera.writes() == []


@pytest.mark.parametrize(("field", "words"), [("ca_cert_info", "CA certificate"), ("self_signed_info", "self-signed")])
def test_a_valid_certificate_blocks_a_new_key(field: str, words: str) -> None:
    camera = with_key()
    camera.https[field] = "gate-1.example"
    store = store_for(camera)
    assert words in str(store.why_not("key"))
    with pytest.raises(Unsupported):
        store.create_key(WISH)
    assert camera.writes() == []


def test_a_new_key_makes_both_certificates_invalid() -> None:
    camera = with_key()
    camera.https.update(self_signed_info="expired", ca_cert_info="expired")
    store = store_for(camera)
    store.create_key(WISH)
    assert store.read().server is None or not store.read().server.in_use  # type: ignore[union-attr]  # checked before
    assert camera.https["ca_cert_info"] == "invalid"


# -- self-signed ---------------------------------------------------------------------------------------------------


def test_a_self_signed_certificate_comes_with_a_key_where_there_is_none() -> None:
    camera = Paper()
    store = store_for(camera)
    store.create_self_signed(WISH)
    held = store.read().server
    assert held == Held(SELF_SIGNED, "server", None, "gate-1.example", self_signed=True, in_use=True)
    fields = next(sent.fields for sent in camera.sent if sent.name == "lab_self")
    assert fields == {"cn": "gate-1.example", "c": "DE", "st": "", "l": "", "o": "Airport", "ou": ""}


def test_over_https_no_self_signed_certificate_is_made() -> None:
    camera = with_key()
    camera.https.update(live="https", self_signed_info="gate-1.example")
    store = store_for(camera)
    assert "HTTP" in str(store.why_not("self_signed"))
    with pytest.raises(Unsupported):
        store.create_self_signed(WISH)


# -- request and CA certificate ------------------------------------------------------------------------------------


def test_from_nothing_to_a_ca_certificate() -> None:
    camera = Paper()
    store = store_for(camera)
    certificate = signed(store)
    held = store.install(certificate, ())
    assert held == Held(SERVER, "server", None, "gate-1.example", self_signed=False, in_use=True)
    assert camera.installed == [certificate.encode()]
    upload = next(sent for sent in camera.sent if sent.name == "https_install_signed")
    assert (upload.method, upload.fields["(file field)"]) == ("POST", "fileName")
    assert " " not in str(upload.file and upload.file[0])


def test_the_request_is_the_cameras_own() -> None:
    camera = with_key()
    text = store_for(camera).create_request(WISH)
    request = x509.load_pem_x509_csr(text.encode())
    assert request.public_key() == KEYS[0].public_key()
    assert request.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "gate-1.example"
    assert store_for(camera).read().request == text


def test_the_same_request_made_again_is_taken_as_made() -> None:
    camera = with_key()
    store = store_for(camera)
    assert store.create_request(WISH) == store.create_request(WISH)
    assert camera.requests_made == 2


def test_a_request_that_is_not_made_is_an_error() -> None:
    camera = with_key()
    camera.answers["lab_csr"] = lambda _sent: lines({})
    with pytest.raises(NotEffective, match="the request"):
        store_for(camera).create_request(WISH)


def test_a_request_that_is_none_is_an_error() -> None:
    camera = with_key()
    camera.answers["lab_fetch"] = lambda _sent: lines({"csr": "none"})
    with pytest.raises(CertificateProblem):
        store_for(camera).create_request(WISH)


def test_without_a_request_no_certificate_is_sent() -> None:
    camera = with_key()
    with pytest.raises(Refused, match="only after a request"):
        store_for(camera).install(make_certificate(KEYS[0], "gate-1.example", AUTHORITY), ())
    assert camera.writes() == []


def test_a_certificate_for_another_key_is_not_sent() -> None:
    camera = with_key()
    store = store_for(camera)
    store.create_request(WISH)
    camera.sent.clear()
    with pytest.raises(CertificateProblem) as caught:
        store.install(make_certificate(KEYS[1], "gate-1.example", AUTHORITY), ())
    assert caught.value.problem == "key_mismatch"
    assert camera.writes() == []


def test_neither_key_nor_chain_is_sent() -> None:
    camera = with_key()
    store = store_for(camera)
    certificate = signed(store)
    camera.sent.clear()
    for chain, key in (((certificate,), None), ((), PrivateKey("pem", "secret"))):
        with pytest.raises(Unsupported):
            store.install(certificate, chain, key)
    assert camera.writes() == []


def test_a_certificate_that_is_accepted_and_not_there_is_an_error() -> None:
    camera = with_key()
    store = store_for(camera)
    certificate = signed(store)
    camera.answers["https_install_signed"] = lambda _sent: lines({})
    with pytest.raises(NotEffective, match="the certificate"):
        store.install(certificate, ())


def test_a_renewal_over_https_keeps_the_key_and_goes_on() -> None:
    camera = with_key()
    store = store_for(camera)
    store.install(signed(store), ())
    camera.https["live"] = "https"
    store.install(signed(store), ())
    assert camera.keys_made == 1
    assert len(camera.installed) == 2
    assert camera.https["ca_cert_info"] == "gate-1.example"


def test_a_renewal_that_the_camera_ignores_is_an_error() -> None:
    camera = with_key()
    store = store_for(camera)
    store.install(signed(store, "old.example"), ())
    certificate = signed(store)
    camera.answers["https_install_signed"] = lambda _sent: lines({})
    with pytest.raises(NotEffective, match=r"still has the one for old\.example"):
        store.install(certificate, ())


def test_a_request_that_costs_the_certificate_is_told() -> None:
    camera = with_key()
    store = store_for(camera)
    store.install(signed(store), ())

    def costly(sent: Any) -> Any:
        camera._lab_csr(sent)
        camera.https["ca_cert_info"] = "invalid"
        return lines({})

    camera.answers["lab_csr"] = costly
    with pytest.raises(NotEffective, match="made the camera's CA certificate invalid"):
        store.create_request(WISH)


# -- deletion ------------------------------------------------------------------------------------------------------


def test_over_http_both_can_be_deleted() -> None:
    camera = with_key()
    camera.https.update(self_signed_info="invalid", ca_cert_info="gate-1.example")
    store = store_for(camera)
    for held in store.read().held:
        store.delete(held)
    assert store.read().held == ()


def test_a_certificate_in_use_by_https_stays() -> None:
    camera = with_key()
    camera.https.update(live="https", ca_cert_info="gate-1.example", self_signed_info="invalid")
    store = store_for(camera)
    with pytest.raises(Refused, match="serves HTTPS"):
        store.delete(Held(SERVER, "server"))
    store.delete(Held(SELF_SIGNED, "server"))
    assert camera.https["self_signed_info"] == "not_generated"
    camera.https.update(ca_cert_info="invalid", self_signed_info="gate-1.example")
    with pytest.raises(Refused):
        store.delete(Held(SELF_SIGNED, "server"))


def test_a_deletion_that_does_not_happen_is_an_error() -> None:
    camera = with_key()
    camera.https["ca_cert_info"] = "gate-1.example"
    camera.answers["https_signed"] = lambda sent: lines({}) if sent.fields["mode"] == "delete" else None
    with pytest.raises(NotEffective):
        store_for(camera).delete(Held(SERVER, "server"))


def test_trust_and_revocation_lists_have_no_place() -> None:
    store = store_for(Paper())
    for step in (store.install_trust, store.install_crl):
        with pytest.raises(Unsupported):
            step("pem")
    store.activate(Held(SERVER, "server"))
    assert not store.waits_for_restart()


# -- the order of the page, as a state machine ---------------------------------------------------------------------


class Page(RuleBasedStateMachine):
    """Whatever is asked for in whatever order: what the store says to be possible works, what it says not to be possible is
    never sent, and the camera, which enforces the rules itself, never has to refuse anything."""

    def __init__(self) -> None:
        super().__init__()
        self.camera = Paper(keys=KEYS)
        self.store = store_for(self.camera)

    def step(self, ability: str, do: Any) -> None:
        possible = self.store.why_not(ability)
        self.camera.sent.clear()
        refusal = None
        try:
            do()
        except (Unsupported, Refused, CertificateProblem) as error:
            refusal = error
        if refusal is None:
            assert possible is None
        else:
            assert possible is not None or isinstance(refusal, Refused)
            assert self.camera.writes() == []

    @rule()
    def key(self) -> None:
        before = self.camera.keys_made
        self.step("key", lambda: self.store.create_key(WISH))
        if self.camera.keys_made > before:
            assert not self.camera.server_valid
            assert not self.camera.self_signed_valid

    @rule()
    def self_signed(self) -> None:
        self.step("self_signed", lambda: self.store.create_self_signed(WISH))

    @rule()
    def request(self) -> None:
        valid = self.camera.server_valid
        self.step("request", lambda: self.store.create_request(WISH))
        assert self.camera.server_valid is valid

    @precondition(lambda self: self.camera.key_made is not None)
    @rule()
    def install(self) -> None:
        certificate = make_certificate(self.camera.key_made, "gate-1.example", AUTHORITY)
        self.step("install", lambda: self.store.install(certificate, ()))

    @rule()
    def delete_self_signed(self) -> None:
        if self.camera.https["self_signed_info"] != "not_generated":
            self.step("delete", lambda: self.store.delete(Held(SELF_SIGNED, "server")))

    @rule()
    def delete_server(self) -> None:
        if self.camera.server_valid:
            self.step("delete", lambda: self.store.delete(Held(SERVER, "server")))

    @precondition(lambda self: self.camera.server_valid or self.camera.self_signed_valid)
    @rule()
    def to_https(self) -> None:
        self.camera.https["live"] = "https"

    @rule()
    def to_http(self) -> None:
        self.camera.https["live"] = "http"

    @invariant()
    def https_has_a_certificate(self) -> None:
        assert self.camera.https["live"] == "http" or self.camera.server_valid or self.camera.self_signed_valid

    @invariant()
    def the_store_reads_what_is_there(self) -> None:
        state = self.store.read()
        assert state.has_key is (self.camera.key_made is not None)
        assert (state.request is None) is (self.camera.csr == "not_generated")
        in_use = [held for held in state.held if held.in_use]
        assert len(in_use) == int(self.camera.server_valid or self.camera.self_signed_valid)


Page.TestCase.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, derandomize=True, database=None
)
TestPage = Page.TestCase


def test_the_paper_camera_refuses_what_the_page_refuses() -> None:
    """The state machine means something: this camera does refuse."""
    camera = Paper(keys=KEYS)
    driver = driver_for(camera, USER_PROFILE)
    camera.https["ca_cert_info"] = "gate-1.example"
    with pytest.raises(Refused):
        driver.cgi.call("crt_key_generate", {"key_size": "2048"})
    with pytest.raises(Refused):
        driver.cgi.call("csr_generate", dict.fromkeys(
            ("common_name", "country", "state", "locality", "organization", "organizational_unit"), "x"))  # fmt: skip
    assert page(403, "Forbidden", seen=200).status == 200
