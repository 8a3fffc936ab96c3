# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Before 2022: one certificate, one intermediate, one request; curl is the browser, openssl makes and judges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing_ca import Authority, fingerprint, new_key, openssl, served

PAGE = "/admin/-cert-?op="
FIELDS = {"c": "DE", "st": "Hessen", "l": "Frankfurt", "o": "Site", "ou": "Security", "cn": "gate-7.example"}
PERIOD = {"from": "2020/01/01", "to": "2040/12/31"}


@pytest.fixture
def bare(client: Any) -> Any:
    """Administrator of a camera on which nothing is installed."""
    return client("old-no-certificate")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The site's CA."""
    return Authority(tmp_path_factory.mktemp("site"))


def send(client: Any, op: str, file: Path | None = None, **fields: str) -> Any:
    """Press [Exec] beside a file and fields."""
    parts = [part for name, value in fields.items() for part in ("-F", f"{name}={value}")]
    parts += ["-F", f"file=@{file}"] if file else []
    return client.get(PAGE + op, *(parts or ["-F", "nothing=1"]))


def show(client: Any, op: str) -> str:
    """What a page shows."""
    return str(client.get(PAGE + op).body)


def requested(client: Any, path: Path, **fields: str) -> Path:
    """Let the camera make a request and fetch it."""
    assert send(client, "request", **(fields or FIELDS)).ok
    path.write_text(show(client, "showrequest"))
    return path


def served_by(client: Any, *trust: str | Path) -> str:
    """What openssl says of the camera's HTTPS."""
    return served(client.address, client.port("https"), *trust)


def switch_on(client: Any) -> None:
    """HTTPS beside HTTP, in force after the restart."""
    assert client.write({"ssl_tls.https_policy": "http_and_https"}).ok
    assert client.save().ok
    client.camera.restart()


def test_nothing_is_installed_and_so_https_is_refused(bare: Any) -> None:
    assert bare.shown("certificate.status") == "not_installed"
    assert bare.write({"ssl_tls.https_policy": "https"}).error.startswith("E003")
    assert show(bare, "details").startswith("Status=1")


def test_a_request_holds_the_fields_and_is_signed_by_its_own_key(bare: Any, tmp_path: Path) -> None:
    request = requested(bare, tmp_path / "csr")
    said = openssl("req", "-in", request, "-noout", "-verify", "-subject", "-text", "-nameopt", "RFC2253")
    assert "verify OK" in said
    assert "CN=gate-7.example,OU=Security,O=Site,L=Frankfurt,ST=Hessen,C=DE" in said
    assert "Public-Key: (2048 bit)" in said


def test_a_certificate_for_the_request_is_served_after_the_restart(bare: Any, site: Authority, tmp_path: Path) -> None:
    certificate = site.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem", names=f"IP:{bare.address}")
    assert send(bare, "server", certificate).ok
    assert bare.shown("certificate.status") == "installed"
    switch_on(bare)
    said = served_by(bare, "-CAfile", site.pem, "-verify_ip", bare.address)
    assert "Verify return code: 0 (ok)" in said
    assert fingerprint(certificate) in said


def test_the_key_in_use_stays_until_the_new_certificate_is_served(bare: Any, site: Authority, tmp_path: Path) -> None:
    first = site.sign(requested(bare, tmp_path / "1.csr"), tmp_path / "1.pem")
    assert send(bare, "server", first).ok
    switch_on(bare)
    second = site.sign(requested(bare, tmp_path / "2.csr"), tmp_path / "2.pem")
    assert fingerprint(first) in served_by(bare)
    bare.camera.restart()
    assert fingerprint(first) in served_by(bare)
    assert send(bare, "server", second).ok
    assert fingerprint(first) in served_by(bare)
    bare.camera.restart()
    assert fingerprint(second) in served_by(bare)


def test_an_intermediate_is_sent_along(bare: Any, site: Authority, tmp_path: Path) -> None:
    between = Authority(tmp_path / "between", "Between CA", parent=site)
    certificate = between.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem")
    assert send(bare, "server", certificate).ok
    switch_on(bare)
    assert "unable to verify the first certificate" in served_by(bare, "-CAfile", site.pem)
    assert send(bare, "intermediate", between.pem).ok
    assert "intermediate=1" in show(bare, "details")
    bare.camera.restart()
    assert "Verify return code: 0 (ok)" in served_by(bare, "-CAfile", site.pem)
    assert send(bare, "delintermediate").ok
    assert send(bare, "delintermediate").error.startswith("E003")


def test_a_self_signed_certificate_has_the_printed_dates(bare: Any) -> None:
    assert send(bare, "selfsigned", **FIELDS, **PERIOD).ok
    assert bare.shown("certificate.status") == "self_signed"
    switch_on(bare)
    said = served_by(bare)
    assert "Not Before: Jan  1 00:00:00 2020 GMT" in said
    assert "Not After : Dec 31 23:59:59 2040 GMT" in said
    assert "Verify return code: 18 " in said
    assert "BEGIN CERTIFICATE" in show(bare, "selfca")


@pytest.mark.parametrize(
    ("field", "value"),
    [("c", "D"), ("c", "DEU"), ("c", "d1"), ("st", "x" * 129), ("l", "x" * 129), ("o", "x" * 65), ("ou", "x" * 65),
     ("cn", "x" * 65), ("cn", ""), ("from", "2020-01-01"), ("from", "2020/13/01"), ("to", "2019/12/31"), ("to", "")],
)  # fmt: skip
def test_fields_have_the_limits_of_the_guide(bare: Any, field: str, value: str) -> None:
    assert send(bare, "selfsigned", **{**FIELDS, **PERIOD, field: value}).error == f"E002 {field}"
    assert bare.shown("certificate.status") == "not_installed"


def test_the_longest_values_are_taken(bare: Any) -> None:
    longest = {"c": "DE", "st": "s" * 128, "l": "l" * 128, "o": "o" * 64, "ou": "u" * 64, "cn": "c" * 64}
    assert send(bare, "selfsigned", **longest, **PERIOD).ok


def test_a_certificate_without_a_request_or_for_another_key_is_refused(
    bare: Any, site: Authority, tmp_path: Path
) -> None:
    other, _key = site.issue("other")
    assert send(bare, "server", other).error == "E505"
    requested(bare, tmp_path / "csr")
    assert send(bare, "server", other).error.startswith("E502")
    assert bare.shown("certificate.status") == "not_installed"


def test_what_is_no_certificate_of_now_is_refused(bare: Any, site: Authority, tmp_path: Path) -> None:
    request = requested(bare, tmp_path / "csr")
    site.sign(request, tmp_path / "old.pem", start="20200101000000Z", end="20210101000000Z")
    site.sign(request, tmp_path / "early.pem", start="20450101000000Z", end="20460101000000Z")
    good = site.sign(request, tmp_path / "good.pem")
    openssl("x509", "-in", good, "-outform", "DER", "-out", tmp_path / "good.der")
    (tmp_path / "rubbish").write_bytes(b"rubbish\n")
    (tmp_path / "two.pem").write_bytes(good.read_bytes() + site.pem.read_bytes())
    for name, word in {
        "old.pem": "E503 expired", "early.pem": "E503 not yet valid", "good.der": "E501", "rubbish": "E501",
        "two.pem": "E501 more than one",
    }.items():  # fmt: skip
        assert send(bare, "server", tmp_path / name).error.startswith(word), name
    assert send(bare, "server").error.startswith("E501")
    assert send(bare, "intermediate", good).error.startswith("E508")
    assert bare.shown("certificate.status") == "not_installed"


def test_a_weak_key_is_refused(bare: Any, site: Authority, tmp_path: Path) -> None:
    requested(bare, tmp_path / "csr")
    weak, _key = site.issue("weak", key=new_key(tmp_path / "weak.key", bits=1024))
    assert send(bare, "server", weak).error == "E509 RSA 1024"


def test_the_cameras_own_clock_judges(bare: Any, site: Authority, tmp_path: Path) -> None:
    certificate = site.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem")
    bare.camera.fault("clock_off", seconds=-10 * 365 * 86400)
    assert send(bare, "server", certificate).error == "E503 not yet valid"


def test_what_https_shows_cannot_be_deleted(bare: Any, site: Authority, tmp_path: Path) -> None:
    assert send(bare, "delserver").error.startswith("E003")
    assert send(bare, "server", site.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem")).ok
    assert send(bare, "selfsigned", **FIELDS, **PERIOD).error.startswith("E506")
    switch_on(bare)
    assert send(bare, "delserver").error.startswith("E506")
    assert bare.write({"ssl_tls.https_policy": "http"}).ok
    assert send(bare, "delserver").error.startswith("E506")  # HTTPS runs until the restart
    assert bare.save().ok
    bare.camera.restart()
    assert send(bare, "delserver").ok
    assert bare.shown("certificate.status") == "not_installed"


def test_no_page_shows_a_private_key(bare: Any, site: Authority, tmp_path: Path) -> None:
    assert send(bare, "server", site.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem")).ok
    requested(bare, tmp_path / "next.csr")
    for op in ("showrequest", "details", "selfca"):
        assert "PRIVATE KEY" not in show(bare, op)
    sealed = bare.get(PAGE + "backup", "-F", "password=Box4Backup").body
    assert "PRIVATE KEY" not in sealed
    assert "PRIVATE KEY" in bare.get(PAGE + "backup", "-F", "password=").body


def test_a_certificate_backup_brings_the_same_certificate_back(bare: Any, site: Authority, tmp_path: Path) -> None:
    certificate = site.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem")
    assert send(bare, "server", certificate).ok
    bare.get(PAGE + "backup", "-F", "password=Box4Backup", "-o", str(tmp_path / "backup"))
    assert send(bare, "delserver").ok
    assert send(bare, "restore", tmp_path / "backup", password="wrong").error.startswith("E401")
    (tmp_path / "rubbish").write_bytes(b"rubbish")
    assert send(bare, "restore", tmp_path / "rubbish").error.startswith("E401")
    assert send(bare, "restore", tmp_path / "backup", password="Box4Backup").ok
    switch_on(bare)
    assert fingerprint(certificate) in served_by(bare)


def test_faults_of_a_write_hold_for_certificates(bare: Any, site: Authority, tmp_path: Path) -> None:
    request = requested(bare, tmp_path / "csr")
    certificate = site.sign(request, tmp_path / "leaf.pem")
    bare.camera.fault("ignore_write", ["certificate.install_server"])
    assert send(bare, "server", certificate).ok
    assert bare.shown("certificate.status") == "not_installed"
    bare.camera.clear_faults()
    bare.camera.fault("disk_full", 1)
    assert send(bare, "server", certificate).error == "E302"
    bare.camera.fault("power_loss_before_save")
    assert send(bare, "server", certificate).ok
    bare.camera.wait_up()
    assert bare.shown("certificate.status") == "not_installed"
    bare.camera.fault("restart_mid_write")
    assert send(bare, "server", certificate).cut_off
    bare.camera.wait_up()
    assert bare.shown("certificate.status") == "not_installed"
    assert show(bare, "showrequest") == request.read_text()  # flash: a restart leaves it alone
    assert send(bare, "server", certificate).ok


def test_initialisation_takes_the_certificate_away(bare: Any, site: Authority, tmp_path: Path) -> None:
    assert send(bare, "server", site.sign(requested(bare, tmp_path / "csr"), tmp_path / "leaf.pem")).ok
    assert bare.get("/admin/-set-?pt=7&keep=1").ok
    bare.camera.wait_up()
    assert bare.camera.state()["certificates"]["server"] is None


def test_the_page_is_for_the_administrator_only(bare: Any, site: Authority) -> None:
    for op in ("details", "backup", "server"):
        assert bare.curl(PAGE + op, "-F", f"file=@{site.pem}").status == 401
    assert bare.get(PAGE + "nonsense").error == "E001 op"
    assert bare.get("/admin/-cert-?op=list").error == "E001 op"  # of the other generation
