# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera's request is compared with what was asked of it before an authority sees it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.material import ONVIF_BASELINE, RFC5280
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.signing_request import Request, judge
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject, Wish
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem

from .material import ADDRESS, NAME, csr, ec_key, key_usage, named, openssl, rsa_key, written

SUBJECT = Subject(NAME, country="DE", organization="Site")
WISH = Wish(SUBJECT, names=(ADDRESS, NAME), key_type="rsa", key_size=2048)
GOOD = named(NAME, country="DE", organization="Site")


def request(**changes: Any) -> str:
    """The request of a camera that does as it is told, but for one thing."""
    return csr(**{"key": rsa_key(), "subject": GOOD, "names": (ADDRESS, NAME), **changes})


def refused(data: str | bytes, wish: Wish = WISH, **options: Any) -> CertificateProblem:
    with pytest.raises(CertificateProblem) as caught:
        judge(data, wish, **options)
    return caught.value


def test_a_request_as_asked_is_taken_without_a_note() -> None:
    taken = judge(request(), WISH)

    assert isinstance(taken, Request)
    assert taken.names == (ADDRESS, NAME)
    assert taken.notes == ()


def test_requests_of_openssl_in_pem_and_der_and_with_the_older_header(tmp_path: Path) -> None:
    key, made = tmp_path / "key.pem", tmp_path / "csr.pem"
    openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-subj", f"/C=DE/O=Site/CN={NAME}",
            "-addext", f"subjectAltName=IP:{ADDRESS},DNS:{NAME}", "-out", made)  # fmt: skip
    openssl("req", "-in", made, "-outform", "DER", "-out", tmp_path / "csr.der")
    openssl("req", "-in", made, "-newhdr", "-out", tmp_path / "new.pem")

    keys = {judge((tmp_path / name).read_bytes(), WISH).key for name in ("csr.pem", "csr.der", "new.pem")}

    assert len(keys) == 1


def test_a_camera_without_a_field_for_names_gets_them_from_the_inventory() -> None:
    taken = judge(request(names=()), WISH)

    assert taken.names == (ADDRESS, NAME)
    assert taken.notes == (f"the camera's request does not ask for {ADDRESS}, {NAME}; the issuer adds them",)


def test_a_camera_without_a_field_of_the_subject_is_noted() -> None:
    taken = judge(request(subject=named(NAME, country="DE")), WISH)

    assert taken.notes == ("the camera's request leaves out organizationName 'Site'",)


def test_spelling_of_case_and_spaces_is_no_other_subject() -> None:
    judge(request(subject=named(NAME.upper(), country="DE", organization=" site ")), WISH)


@pytest.mark.parametrize(
    ("subject", "seen"),
    [
        (named("gate.cameras.example", country="DE", organization="Site"), "gate.cameras.example"),
        (named(NAME, country="DE", organization="Other"), "Other"),
        (named(NAME, country="DE", organization="Site", email="a@b.example"), "emailAddress"),
        (x509.Name(list(named("gate")) + list(GOOD)), "gate"),
        (x509.Name([]), "no common name"),
    ],
)  # fmt: skip
def test_another_subject_is_refused(subject: x509.Name, seen: str) -> None:
    error = refused(request(subject=subject))

    assert error.problem == "request_subject"
    assert seen in error.message


@pytest.mark.parametrize(
    "extensions",
    [
        {"names": (ADDRESS, NAME, "vms.cameras.example")},
        {"names": (ADDRESS, "192.0.2.99")},
        {"names": ("*.cameras.example",)},
        {"names": (), "extensions": [x509.SubjectAlternativeName([x509.RFC822Name("root@site.example")])]},
    ],
)  # fmt: skip
def test_names_that_are_not_the_cameras_are_refused(extensions: dict[str, Any]) -> None:
    assert refused(request(**extensions)).problem == "request_names"


@pytest.mark.parametrize("extension", [x509.BasicConstraints(True, None), key_usage(cert_sign=True)])
def test_a_request_to_become_an_authority_is_refused(extension: x509.ExtensionType) -> None:
    assert refused(request(extensions=[extension])).problem == "request_rights"


def test_keys_are_as_asked_or_better() -> None:
    assert refused(request(key=rsa_key(1024))).problem == "weak_key"
    assert refused(request(key=ec_key("secp224r1"))).problem == "weak_key"
    assert refused(request(key=ec_key())).problem == "request_key"
    assert refused(request(), Wish(SUBJECT, WISH.names, key_size=3072)).problem == "request_key"
    assert refused(request(), limits=ONVIF_BASELINE).problem == "weak_key"
    assert "3072" in judge(request(key=rsa_key(3072)), WISH, limits=RFC5280).notes[0]
    judge(request(key=ec_key()), Wish(SUBJECT, WISH.names, key_type="ec", key_size=256))


def test_a_changed_request_no_longer_fits_its_key(tmp_path: Path) -> None:
    der = tmp_path / "csr.der"
    openssl("req", "-in", written(tmp_path, "csr.pem", request()), "-outform", "DER", "-out", der)
    changed = der.read_bytes().replace(b"Site", b"Cite", 1)

    error = refused(changed, Wish(Subject(NAME, country="DE", organization="Cite"), WISH.names))

    assert error.problem == "request_signature"
    said = openssl(
        "req", "-verify", "-noout", "-inform", "DER", "-in", written(tmp_path, "changed.der", changed), fails=None
    )
    assert "verify failure" in said


CUT_OFF = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"


@pytest.mark.parametrize("data", ["", "<html>", b"\x30\x03\x02\x01\x01", CUT_OFF])
def test_what_is_no_request_is_told(data: str | bytes) -> None:
    assert refused(data).problem == "not_a_request"


@pytest.mark.parametrize("hash_name", ["sha1", "md5"])
def test_an_older_cameras_request_hash_is_noted(hash_name: str, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    made = tmp_path / "csr.pem"
    openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", f"-{hash_name}", "-keyout", key, "-out", made,
            "-subj", f"/C=DE/O=Site/CN={NAME}")  # fmt: skip

    taken = judge(made.read_bytes(), WISH)

    assert any(re.search(f"signed with {hash_name}", note) for note in taken.notes)


@pytest.mark.parametrize("hash_name", ["sha1", "md5"])
def test_an_older_request_too_must_fit_its_key(hash_name: str, tmp_path: Path) -> None:
    der = tmp_path / "csr.der"
    openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", f"-{hash_name}", "-keyout", tmp_path / "key.pem", "-outform",
            "DER", "-out", der, "-subj", f"/C=DE/O=Site/CN={NAME}")  # fmt: skip

    changed = der.read_bytes().replace(b"Site", b"Cite", 1)

    assert (
        refused(changed, Wish(Subject(NAME, country="DE", organization="Cite"), WISH.names)).problem
        == "request_signature"
    )
