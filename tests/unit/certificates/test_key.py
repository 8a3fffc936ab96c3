# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keys of last resort: openssl opens what a camera would get."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.key import (
    as_pkcs12,
    make_key,
    make_request,
    random_passphrase,
    sealed,
)
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.signing_request import judge
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject, Wish
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem

from .material import ADDRESS, NAME, authority, ec_key, openssl, server, written

WISH = Wish(Subject(NAME, organization="Site"), (ADDRESS, NAME), key_type="ec", key_size=256)
ROOT = authority("Test root")


@pytest.mark.parametrize(
    ("kind", "size", "words"), [("rsa", 2048, "2048 bit"), ("ec", 256, "P-256"), ("ec", 384, "P-384")]
)
def test_openssl_knows_the_key_that_was_made(kind: str, size: int, words: str, tmp_path: Path) -> None:
    key = sealed(make_key(Wish(WISH.subject, key_type=kind, key_size=size)))
    path = written(tmp_path, "key.pem", key.pem)

    assert words in openssl("pkey", "-in", path, "-passin", f"pass:{key.passphrase}", "-noout", "-text")


@pytest.mark.parametrize(
    ("kind", "size"), [("rsa", 1024), ("rsa", 2047), ("rsa", 16384), ("ec", 224), ("ec", 521), ("dsa", 2048)]
)
def test_keys_that_are_weak_or_that_no_camera_takes_are_not_made(kind: str, size: int) -> None:
    with pytest.raises(CertificateProblem):
        make_key(Wish(WISH.subject, key_type=kind, key_size=size))


@pytest.mark.parametrize("bits", [128, 256])
def test_a_sealed_key_needs_its_passphrase_and_hides_it(bits: int, tmp_path: Path) -> None:
    key = sealed(ec_key(), bits=bits)
    path = written(tmp_path, "key.pem", key.pem)

    openssl("pkey", "-in", path, "-passin", f"pass:{key.passphrase}", "-noout", "-check")
    openssl("pkey", "-in", path, "-passin", "pass:another", "-noout", fails=True)
    assert f"aes-{bits}-cbc" in openssl("asn1parse", "-in", path)
    assert key.passphrase not in repr(key)
    assert "PRIVATE" not in repr(key)


def test_the_request_for_it_is_one_that_a_camera_could_have_made() -> None:
    request = make_request(ec_key(), WISH)

    assert judge(request, WISH).notes == ()
    said = openssl("req", "-noout", "-verify", "-text", given=request)
    assert "verify OK" in said
    assert f"IP Address:{ADDRESS}, DNS:{NAME}" in said


@pytest.mark.parametrize("older", [False, True])
def test_openssl_opens_the_pkcs12_file(older: bool, tmp_path: Path) -> None:
    middle = authority("Middle", ROOT)
    leaf = server(middle)

    passphrase = random_passphrase()
    content = as_pkcs12(leaf.key, leaf.certificate, [middle.certificate], passphrase, older=older)

    path = written(tmp_path, "all.p12", content)
    legacy = ["-legacy"] if older else []
    said = openssl("pkcs12", *legacy, "-in", path, "-passin", f"pass:{passphrase}", "-nodes", "-info")
    assert said.count("BEGIN CERTIFICATE") == 2
    assert "BEGIN PRIVATE KEY" in said
    assert ("pbeWithSHA1And3-KeyTripleDES-CBC" in said) == older
    openssl("pkcs12", *legacy, "-in", path, "-passin", "pass:another", "-nodes", fails=True)


def test_passphrases_are_random_and_fit_every_form() -> None:
    found = {random_passphrase(12) for _number in range(50)}

    assert len(found) == 50
    assert all(len(one) == 12 and one.isalnum() and one.isascii() for one in found)
    with pytest.raises(CertificateProblem):
        random_passphrase(7)
