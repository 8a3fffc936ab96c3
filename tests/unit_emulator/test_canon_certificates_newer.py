# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""2022 and later: several certificates, one of them selected; CA certificates and revocation lists for uploads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing_ca import Authority, encrypted, fingerprint, new_key, openssl, served

from .test_onvif_certificates import new_key as new_onvif_key
from .test_onvif_certificates import path_of, self_signed, use
from .test_onvif_support import Soap

PAGE = "/admin/-cert-?op="
PASSWORD = "Key4Upload"


@pytest.fixture
def bare(client: Any) -> Any:
    """Administrator of a camera on which nothing is installed."""
    return client("no-certificate")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The site's CA."""
    return Authority(tmp_path_factory.mktemp("site"))


def send(client: Any, op: str, files: dict[str, Path] | None = None, **fields: str) -> Any:
    """Press [Exec] beside files and fields."""
    parts = [part for name, value in fields.items() for part in ("-F", f"{name}={value}")]
    parts += [part for name, path in (files or {}).items() for part in ("-F", f"{name}=@{path}")]
    return client.get(PAGE + op, *(parts or ["-F", "nothing=1"]))


def upload(client: Any, certificate: Path, key: Path, password: str = PASSWORD) -> Any:
    """Send a certificate with its encrypted key."""
    sealed = encrypted(key, password) if "ENCRYPTED" not in key.read_text() else key
    return send(client, "upload", {"cert": certificate, "key": sealed}, password=password)


def listed(client: Any) -> list[dict[str, str]]:
    """The rows of the list."""
    rows: dict[str, dict[str, str]] = {}
    for line in client.get(PAGE + "list").body.splitlines():
        code, _unused, value = line.partition("=")
        name, _unused, row = code.rpartition("-")
        rows.setdefault(row, {})[name] = value
    return list(rows.values())


def test_a_new_camera_lists_the_one_that_is_in_use(modern: Any) -> None:
    (row,) = listed(modern)
    assert row["cn"] == "modern"
    assert (row["kind"], row["https"], row["dot1x"]) == ("server", "1", "0")
    assert modern.shown("certificate.validity_period") == f"{row['from']} - {row['to']}"


def test_without_a_selected_certificate_https_is_refused(bare: Any, site: Authority) -> None:
    assert listed(bare) == []
    assert bare.write({"ssl_tls.https_policy": "https"}).error.startswith("E003")
    assert upload(bare, *site.issue("one")).ok
    assert bare.write({"ssl_tls.https_policy": "https"}).error.startswith("E003")
    assert send(bare, "select", id="1").ok
    assert bare.write({"ssl_tls.https_policy": "http_and_https"}).ok


def test_the_selected_certificate_is_served_at_once_with_its_chain(
    modern: Any, site: Authority, tmp_path: Path
) -> None:
    between = Authority(tmp_path / "between", "Between CA", parent=site)
    certificate, key = between.issue("gate-7")
    chain = tmp_path / "chain.pem"
    chain.write_bytes(certificate.read_bytes() + between.pem.read_bytes())
    assert modern.write({"ssl_tls.https_policy": "http_and_https"}).ok
    assert upload(modern, chain, key).ok
    assert fingerprint(certificate) not in served(modern.address, modern.port("https"))
    assert send(modern, "select", id="2").ok
    said = served(modern.address, modern.port("https"), "-CAfile", site.pem)
    assert fingerprint(certificate) in said
    assert "Verify return code: 0 (ok)" in said
    assert [row["https"] for row in listed(modern)] == ["0", "1"]


def test_a_selection_survives_a_restart(modern: Any, site: Authority) -> None:
    certificate, key = site.issue("gate-8")
    assert upload(modern, certificate, key).ok
    assert send(modern, "select", id="2").ok
    modern.camera.restart()
    assert modern.write({"ssl_tls.https_policy": "http_and_https"}).ok
    assert fingerprint(certificate) in served(modern.address, modern.port("https"))


def test_pkcs12_is_taken_with_its_password(modern: Any, site: Authority, tmp_path: Path) -> None:
    certificate, key = site.issue("gate-9")
    file = tmp_path / "gate-9.p12"
    openssl(
        "pkcs12", "-export", "-in", certificate, "-inkey", key, "-out", file, "-passout", f"pass:{PASSWORD}"
    )  # fmt: skip
    assert send(modern, "upload", {"cert": file}, password="wrong").error.startswith("E507")
    assert send(modern, "upload", {"cert": file}, password=PASSWORD).ok
    assert listed(modern)[1]["cn"] == "gate-9"


def test_bad_uploads_are_refused_and_leave_nothing(bare: Any, site: Authority, tmp_path: Path) -> None:
    certificate, key = site.issue("good")
    _other, wrong_key = site.issue("other")
    expired, expired_key = site.issue("expired", start="20200101000000Z", end="20210101000000Z")
    early, early_key = site.issue("early", start="20450101000000Z", end="20460101000000Z")
    weak, weak_key = site.issue("weak", key=new_key(tmp_path / "weak.key", bits=1024))
    openssl("x509", "-in", certificate, "-outform", "DER", "-out", tmp_path / "good.der")
    assert upload(bare, certificate, wrong_key).error.startswith("E502")
    assert upload(bare, expired, expired_key).error == "E503 expired"
    assert upload(bare, early, early_key).error == "E503 not yet valid"
    assert upload(bare, weak, weak_key).error == "E509 RSA 1024"
    assert upload(bare, tmp_path / "good.der", key).error.startswith("E501")
    assert send(bare, "upload", {"cert": certificate}, password=PASSWORD).error == "E501 key"
    sealed = encrypted(key, PASSWORD)
    assert send(bare, "upload", {"cert": certificate, "key": sealed}, password="wrong").error.startswith("E507")
    assert send(bare, "upload", {"cert": certificate, "key": sealed}).error.startswith("E507")
    assert listed(bare) == []


def test_a_chain_in_the_wrong_order_belongs_to_another_key(bare: Any, site: Authority, tmp_path: Path) -> None:
    certificate, key = site.issue("good")
    chain = tmp_path / "chain.pem"
    chain.write_bytes(site.pem.read_bytes() + certificate.read_bytes())
    assert upload(bare, chain, key).error.startswith("E502")


def test_there_is_room_for_six(bare: Any, site: Authority) -> None:
    certificate, key = site.issue("good")
    sealed = encrypted(key, PASSWORD)
    assert all(upload(bare, certificate, sealed).ok for _time in range(6))
    assert upload(bare, certificate, sealed).error.startswith("E504")
    assert send(bare, "delete", id="3").ok
    assert upload(bare, certificate, sealed).ok
    assert [row["id"] for row in listed(bare)] == ["1", "2", "4", "5", "6", "7"]


def test_what_is_in_use_cannot_be_deleted(modern: Any) -> None:
    assert modern.write({"ssl_tls.https_policy": "http_and_https"}).ok
    assert send(modern, "delete", id="1").error.startswith("E506")
    assert modern.write({"ssl_tls.https_policy": "http"}).ok
    assert send(modern, "delete", id="1").ok
    assert send(modern, "delete", id="1").error == "E002 id"
    assert send(modern, "select", id="1").error == "E002 id"


def test_ca_certificates_and_lists_of_theirs(modern: Any, site: Authority) -> None:
    certificate, _key = site.issue("some")
    revoked = site.revocation_list()
    assert send(modern, "crl", {"file": revoked}).error == "E508 issuer"
    assert send(modern, "ca", {"file": certificate}).error.startswith("E508")
    assert send(modern, "ca", {"file": site.pem}).ok
    assert send(modern, "crl", {"file": revoked}).ok
    assert send(modern, "crl", {"file": certificate}).error.startswith("E501")
    assert [row["kind"] for row in listed(modern)] == ["server", "ca", "crl"]
    assert send(modern, "select", id="2").error.startswith("E003")


def test_faults_of_a_write_hold_for_certificates(bare: Any, site: Authority) -> None:
    certificate, key = site.issue("good")
    bare.camera.fault("ignore_write", ["certificate"])
    assert upload(bare, certificate, key).ok
    assert listed(bare) == []
    bare.camera.clear_faults()
    bare.camera.fault("disk_full", 1)
    assert upload(bare, certificate, key).error == "E302"
    bare.camera.fault("power_loss_before_save")
    assert upload(bare, certificate, key).ok
    bare.camera.wait_up()
    assert listed(bare) == []


def test_no_page_shows_a_private_key_and_no_list_of_requests_a_password(bare: Any, site: Authority) -> None:
    assert upload(bare, *site.issue("good")).ok
    assert "PRIVATE KEY" not in bare.get(PAGE + "list").body
    assert PASSWORD not in "\n".join(bare.camera.requests())
    assert bare.curl(PAGE + "list").status == 401
    assert bare.get(PAGE + "details").error == "E001 op"  # of the other generation


def test_with_onvif_beside_the_setting_page_the_last_word_counts(fleet: Any, client: Any, site: Authority) -> None:
    both, soap = client("both"), Soap(fleet.camera("both"))
    certificate, key = site.issue("gate-10")
    assert upload(both, certificate, key).ok
    assert send(both, "select", id="2").ok
    assert both.write({"ssl_tls.https_policy": "http_and_https"}).ok
    assert fingerprint(certificate) in served(both.address, both.port("https"))
    path = path_of(soap, self_signed(soap, new_onvif_key(soap)).text("CertificateID")).text("CertificationPathID")
    assert use(soap, path).ok
    assert "CN=gate-7" in served(both.address, both.port("https"))
    assert send(both, "select", id="2").ok
    assert fingerprint(certificate) in served(both.address, both.port("https"))
