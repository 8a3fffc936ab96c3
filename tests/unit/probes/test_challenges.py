# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Challenges of a 401, as cameras and web servers send them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._probes.challenges import (
    Challenge,
    parse_challenges,
    schemes_of,
)


def test_basic() -> None:
    assert parse_challenges(['Basic realm="Network Camera"']) == [Challenge("basic", "Network Camera")]


def test_digest_without_an_algorithm_is_md5() -> None:
    assert parse_challenges(['Digest realm="VB", nonce="a,b", qop="auth"']) == [
        Challenge("digest", "VB", "md5", "auth")
    ]


def test_two_algorithms_in_two_headers() -> None:
    found = parse_challenges(
        ['Digest realm="x", algorithm=SHA-256, nonce="1"', 'Digest realm="x", algorithm=MD5, nonce="2"']
    )
    assert [challenge.algorithm for challenge in found] == ["sha-256", "md5"]


def test_two_challenges_in_one_header() -> None:
    found = parse_challenges(['Digest realm="a", nonce="n", qop="auth,auth-int", Basic realm="b"'])
    assert found == [Challenge("digest", "a", "md5", "auth,auth-int"), Challenge("basic", "b")]
    assert schemes_of(found) == ["basic", "digest"]


def test_a_realm_that_looks_like_a_challenge_is_a_realm() -> None:
    found = parse_challenges([r'Basic realm="Digest realm=\"x\", algorithm=MD5"'])
    assert found == [Challenge("basic", 'Digest realm="x", algorithm=MD5')]


def test_scheme_alone_and_unknown_scheme() -> None:
    assert parse_challenges(["Negotiate", "Bearer"]) == [Challenge("negotiate"), Challenge("bearer")]


def test_the_same_challenge_counts_once() -> None:
    assert len(parse_challenges(['Basic realm="a"', 'Basic realm="a"'])) == 1


def test_a_realm_is_harmless_text() -> None:
    (found,) = parse_challenges(['Basic realm="a\x1b[31m\u202e' + "b" * 5000 + '"'])
    assert found.realm.isprintable()
    assert len(found.realm) <= 160


def test_a_realm_without_an_end_does_not_hide_the_scheme() -> None:
    assert [challenge.scheme for challenge in parse_challenges(['Digest realm="abc'])][0] == "digest"


@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_header_gives_bounded_harmless_text(headers: list[str]) -> None:
    for challenge in parse_challenges(headers):
        for text in (challenge.scheme, challenge.realm, challenge.algorithm or "", challenge.qop or ""):
            assert len(text) <= 160
            assert text == "" or text.isprintable()


@given(st.text(alphabet='Digest ,="\\x', max_size=4000))
def test_no_header_takes_long(header: str) -> None:
    assert len(parse_challenges([header])) <= 4000
