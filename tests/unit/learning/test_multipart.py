# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Forms with files as network logs keep them: names of files always, what is in them hardly ever."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._learning.multipart import (
    File,
    Param,
    params_of,
    parts_of,
)

MIME = "multipart/form-data; boundary=----WebKitFormBoundary7"
BODY = (
    "------WebKitFormBoundary7\r\n"
    'Content-Disposition: form-data; name="cert"; filename="nc-server.pem"\r\n'
    "Content-Type: application/x-x509-ca-cert\r\n\r\n{content}\r\n"
    "------WebKitFormBoundary7\r\n"
    'Content-Disposition: form-data; name="password"\r\n\r\nSecret-9 and more\r\n'
    "------WebKitFormBoundary7--\r\n"
)


@pytest.mark.parametrize("content", ["", "-----BEGIN CERTIFICATE-----\r\nMIIB"], ids=["left out", "kept"])
@pytest.mark.parametrize(
    ("mime", "before"),
    [
        (MIME, ""),
        ("multipart/form-data", ""),
        (MIME, "Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7\r\nContent-Length: 300\r\n\r\n"),
    ],
    ids=["Chromium", "without its boundary", "Firefox"],
)
def test_fields_and_files_of_a_body(mime: str, before: str, content: str) -> None:
    fields, files = parts_of(before + BODY.replace("{content}", content), mime)
    assert fields == [("password", "Secret-9 and more")]
    assert files == [File("cert", "nc-server.pem", content)]


def test_a_list_of_parameters_tells_files_by_their_names() -> None:
    fields, files = params_of([Param("cert", "(binary)", r"C:\teach\nc-server.pem"), Param("password", "Secret-9")])
    assert fields == [("password", "Secret-9")]
    assert files == [File("cert", "nc-server.pem", "(binary)")]


@pytest.mark.parametrize("body", ["", "--", "no form at all", "--x\r\nContent-Disposition: form-data\r\n\r\nlost"])
def test_what_is_no_form_has_neither(body: str) -> None:
    assert parts_of(body, "multipart/form-data") == ([], [])


def test_neither_passwords_nor_contents_show() -> None:
    shown = repr(File("key", "nc-server.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----")) + repr(
        Param("password", "Secret-9")
    )
    assert "BEGIN" not in shown
    assert "Secret-9" not in shown
