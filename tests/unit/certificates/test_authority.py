# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The site authority: openssl judges what it makes; files, rights, limits and many workers at once."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.authority import (
    CRL,
    ISSUING,
    KEY,
    Plan,
    SiteCa,
    create,
    exists,
)
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.facts import fingerprint, serial_text
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.signing_request import Request, judge
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject, Wish
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem, FileProblem

from .material import ADDRESS, NAME, NOW, csr, ec_key, named, openssl, rsa_key, written

ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "a-passphrase-of-the-tests"
#: What the process of the tests runs many of at once: open the authority and have it sign.
WORKER = """
import sys
sys.path[:0] = sys.argv[5:]
from datetime import datetime
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.authority import SiteCa
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.signing_request import judge
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject, Wish
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
folder, passphrase, worker, now = sys.argv[1:5]
authority = SiteCa(folder, passphrase)
for number in range(10):
    camera = f"cam-{worker}-{number}"
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, camera)])
    csr = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    pem = csr.public_bytes(serialization.Encoding.PEM)
    wish = Wish(Subject(camera), names=(camera,), key_type="ec", key_size=256)
    authority.issue(judge(pem, wish), camera, datetime.fromisoformat(now))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site" / "ca"


@pytest.fixture(params=["ec", "rsa", "ec with intermediate"])
def site(request: pytest.FixtureRequest, folder: Path) -> SiteCa:
    kind = request.param.split()[0]
    return create(str(folder), PASSPHRASE, Plan("Airport cameras", "Airport", 3650, kind, " " in request.param), NOW)


@pytest.fixture
def plain(folder: Path) -> SiteCa:
    return create(str(folder), PASSPHRASE, Plan("Airport cameras"), NOW)


def asked(camera: str = NAME, key: Any = None, names: tuple[str, ...] = (ADDRESS, NAME)) -> Request:
    """A judged request of a camera."""
    key = key or ec_key()
    wish = Wish(Subject(camera), names=names, key_type="ec" if hasattr(key, "curve") else "rsa", key_size=256)
    return judge(csr(key, named(camera)), wish)


def refused(act: Callable[[], Any]) -> CertificateProblem:
    with pytest.raises(CertificateProblem) as caught:
        act()
    return caught.value


def judged_by_openssl(tmp_path: Path, site: SiteCa, pem: str, *options: object, fails: bool = False) -> str:
    chain = written(tmp_path, "chain.pem", "".join(pem_of(one) for one in site.chain))
    untrusted = ["-untrusted", chain] if site.chain else []
    leaf = written(tmp_path, "leaf.pem", pem)
    return openssl("verify", "-x509_strict", "-no-CApath", "-no-CAstore", "-CAfile", site.certificate_path, *untrusted,
                   "-attime", int(NOW.timestamp()), *options, leaf, fails=fails)  # fmt: skip


def pem_of(certificate: Any) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode()


# -- making --------------------------------------------------------------------------------------------------------------


def test_openssl_takes_the_authority_strictly(site: SiteCa, tmp_path: Path) -> None:
    said = openssl("x509", "-in", site.certificate_path, "-noout", "-text")

    assert "CA:TRUE" in said
    assert "Certificate Sign, CRL Sign" in said
    assert "Subject: O = Airport, CN = Airport cameras" in said
    openssl("verify", "-x509_strict", "-check_ss_sig", "-CAfile", site.certificate_path, "-attime", int(NOW.timestamp()),
            site.certificate_path)  # fmt: skip


def test_the_key_is_encrypted_and_openssl_opens_it_with_the_passphrase_only(plain: SiteCa, folder: Path) -> None:
    text = (folder / KEY).read_text()

    assert text.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    openssl("pkey", "-in", folder / KEY, "-passin", f"pass:{PASSPHRASE}", "-noout", "-check")
    openssl("pkey", "-in", folder / KEY, "-passin", "pass:wrong", "-noout", fails=True)
    parsed = openssl("asn1parse", "-in", folder / KEY)
    assert "PBKDF2" in parsed
    assert "hmacWithSHA256" in parsed
    assert "aes-256-cbc" in parsed
    assert "INTEGER           :030D40" in parsed, "200,000 rounds"


def test_files_have_the_rights_they_need_whatever_the_umask(plain: SiteCa, folder: Path) -> None:
    plain.issue(asked(), "lobby", NOW)
    plain.write_crl(NOW)

    rights = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}

    assert rights == {
        "ca.pem": "0o644", "ca.key": "0o600", "issued.jsonl": "0o600", "crl.pem": "0o644", "lock": "0o600"
    }  # fmt: skip


def test_nothing_is_ever_overwritten(plain: SiteCa, folder: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(FileProblem, match="holds an authority already"):
        create(str(folder), PASSPHRASE, Plan("Another"), NOW)
    other = tmp_path / "documents"
    other.mkdir()
    (other / "letter.txt").write_text("x")
    with pytest.raises(FileProblem, match="not empty"):
        create(str(other), PASSPHRASE, Plan("Another"), NOW)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["ca"], "nothing half made is left"


def test_an_empty_folder_is_used(folder: Path) -> None:
    folder.mkdir(parents=True)

    create(str(folder), PASSPHRASE, Plan("Airport cameras"), NOW)

    assert exists(str(folder))


@pytest.mark.parametrize(
    ("passphrase", "plan", "problem"),
    [
        (None, Plan("x"), "passphrase"),
        ("", Plan("x"), "passphrase"),
        ("short", Plan("x"), "passphrase"),
        (PASSPHRASE, Plan(""), "limits"),
        (PASSPHRASE, Plan("x" * 65), "limits"),
        (PASSPHRASE, Plan("x", days=0), "limits"),
        (PASSPHRASE, Plan("x", days=20000), "limits"),
        (PASSPHRASE, Plan("x", key_type="dsa"), "limits"),
    ],
)
def test_what_makes_no_good_authority_leaves_no_file(passphrase: str, plan: Plan, problem: str, folder: Path) -> None:
    error = refused(lambda: create(str(folder), passphrase, plan, NOW))

    assert error.problem == problem
    assert passphrase != "short" or "short" not in error.describe("x")
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    blocked = written(tmp_path, "file", "x") / "ca"

    with pytest.raises(FileProblem, match="cannot be made"):
        create(str(blocked), PASSPHRASE, Plan("x"), NOW)


# -- opening -------------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_told_without_showing_it(plain: SiteCa, folder: Path) -> None:
    error = refused(lambda: SiteCa(str(folder), "not-this-passphrase"))

    assert error.problem == "passphrase"
    assert "not-this-passphrase" not in error.describe("x")


def test_without_a_passphrase_it_is_looked_at_but_does_not_sign(plain: SiteCa, folder: Path) -> None:
    seen = SiteCa(str(folder))

    assert fingerprint(seen.certificate) == fingerprint(plain.certificate)
    assert refused(lambda: seen.issue(asked(), "lobby", NOW)).problem == "passphrase"
    assert refused(lambda: seen.write_crl(NOW)).problem == "passphrase"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("ca.pem", "nonsense", "not_a_certificate"),
        ("ca.key", "nonsense", "not_a_certificate"),
        ("crl.pem", "x", "malformed"),
    ],
)
def test_a_damaged_file_is_named(name: str, content: str, problem: str, plain: SiteCa, folder: Path) -> None:
    written(folder, name, content)

    error = refused(lambda: SiteCa(str(folder), PASSPHRASE).write_crl(NOW))

    assert error.problem == problem
    assert name in error.message


def test_a_key_of_another_authority_is_refused(plain: SiteCa, folder: Path, tmp_path: Path) -> None:
    create(str(tmp_path / "other"), PASSPHRASE, Plan("Other"), NOW)
    written(folder, KEY, (tmp_path / "other" / KEY).read_bytes())

    assert refused(lambda: SiteCa(str(folder), PASSPHRASE)).problem == "wrong_key"


def test_a_missing_authority_is_told(folder: Path) -> None:
    with pytest.raises(FileProblem, match=r"ca\.pem cannot be read"):
        SiteCa(str(folder), PASSPHRASE)


def test_a_key_that_others_can_read_is_warned_of(plain: SiteCa, folder: Path) -> None:
    assert plain.warnings(NOW) == []

    (folder / KEY).chmod(0o644)

    assert any("chmod 600" in warning for warning in plain.warnings(NOW))
    assert any("ends in" in warning for warning in plain.warnings(NOW + timedelta(days=3400)))


def test_with_an_intermediate_the_root_key_can_be_kept_elsewhere(folder: Path, tmp_path: Path) -> None:
    create(str(folder), PASSPHRASE, Plan("Airport cameras", intermediate=True), NOW)
    (folder / KEY).rename(tmp_path / "in-the-safe.key")

    site = SiteCa(str(folder), PASSPHRASE)
    bundle = site.issue(asked(), "lobby", NOW)

    assert [pem_of(one) for one in bundle.chain] == [(folder / ISSUING).read_text()]
    judged_by_openssl(tmp_path, site, bundle.leaf_pem)


# -- issuing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [ec_key(), ec_key("secp384r1"), rsa_key()], ids=["P-256", "P-384", "RSA"])
def test_openssl_verifies_what_is_issued_strictly(site: SiteCa, key: Any, tmp_path: Path) -> None:
    bundle = site.issue(asked(key=key), "lobby", NOW)

    judged_by_openssl(tmp_path, site, bundle.leaf_pem, "-purpose", "sslserver", "-verify_ip", ADDRESS)
    judged_by_openssl(tmp_path, site, bundle.leaf_pem, "-purpose", "sslserver", "-verify_hostname", NAME)
    judged_by_openssl(tmp_path, site, bundle.leaf_pem, "-verify_ip", "192.0.2.99", fails=True)
    judged_by_openssl(tmp_path, site, bundle.leaf_pem, "-purpose", "sslclient", fails=True)
    said = openssl("x509", "-noout", "-text", given=bundle.leaf_pem)
    assert re.search(
        r"Key Usage: critical\n\s+Digital Signature" + (", Key Encipherment" if key is rsa_key() else "\n"), said
    )
    assert f"IP Address:{ADDRESS}, DNS:{NAME}" in said
    assert "CA:FALSE" in said


def test_a_certificate_for_802_1x_is_for_clients(plain: SiteCa, tmp_path: Path) -> None:
    bundle = plain.issue(asked(names=()), "lobby", NOW, usages=("client",))

    judged_by_openssl(tmp_path, plain, bundle.leaf_pem, "-purpose", "sslclient")
    judged_by_openssl(tmp_path, plain, bundle.leaf_pem, "-purpose", "sslserver", fails=True)


def test_a_server_certificate_without_any_name_is_not_issued(plain: SiteCa) -> None:
    assert refused(lambda: plain.issue(asked(names=()), "lobby", NOW)).problem == "name"
    assert plain.register.issued() == []


def test_validity_begins_a_little_in_the_past_and_ends_within_the_authority(folder: Path) -> None:
    site = create(str(folder), PASSPHRASE, Plan("Airport cameras", days=100), NOW)

    first = site.issue(asked(), "lobby", NOW)
    later = site.issue(asked(), "lobby", NOW + timedelta(days=2), days=30)

    assert first.leaf.not_valid_before_utc == site.certificate.not_valid_before_utc == NOW - timedelta(minutes=5)
    assert first.leaf.not_valid_after_utc == site.certificate.not_valid_after_utc == NOW + timedelta(days=100)
    assert any("ends with its authority" in note for note in first.notes)
    assert later.leaf.not_valid_before_utc == NOW + timedelta(days=2) - timedelta(minutes=5)
    assert later.leaf.not_valid_after_utc == NOW + timedelta(days=32)


@pytest.mark.parametrize("days", [0, -1, 398, 10**6])
def test_no_life_longer_than_397_days_unless_the_limit_is_raised(days: int, plain: SiteCa) -> None:
    assert refused(lambda: plain.issue(asked(), "lobby", NOW, days=days)).problem == "limits"
    assert plain.issue(asked(), "lobby", NOW, days=800, max_days=825)


@pytest.mark.parametrize("moment", [NOW - timedelta(days=1), NOW + timedelta(days=3650)])
def test_an_authority_out_of_its_validity_signs_nothing(moment: Any, plain: SiteCa) -> None:
    assert refused(lambda: plain.issue(asked(), "lobby", moment)).problem == "authority_expired"


def test_two_cameras_never_share_a_key(plain: SiteCa) -> None:
    plain.issue(asked(), "lobby", NOW)

    error = refused(lambda: plain.issue(asked("gate"), "gate", NOW))

    assert error.problem == "shared_key"
    assert "lobby" in error.message
    assert plain.issue(asked(), "lobby", NOW), "the camera itself may renew with its key"


def test_serial_numbers_are_random_and_long(plain: SiteCa) -> None:
    serials = {plain.issue(asked(), "lobby", NOW).leaf.serial_number for _number in range(20)}

    assert len(serials) == 20
    # 159 random bits: that all of twenty are below 2**100 does not happen
    assert max(serials).bit_length() > 100


def test_empty_fields_of_a_cameras_form_are_left_out(plain: SiteCa) -> None:
    from cryptography import x509

    name = x509.Name([x509.NameAttribute(x509.NameOID.LOCALITY_NAME, " ", _validate=False), *named(NAME)])
    wish = Wish(Subject(NAME), names=(NAME,), key_type="ec", key_size=256)

    bundle = plain.issue(judge(csr(ec_key(), name), wish), "lobby", NOW)

    assert bundle.leaf.subject == named(NAME)


# -- register and revocation ---------------------------------------------------------------------------------------------


def test_what_was_issued_is_in_the_register_as_openssl_prints_it(plain: SiteCa) -> None:
    bundle = plain.issue(asked(), "lobby", NOW)

    (record,) = plain.register.issued()

    said = openssl(
        "x509", "-noout", "-serial", "-fingerprint", "-sha256", "-subject", "-nameopt", "RFC2253", given=bundle.leaf_pem
    )
    assert record.camera == "lobby"
    assert f"serial={record.serial}" in said
    assert record.fingerprint in said.lower().replace(":", "")
    assert record.names == (ADDRESS, NAME)
    assert PASSPHRASE not in Path(plain.register.path).read_text()


def test_openssl_rejects_a_revoked_certificate_and_takes_the_others(site: SiteCa, tmp_path: Path) -> None:
    bad = site.issue(asked(), "lobby", NOW)
    good = site.issue(asked("gate", ec_key("secp256r1", 5), (NAME,)), "gate", NOW)

    assert site.revoke(serial_text(bad.leaf).lower(), "key_compromise", NOW)

    check = ("-crl_check", "-CRLfile", site.crl_path)
    said = judged_by_openssl(tmp_path, site, bad.leaf_pem, *check, fails=True)
    assert "certificate revoked" in said
    judged_by_openssl(tmp_path, site, good.leaf_pem, *check)
    text = openssl("crl", "-in", site.crl_path, "-noout", "-text")
    assert "Key Compromise" in text
    assert "X509v3 CRL Number: \n                1" in text
    issuer = written(tmp_path, "issuer.pem", pem_of(site.issuing))
    assert "verify OK" in openssl("crl", "-in", site.crl_path, "-noout", "-CAfile", issuer, "-verify")


def test_revoking_twice_changes_nothing_and_numbers_of_lists_grow(plain: SiteCa, folder: Path) -> None:
    serial = serial_text(plain.issue(asked(), "lobby", NOW).leaf)

    assert plain.revoke(serial, "superseded", NOW)
    before = (folder / CRL).read_bytes()
    assert not plain.revoke(serial, "key_compromise", NOW + timedelta(days=1))
    assert (folder / CRL).read_bytes() == before
    plain.write_crl(NOW + timedelta(days=1))
    assert "CRL Number: \n                2" in openssl("crl", "-in", folder / CRL, "-noout", "-text")
    assert plain.register.revoked()[serial].reason == "superseded"


@pytest.mark.parametrize(("serial", "reason"), [("0BAD", "superseded"), ("0BAD", "because")])
def test_what_was_never_issued_is_not_revoked(serial: str, reason: str, plain: SiteCa, folder: Path) -> None:
    expected = "unknown_serial" if reason == "superseded" else "limits"

    assert refused(lambda: plain.revoke(serial, reason, NOW)).problem == expected
    assert not (folder / CRL).exists()


def test_many_workers_issue_at_once_and_no_record_is_lost(plain: SiteCa, folder: Path) -> None:
    paths = [path for path in sys.path if path]
    command = [sys.executable, "-c", WORKER, str(folder), PASSPHRASE]
    workers = [subprocess.Popen([*command, str(number), NOW.isoformat(), *paths]) for number in range(4)]

    assert [worker.wait(timeout=300) for worker in workers] == [0, 0, 0, 0]

    records = plain.register.issued()
    assert {record.camera for record in records} == {f"cam-{w}-{n}" for w in range(4) for n in range(10)}
    assert len({record.serial for record in records}) == len(records) == 40
    assert plain.register.damaged() == []
