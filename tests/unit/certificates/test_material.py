# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a user hands over is read in every usual form, put in order, and judged before a camera sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.chain import arrange, read_bundle
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.facts import describe
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.material import (
    ONVIF_BASELINE,
    RFC5280,
    SERVER,
    Limits,
    check,
    problems,
)
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.reading import MAX_SIZE, read, read_key
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem

from .material import (
    ADDRESS,
    NAME,
    NOW,
    authority,
    ec_key,
    key_usage,
    named,
    openssl,
    rsa_key,
    server,
    weakly_signed,
    written,
)

ROOT = authority("Test root")
MIDDLE = authority("Middle", ROOT, depth=1)
LOW = authority("Low", MIDDLE, depth=0)
LEAF = server(LOW)
PASSPHRASE = "correct-horse-9"


def refused(act: Callable[[], Any]) -> CertificateProblem:
    with pytest.raises(CertificateProblem) as caught:
        act()
    assert caught.value.code == "certificate"
    return caught.value


# -- reading -------------------------------------------------------------------------------------------------------------


def test_pem_in_every_order_becomes_leaf_then_its_issuers() -> None:
    for order in permutations((LEAF, LOW, MIDDLE, ROOT)):
        bundle = read_bundle("".join(one.pem for one in order))
        assert bundle.leaf == LEAF.certificate
        assert bundle.chain == (LOW.certificate, MIDDLE.certificate)
        assert bundle.root == ROOT.certificate
        put_in_order = any("put in order" in note for note in bundle.notes)
        assert put_in_order == (order != (LEAF, LOW, MIDDLE, ROOT))


def test_the_root_is_left_out_of_what_a_camera_gets_and_that_is_said() -> None:
    bundle = read_bundle(LEAF.pem + LOW.pem + MIDDLE.pem + ROOT.pem)

    assert ROOT.pem not in bundle.pem
    assert bundle.pem == LEAF.pem + LOW.pem + MIDDLE.pem
    assert any("root certificate is left out" in note for note in bundle.notes)


def test_text_between_certificates_and_other_line_ends_do_not_matter() -> None:
    text = f"subject=CN = x\n{LEAF.pem}\n  some words \n{LOW.pem}".replace("\n", "\r\n")

    assert read_bundle(text).chain == (LOW.certificate,)


def test_der_is_read_as_it_is() -> None:
    assert read_bundle(LEAF.der).leaf == LEAF.certificate


def test_pkcs12_of_openssl_gives_leaf_chain_and_key(tmp_path: Path) -> None:
    chain = written(tmp_path, "chain.pem", LOW.pem + MIDDLE.pem)
    leaf = written(tmp_path, "leaf.pem", LEAF.pem)
    key = written(tmp_path, "key.pem", LEAF.key_pem())
    made = tmp_path / "all.p12"
    openssl("pkcs12", "-export", "-in", leaf, "-inkey", key, "-certfile", chain, "-passout", f"pass:{PASSPHRASE}",
            "-out", made)  # fmt: skip

    bundle = read_bundle(made.read_bytes(), PASSPHRASE)

    assert (bundle.leaf, bundle.chain) == (LEAF.certificate, (LOW.certificate, MIDDLE.certificate))
    assert bundle.key.private_numbers() == LEAF.key.private_numbers()
    assert refused(lambda: read_bundle(made.read_bytes(), "wrong-passphrase")).problem == "passphrase"
    assert "without a passphrase" in refused(lambda: read_bundle(made.read_bytes())).message


@pytest.mark.parametrize(
    "form", ["traditional", "pkcs8", "pkcs8-encrypted", "traditional-encrypted", "der", "der-encrypted"]
)
def test_keys_of_openssl_in_every_form(form: str, tmp_path: Path) -> None:
    made = tmp_path / "key"
    key = rsa_key()
    source = written(tmp_path, "plain.pem", server(None, key=key).key_pem())
    secret = ["-aes256", "-passout", f"pass:{PASSPHRASE}"] if "encrypted" in form else []
    if form.startswith("traditional"):
        openssl("rsa", "-in", source, "-traditional", *secret, "-out", made)
    elif form == "pkcs8":
        openssl("pkey", "-in", source, "-out", made)
    elif form == "der":
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", source, "-outform", "DER", "-out", made)
    else:
        outform = "DER" if form.startswith("der") else "PEM"
        openssl("pkcs8", "-topk8", "-in", source, "-outform", outform, "-passout", f"pass:{PASSPHRASE}", "-out", made)
    encrypted = "encrypted" in form

    assert read_key(made.read_bytes(), PASSPHRASE).private_numbers() == key.private_numbers()
    if encrypted:
        assert "no passphrase is given" in refused(lambda: read_key(made.read_bytes())).message
        wrong = refused(lambda: read_key(made.read_bytes(), "not-the-passphrase"))
        assert wrong.problem == "passphrase"
        assert "not-the-passphrase" not in wrong.describe("lobby")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "not_a_certificate"),
        ("   \n", "not_a_certificate"),
        ("<html>404 not found</html>", "not_a_certificate"),
        (b"\x30\x03\x02\x01\x01", "not_a_certificate"),
        (b"\x30\x82\xff\xff" + b"\x00" * 50, "not_a_certificate"),
        (LEAF.der[:-40], "not_a_certificate"),
        (LEAF.pem.replace("MII", "AAA"), "malformed"),
        (LEAF.pem[:200] + "\n-----END CERTIFICATE-----\n", "malformed"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "not_a_certificate"),
        (LEAF.key_pem(), "not_a_certificate"),
        (LEAF.pem + LEAF.key_pem() + LOW.key_pem(), "several_keys"),
        (b"x" * (MAX_SIZE + 1), "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_certificate_is_told_apart(content: Any, problem: str) -> None:
    assert refused(lambda: read_bundle(content)).problem == problem


def test_a_bundle_of_authorities_is_refused_before_it_is_searched() -> None:
    many = "".join(authority(f"Root {number}").pem for number in range(11))

    assert refused(lambda: read_bundle(many)).problem == "too_many"


def test_a_key_that_cameras_do_not_take_is_refused(tmp_path: Path) -> None:
    made = tmp_path / "key.pem"
    openssl("genpkey", "-algorithm", "ed25519", "-out", made)

    assert refused(lambda: read_key(made.read_bytes())).problem == "unsupported_key"


@given(st.binary(max_size=400))
def test_no_input_ends_in_another_error(content: bytes) -> None:
    for data in (
        content,
        b"\x30" + content,
        b"-----BEGIN CERTIFICATE-----\n" + content + b"\n-----END CERTIFICATE-----",
    ):
        refused(lambda data=data: read(data, "some-passphrase"))


# the version: the library has an error of its own for it
@example(12, 1)
@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_a_flipped_byte_is_read_or_refused_but_never_crashes(position: int, value: int) -> None:
    damaged = bytearray(LEAF.der)
    damaged[position % len(damaged)] = value
    try:
        bundle = read_bundle(bytes(damaged))
    except CertificateProblem:
        return
    problems(bundle, now=NOW, names=(NAME,), limits=SERVER, anchors=(ROOT.certificate,))
    describe(bundle.leaf, NOW)


def test_a_version_that_does_not_exist_and_an_extension_twice_are_refused() -> None:
    version = LEAF.der.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x07", 1)
    # the second identifier of an extension becomes that of the first
    twice = LEAF.der.replace(b"\x55\x1d\x11", b"\x55\x1d\x13", 1)
    for damaged in (version, twice):
        assert damaged != LEAF.der
        assert refused(lambda damaged=damaged: read_bundle(damaged)).problem in ("malformed", "not_a_certificate")


# -- leaf and chain ------------------------------------------------------------------------------------------------------


def test_a_missing_intermediate_breaks_the_chain() -> None:
    error = refused(lambda: read_bundle(LEAF.pem + MIDDLE.pem + ROOT.pem))

    assert error.problem == "chain"
    assert "Low" in error.message


def test_an_authority_of_somebody_else_is_not_taken_along() -> None:
    assert refused(lambda: read_bundle(LEAF.pem + LOW.pem + authority("Stranger").pem)).problem == "chain"


def test_an_authority_with_the_right_name_but_another_key_is_not_the_issuer() -> None:
    impostor = authority("Low", MIDDLE, depth=0, key=ec_key("secp256r1", 77))

    assert refused(lambda: read_bundle(LEAF.pem + impostor.pem)).problem == "chain"


def test_two_servers_in_one_file_are_refused() -> None:
    other = server(LOW, common_name="gate.cameras.example", key=ec_key("secp256r1", 2))

    error = refused(lambda: read_bundle(LEAF.pem + other.pem + LOW.pem))

    assert error.problem == "several_leaves"
    assert "gate.cameras.example" in error.message


def test_the_key_says_which_of_two_servers_is_meant() -> None:
    other = server(LOW, common_name="gate.cameras.example", key=ec_key("secp256r1", 2))

    assert arrange([LEAF.certificate, LOW.certificate], key=LEAF.key).leaf == LEAF.certificate
    assert refused(lambda: arrange([LEAF.certificate], key=other.key)).problem == "wrong_key"


def test_a_certificate_twice_is_used_once() -> None:
    bundle = read_bundle(LEAF.pem + LEAF.pem + LOW.pem)

    assert bundle.chain == (LOW.certificate,)
    assert any("twice" in note for note in bundle.notes)


def test_a_key_never_shows() -> None:
    bundle = read_bundle(LEAF.pem + LEAF.key_pem())

    assert "key" not in repr(bundle)


# -- judging -------------------------------------------------------------------------------------------------------------


def found(signed: Any, limits: Limits = RFC5280, names: tuple[str, ...] = (ADDRESS,), now: Any = NOW) -> list[str]:
    return [problem.id for problem in problems(arrange([signed.certificate]), now=now, names=names, limits=limits)]


def test_a_good_certificate_has_no_problems() -> None:
    bundle = arrange([LEAF.certificate, LOW.certificate, MIDDLE.certificate])

    for limits in (RFC5280, SERVER, ONVIF_BASELINE):
        assert problems(bundle, now=NOW, names=(ADDRESS, NAME), limits=limits, anchors=[ROOT.certificate]) == []
    check(bundle, now=NOW, names=(ADDRESS,))


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        (server(LOW, end=NOW - timedelta(seconds=1)), "expired"),
        (server(LOW, begin=NOW + timedelta(seconds=1)), "not_yet_valid"),
        (server(LOW, names=("192.0.2.11", "gate.cameras.example")), "wrong_host"),
        (server(LOW, names=None), "no_names"),
        (server(LOW, key=rsa_key(1024)), "weak_key"),
        (server(LOW, key=ec_key("secp224r1")), "weak_key"),
        (weakly_signed("sha1"), "weak_signature"),
        (weakly_signed("md5"), "weak_signature"),
        (server(LOW, usages=("CLIENT_AUTH",)), "usage"),
        (server(LOW, usage=key_usage(digital=False)), "usage"),
        (server(LOW, ca=True), "authority"),
        (server(None), "self_signed"),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_one_problem(signed: Any, expected: str) -> None:
    assert found(signed) == [expected]
    error = refused(lambda: check(arrange([signed.certificate]), now=NOW, names=(ADDRESS,)))
    assert error.problem == expected
    assert NAME in error.message


def test_an_old_self_signed_certificate_of_a_factory_is_known_as_one() -> None:
    assert found(weakly_signed("md5", self_signed=True)) == ["self_signed", "weak_signature"]


def test_the_limits_decide_what_is_strong_enough() -> None:
    weak = server(LOW, key=rsa_key(2048))

    assert found(weak) == []
    assert found(weak, ONVIF_BASELINE) == ["weak_key"]
    assert found(server(LOW, key=ec_key("secp384r1")), ONVIF_BASELINE) == []
    assert found(server(LOW, end=NOW + timedelta(days=800)), SERVER) == ["too_long"]
    assert found(server(None), Limits("first contact", self_signed=True)) == []
    assert found(LEAF, Limits("older camera", max_common_name=16)) == ["common_name_length"]
    assert found(server(LOW, usages=("CLIENT_AUTH",)), Limits("802.1X", usage="client")) == []


def test_several_problems_are_all_told_and_the_first_is_raised() -> None:
    bad = server(LOW, end=NOW - timedelta(days=1), names=None, key=rsa_key(1024))

    assert found(bad) == ["expired", "weak_key", "no_names"]
    message = refused(lambda: check(arrange([bad.certificate]), now=NOW, names=(ADDRESS,))).message
    assert "also: weak_key, no_names" in message


def test_a_chain_must_end_at_a_trusted_authority() -> None:
    bundle = arrange([LEAF.certificate, LOW.certificate, MIDDLE.certificate])

    def ids(*anchors: Any) -> list[str]:
        return [one.id for one in problems(bundle, now=NOW, anchors=[anchor.certificate for anchor in anchors])]

    assert ids(ROOT) == []
    assert ids(authority("Stranger"), ROOT) == []
    assert ids(MIDDLE) == []
    assert ids(authority("Stranger")) == ["untrusted"]
    cut = arrange([LEAF.certificate])
    assert [one.id for one in problems(cut, now=NOW, anchors=[ROOT.certificate])] == ["untrusted"]


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        (authority("Low", MIDDLE, end=NOW - timedelta(days=1)), "chain_expired"),
        (authority("Low", MIDDLE, signs=False), "chain"),
        (weakly_signed("sha1", ca=True), "weak_signature"),
    ],
)  # fmt: skip
def test_an_intermediate_is_judged_too(low: Any, expected: str) -> None:
    bundle = arrange([server(low).certificate, low.certificate])

    assert [problem.id for problem in problems(bundle, now=NOW)] == [expected]


def test_a_path_longer_than_its_authority_allows_is_refused() -> None:
    top = authority("Narrow", depth=0)
    middle = authority("Below narrow", top)
    leaf = server(middle)
    bundle = arrange([leaf.certificate, middle.certificate, top.certificate])

    assert [problem.id for problem in problems(bundle, now=NOW)] == ["chain"]
    assert problems(arrange([server(top).certificate, top.certificate]), now=NOW) == []


def test_too_many_intermediates_for_a_camera() -> None:
    bundle = arrange([LEAF.certificate, LOW.certificate, MIDDLE.certificate])

    one = Limits("pre-2022", max_chain=1)
    assert [problem.id for problem in problems(bundle, now=NOW, limits=one)] == ["chain_length"]


@pytest.mark.parametrize("anchor", [ROOT, authority("Stranger")])
@pytest.mark.parametrize("now", [NOW, NOW + timedelta(days=81)])
def test_openssl_verify_is_of_the_same_opinion(anchor: Any, now: Any, tmp_path: Path) -> None:
    bundle = arrange([LEAF.certificate, LOW.certificate, MIDDLE.certificate])
    trusted = written(tmp_path, "trusted.pem", anchor.pem)
    chain = written(tmp_path, "chain.pem", LOW.pem + MIDDLE.pem)
    leaf = written(tmp_path, "leaf.pem", LEAF.pem)

    good = not problems(bundle, now=now, names=(ADDRESS,), anchors=[anchor.certificate])

    openssl("verify", "-no-CApath", "-no-CAstore", "-CAfile", trusted, "-untrusted", chain, "-purpose", "sslserver",
            "-verify_ip", ADDRESS, "-attime", int(now.timestamp()), leaf, fails=not good)  # fmt: skip


def test_a_subject_without_a_common_name_can_be_judged() -> None:
    nameless = server(LOW, common_name="x")

    assert named("x") == nameless.certificate.subject
    assert found(nameless) == []
