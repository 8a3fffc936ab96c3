# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""CA certificates and revocation lists that a person hands over are judged before a camera sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.revocation import (
    authorities,
    revocation_list,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem, FileProblem

from .material import NOW, Signed, authority, ec_key, server

ROOT = authority()
#: The same name, another key.
IMPOSTOR = authority(key=ec_key("secp256r1", 99))


def crl(
    signer: Signed = ROOT, begin: datetime = NOW - timedelta(days=1), end: datetime = NOW + timedelta(days=9)
) -> x509.CertificateRevocationList:
    """An empty list of an authority."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(signer.certificate.subject)
    return builder.last_update(begin).next_update(end).sign(signer.key, hashes.SHA256())


def file(folder: Path, content: bytes | str) -> str:
    """What is handed over."""
    path = folder / "given"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def problem(call: Callable[[], object]) -> str:
    """Why it was refused."""
    with pytest.raises(CertificateProblem) as caught:
        call()
    return caught.value.problem


def test_every_authority_of_a_file(tmp_path: Path) -> None:
    second = authority("Another root")
    found = authorities(file(tmp_path, ROOT.pem + second.pem), NOW)
    assert [item.text for item in found] == [ROOT.pem, second.pem]
    assert found[0].says.startswith("CN=Test root, until ")
    assert authorities(file(tmp_path, ROOT.der), NOW)[0].text == ROOT.pem


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "not_a_certificate"),
        (ROOT.pem + server(ROOT).pem, "not_an_authority"),
        (authority(end=NOW - timedelta(days=1)).pem, "expired"),
        (authority(begin=NOW + timedelta(days=1)).pem, "not_yet_valid"),
        (ROOT.pem[:200] + "\n-----END CERTIFICATE-----\n", "malformed"),
    ],
)
def test_what_no_camera_should_trust(tmp_path: Path, content: str, expected: str) -> None:
    assert problem(lambda: authorities(file(tmp_path, content), NOW)) == expected


@pytest.mark.parametrize("encoding", [serialization.Encoding.PEM, serialization.Encoding.DER])
def test_a_list_in_both_forms(tmp_path: Path, encoding: serialization.Encoding) -> None:
    found = revocation_list(file(tmp_path, crl().public_bytes(encoding)), NOW, [ROOT.certificate])
    assert found.text == crl_pem(found.text)
    assert found.says.startswith("CN=Test root, 0 revoked, until ")


def crl_pem(text: str) -> str:
    """A list read and written by the library."""
    return x509.load_pem_x509_crl(text.encode()).public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (crl(IMPOSTOR), "list_signature"),
        (crl(begin=NOW - timedelta(days=9), end=NOW - timedelta(days=1)), "expired"),
        (crl(begin=NOW + timedelta(days=1)), "not_yet_valid"),
    ],
)
def test_a_list_that_is_worth_nothing(tmp_path: Path, given: x509.CertificateRevocationList, expected: str) -> None:
    path = file(tmp_path, given.public_bytes(serialization.Encoding.PEM))
    assert problem(lambda: revocation_list(path, NOW, [ROOT.certificate])) == expected


def test_a_list_of_an_authority_that_is_not_given_cannot_be_checked(tmp_path: Path) -> None:
    other = crl(authority("Another root")).public_bytes(serialization.Encoding.PEM)
    assert revocation_list(file(tmp_path, other), NOW, [ROOT.certificate]).says.startswith("CN=Another root")


@pytest.mark.parametrize(
    "content", [b"", b"garbage", ROOT.der, b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"]
)
def test_what_is_no_list(tmp_path: Path, content: bytes) -> None:
    assert problem(lambda: revocation_list(file(tmp_path, content), NOW, [])) == "not_a_list"


def test_a_list_beyond_measure_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="larger than"):
        revocation_list(file(tmp_path, b"0" * (1024 * 1024 + 1)), NOW, [])
