# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Looking at TLS from outside: openssl s_server plays cameras of every age, and sockets that are no camera at all."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraUnreachable, FileProblem
from ansible_collections.netcam.hardening.plugins.module_utils._probes import tls
from ansible_collections.netcam.hardening.plugins.module_utils._probes.grade import suite_severity
from ansible_collections.netcam.hardening.plugins.module_utils._probes.tls import Place, look, offers, prove, verify
from ansible_collections.netcam.hardening.plugins.module_utils._probes.tls_survey import Survey, survey

from ..certificates.material import NOW, Signed, authority, ec_key, openssl, rsa_key, server, weakly_signed, written
from .servers import HOST, PATIENCE, listener, s_server

ROOT = authority("Test root")
MIDDLE = authority("Middle", ROOT)
GOOD = server(MIDDLE, names=(HOST, "::1"), begin=NOW - timedelta(days=10))
#: What lets openssl s_server speak everything it still can.
ANYTHING = ("-cipher", "ALL:@SECLEVEL=0")

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def trusted(tmp_path: Path) -> str:
    return str(written(tmp_path, "trusted.pem", ROOT.pem))


def findings(seen: Survey) -> dict[str, str]:
    return {finding.id: finding.severity for finding in seen.grade(NOW, 28).findings}


# -- what is served ------------------------------------------------------------------------------------------------------


def test_a_good_server_is_seen_as_openssl_sees_it(tmp_path: Path, trusted: str) -> None:
    with s_server(tmp_path, GOOD, chain=[MIDDLE]) as running:
        seen = survey(running.place, trusted).as_dict(NOW, 28)
        said = openssl(
            "s_client", "-connect", f"{HOST}:{running.port}", "-CAfile", trusted, "-verify_return_error", given=""
        )

    assert "Verify return code: 0 (ok)" in said
    assert seen["verified"] is True
    assert seen["versions"] == {"1.0": "refused", "1.1": "refused", "1.2": "offered", "1.3": "offered"}
    assert seen["version"] == "1.3"
    assert f"Cipher is {seen['suite']}" in said
    assert seen["certificate"]["names"] == [HOST, "::1"]
    assert (seen["served_certificates"], [one["common_name"] for one in seen["chain"]]) == (2, ["Middle"])
    assert {one["version"] for one in seen["suites"]} == {"1.2", "1.3"}


def test_the_fingerprint_is_that_of_openssl(tmp_path: Path) -> None:
    with s_server(tmp_path, GOOD) as running:
        fingerprint = look(running.place).fingerprint

    said = openssl("x509", "-noout", "-fingerprint", "-sha256", given=GOOD.pem)
    assert str(fingerprint) in said.lower().replace(":", "")


def test_ipv6_and_a_source_address(tmp_path: Path, trusted: str) -> None:
    with s_server(tmp_path, GOOD, chain=[MIDDLE], host="::1") as running:
        assert verify(running.place, trusted) is None
    with s_server(tmp_path, GOOD, chain=[MIDDLE]) as running:
        assert verify(replace(running.place, source_address="127.0.0.9"), trusted) is None
        with pytest.raises(CameraUnreachable, match="cannot assign"):
            look(replace(running.place, source_address="192.0.2.77"))


def test_a_python_without_the_chain_still_has_the_leaf() -> None:
    class Bare:
        def getpeercert(self, binary_form: bool) -> bytes:
            return GOOD.der if binary_form else b""

    assert tls._chain(Bare()) == (GOOD.der,)


# -- trust ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("served", "chain", "reason"),
    [
        (lambda: GOOD, [MIDDLE], None),
        (lambda: GOOD, [], "neither served with it nor among"),
        (lambda: server(authority("Stranger"), names=(HOST,)), [], "neither served with it nor among"),
        (lambda: server(None, names=(HOST,)), [], "self-signed"),
        (lambda: server(ROOT, names=("192.0.2.99",)), [], "another name or address"),
        (lambda: server(ROOT, names=(HOST,), end=NOW - timedelta(days=5)), [], "expired"),
        (lambda: server(ROOT, names=(HOST,), begin=NOW + timedelta(days=5)), [], "not yet valid"),
        (lambda: server(ROOT, names=(HOST,), usages=("CLIENT_AUTH",)), [], "purpose"),
    ],
)  # fmt: skip
def test_why_a_certificate_does_not_verify(
    served: Callable[[], Signed], chain: list[Signed], reason: str | None, tmp_path: Path, trusted: str
) -> None:
    with s_server(tmp_path, served(), chain=chain) as running:
        said = verify(running.place, trusted)

    if reason is None:
        assert said is None
    else:
        assert said is not None
        assert re.search(reason, said), said


def test_proof_needs_this_very_certificate_and_its_verification(tmp_path: Path, trusted: str) -> None:
    other = server(ROOT, names=(HOST,), key=ec_key("secp256r1", 3))
    with s_server(tmp_path, GOOD, chain=[MIDDLE]) as running:
        fingerprint = str(look(running.place).fingerprint)
        assert prove(running.place, trusted, fingerprint) is None
        colons = ":".join(fingerprint[at : at + 2] for at in range(0, 64, 2)).upper()
        assert prove(running.place, trusted, colons) is None
        assert "another certificate" in str(prove(running.place, trusted, "ab" * 32))
        stranger = str(written(tmp_path, "stranger.pem", authority("Stranger").pem))
        assert "nor among the trusted" in str(prove(running.place, stranger, fingerprint))
    assert "refused" in str(prove(running.place, trusted, fingerprint)), "nobody listens any more"
    assert other.certificate != GOOD.certificate


@pytest.mark.parametrize("content", [None, "", "nonsense"])
def test_a_file_of_authorities_that_is_none_is_told(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "authorities.pem"
    if content is not None:
        path.write_text(content)

    with pytest.raises(FileProblem):
        verify(Place(HOST, 1), str(path))


# -- versions and suites -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "offered"), [("-tls1", "1.0"), ("-tls1_1", "1.1"), ("-tls1_2", "1.2"), ("-tls1_3", "1.3")]
)
def test_a_server_of_one_version_offers_just_that(option: str, offered: str, tmp_path: Path, trusted: str) -> None:
    assert tls.testable(offered), "this host's library speaks it; else this test could not judge"
    with s_server(tmp_path, server(ROOT, names=(HOST,), key=rsa_key()), option, *ANYTHING) as running:
        seen = survey(running.place, trusted)

    assert {version for version, word in seen.versions.items() if word == "offered"} == {offered}
    assert {word for version, word in seen.versions.items() if version != offered} == {"refused"}
    found = findings(seen)
    assert ("tls.old_versions" in found) == (offered in ("1.0", "1.1"))
    assert ("tls.no_modern_version" in found) == (offered in ("1.0", "1.1"))
    assert found.get("tls.version_1_3") == (None if offered == "1.3" else "note")


def test_what_this_host_cannot_speak_is_not_called_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ssl, "HAS_TLSv1", False)
    with s_server(tmp_path, server(ROOT, names=(HOST,), key=rsa_key()), "-tls1", *ANYTHING) as running:
        assert offers(running.place, "1.0") == ("not testable here", None)


def test_a_policy_of_the_system_against_old_versions_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: Any) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # as an openssl.cnf would that knows TLS 1.3 only, while 1.3 is not what is asked for
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

    monkeypatch.setattr(tls, "open_context", forbidden)
    assert tls.testable("1.0") is False


@pytest.mark.parametrize(
    ("suite", "severity"),
    [
        ("ECDHE-RSA-AES128-GCM-SHA256", None),
        ("ECDHE-RSA-AES256-SHA384", "warning"),
        ("AES256-GCM-SHA384", "warning"),
        ("ECDHE-RSA-NULL-SHA", "fail"),
        ("AECDH-AES256-SHA", "fail"),
    ],
)
def test_a_suite_outside_the_baseline_is_found_behind_good_ones(
    suite: str, severity: str | None, tmp_path: Path, trusted: str
) -> None:
    both = f"ECDHE-RSA-AES256-GCM-SHA384:{suite}:@SECLEVEL=0"
    with s_server(tmp_path, server(ROOT, names=(HOST,), key=rsa_key(3072)), "-tls1_2", "-cipher", both) as running:
        seen = survey(running.place, trusted)

    assert findings(seen).get("tls.suite") == severity
    assert (suite in [one["suite"] for one in seen.suites() if not one["baseline"]]) == (severity is not None)


@pytest.mark.parametrize(
    ("suite", "severity"),
    [("TLS_AES_128_GCM_SHA256", "note"), ("DHE-RSA-AES256-GCM-SHA384", "note"), ("ECDHE-ECDSA-AES128-CCM8", "note"),
     ("RC4-MD5", "fail"), ("DES-CBC3-SHA", "fail"), ("EXP-RC2-CBC-MD5", "fail"), ("AES128-SHA", "warning")],
)  # fmt: skip
def test_severity_of_suites(suite: str, severity: str) -> None:
    assert suite_severity(suite) == severity


# -- the grade -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("served", "expected", "baseline"),
    [
        (lambda: server(ROOT, names=(HOST,), key=rsa_key(3072)), {}, True),
        (lambda: server(ROOT, names=(HOST,), key=rsa_key(2048)), {"key.size": "warning"}, False),
        (lambda: server(ROOT, names=(HOST,), key=rsa_key(1024)), {"key.size": "fail", "certificate.trust": "fail"}, False),
        (lambda: server(ROOT, names=(HOST,), key=ec_key("secp384r1")), {}, True),
        (lambda: server(ROOT, names=(HOST,), end=NOW + timedelta(days=20)), {"certificate.ends_soon": "warning"}, True),
        (lambda: server(ROOT, names=(HOST,), end=NOW + timedelta(days=900)), {"certificate.lifetime": "note"}, True),
        (lambda: server(ROOT, names=None, common_name=HOST),
         {"certificate.no_names": "fail", "certificate.trust": "fail"}, True),
        (lambda: server(ROOT, names=(HOST,), end=NOW - timedelta(days=2)),
         {"certificate.expired": "fail", "certificate.trust": "fail"}, True),
        (lambda: server(authority("RSA root", key=rsa_key(2048, 9)), names=(HOST,)),
         {"signature.scheme": "note", "certificate.trust": "fail"}, True),
        (lambda: weakly_signed("sha1", self_signed=True),
         {"key.size": "warning", "signature.hash": "fail", "signature.scheme": "note", "certificate.wrong_host": "fail",
          "certificate.trust": "fail", "certificate.lifetime": "note"}, False),
    ],
)  # fmt: skip
def test_grades(
    served: Callable[[], Signed], expected: dict[str, str], baseline: bool, tmp_path: Path, trusted: str
) -> None:
    suites = ("-cipher", ":".join((*tls.BASELINE_1_2, "@SECLEVEL=0")))
    with s_server(tmp_path, served(), *suites) as running:
        seen = survey(running.place, trusted)

    verdict = seen.grade(NOW, 28)
    assert findings(seen) == expected
    assert verdict.meets_baseline is baseline
    worst = [word for word in ("fail", "warning", "note") if word in expected.values()]
    assert verdict.status == (worst[0] if worst else "ok")


def test_a_chain_in_another_order_is_a_finding(tmp_path: Path, trusted: str) -> None:
    low = authority("Low", MIDDLE)
    with s_server(tmp_path, server(low, names=(HOST,)), chain=[MIDDLE, low]) as running:
        seen = survey(running.place, trusted, versions=False)

    assert findings(seen)["certificate.chain"] == "warning"


# -- what is no TLS server -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b"\x00" * 64, b"\x15\x03\x03\x00\x02\x02\x28", b"\x16\x03\x03\xff\xff"],
)
def test_other_services_are_told_apart_without_a_traceback(answer: bytes, trusted: str) -> None:
    with listener(answer) as port:
        with pytest.raises(CameraUnreachable, match="no TLS handshake with"):
            look(Place(HOST, port, timeout=PATIENCE))
        assert prove(Place(HOST, port, timeout=PATIENCE), trusted, "ab" * 32) is not None


def test_a_silent_port_ends_with_the_time_limit(trusted: str) -> None:
    with listener(None) as port:
        with pytest.raises(CameraUnreachable, match=r"not finished within 0\.2 s"):
            look(Place(HOST, port, timeout=0.2))
        with pytest.raises(CameraUnreachable):
            survey(Place(HOST, port, timeout=0.2), trusted)


def test_a_closed_port_and_an_unknown_name_are_told() -> None:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(CameraUnreachable, match="refused"):
        look(Place(HOST, port, timeout=PATIENCE))
    with pytest.raises(CameraUnreachable, match="cannot be resolved"):
        look(Place("no-such-camera.invalid", 443, timeout=PATIENCE))


def test_an_ipv6_place_is_written_with_brackets() -> None:
    assert str(Place("2001:db8::10", 443)) == "[2001:db8::10]:443"
