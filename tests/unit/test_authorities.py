# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""TLS contexts that cameras share: whom they trust, and when they are made anew."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._authorities import trusting
from ansible_collections.netcam.hardening.plugins.module_utils._client import Client
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraUnreachable

from .certificates.material import authority


def strict() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def lax() -> ssl.SSLContext:
    context = strict()
    context.check_hostname = False
    return context


def names(context: ssl.SSLContext) -> set[str]:
    """Common names of the authorities it trusts."""
    return {value for entry in context.get_ca_certs() for ((key, value),) in entry["subject"] if key == "commonName"}


def test_one_file_is_read_once_and_nothing_else_is_trusted(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text(authority("Site A").pem)
    context = trusting(str(path), strict)
    assert names(context) == {"Site A"}
    assert trusting(str(path), strict) is context


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    path, fresh = tmp_path / "ca.pem", tmp_path / "fresh.pem"
    path.write_text(authority("Site A").pem)
    before = trusting(str(path), strict)
    fresh.write_text(authority("Site B").pem)
    os.replace(fresh, path)
    after = trusting(str(path), strict)
    assert (names(before), names(after)) == ({"Site A"}, {"Site B"})


def test_contexts_of_different_strictness_are_not_mixed_up(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text(authority("Site A").pem)
    assert trusting(str(path), lax).check_hostname is False
    assert trusting(str(path), strict).check_hostname is True


def test_many_sites_do_not_pile_up(tmp_path: Path) -> None:
    first = tmp_path / "0.pem"
    first.write_text(authority("Site A").pem)
    context = trusting(str(first), strict)
    for number in range(1, 20):
        path = tmp_path / f"{number}.pem"
        path.write_bytes(first.read_bytes())
        trusting(str(path), strict)
    assert trusting(str(first), strict) is not context


@pytest.mark.parametrize(
    ("content", "words"), [(None, "does not exist"), (b"no certificate", "holds no certificates of authorities")]
)
def test_a_session_says_what_is_wrong_with_the_file_before_it_connects(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    client = Client(Endpoint(host="192.0.2.1", port=443, scheme="https", ca_path=str(path)))
    with pytest.raises(CameraUnreachable, match=words) as caught:
        client.request("GET", "/")
    assert "ansible_netcam_ca_path" in caught.value.hint
