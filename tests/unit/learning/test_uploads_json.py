# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates as text in JSON, with tokens, as any other maker's page may send them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from .cabinets import JsonPage
from .makers import Json
from .upload_lessons import RESTORE, Lesson, states


def json_post(op: str, content: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """How a profile of version 2 writes a request of these pages."""
    request = {"method": "POST", "path": f"/api/certs/{op}", "headers": {"x-request-key": "{token:token}"}}
    return {"request": {**request, "body": {"kind": "json", "content": dict(content)}}, **more}


@pytest.mark.parametrize("encoding", ["text", "base64"])
@pytest.mark.parametrize("beside", [False, True], ids=["in use in each row", "in use beside the rows"])
def test_certificates_as_text_in_json_with_tokens(tmp_path: Path, encoding: str, beside: bool) -> None:
    lesson = Lesson(tmp_path, JsonPage, contents=True, maker=Json, encoding=encoding, beside=beside)
    lesson.page.follow()

    result = lesson.learn()

    assert states(result) == RESTORE
    learned = result["profile_read"]["interface"]
    packed = {"encoding": "base64"} if encoding == "base64" else {}
    rows = {
        name: {"at": {"in": "json", "pointer": f"/items/{{row}}/{name}"}, "values": {"yes": True, "no": False}}
        for name in ("https", "dot1x")
    }
    alone = {name: {"at": {"in": "json", "pointer": f"/used_{name}"}} for name in ("https", "dot1x")}
    used = alone if beside else rows
    assert learned["certificates"] == {
        "list": {
            "request": {"path": "/api/certs"},
            "columns": {
                "common_name": {"at": {"in": "json", "pointer": "/items/{row}/subject/cn"}},
                "start_date": {"at": {"in": "json", "pointer": "/items/{row}/from"}},
                "end_date": {"at": {"in": "json", "pointer": "/items/{row}/to"}},
                "kind": {
                    "at": {"in": "json", "pointer": "/items/{row}/kind"},
                    "values": {"server": "srv", "ca": "root", "crl": "crl"},
                },
                "id": {"at": {"in": "json", "pointer": "/items/{row}/ref"}},
                "in_use": used["https"],
                "in_use_dot1x": used["dot1x"],
            },
            "date_format": "%Y/%m/%d",
        },
        "install_ca": json_post("addca", {"f": "{certificate}"}, **packed),
        "install_crl": json_post("addcrl", {"f": "{crl}"}, **packed),
        "install": json_post(
            "addcrt", {"crt": "{certificate}", "prv": "{private_key}", "pw": "{passphrase}", "kind": "1"}, **packed
        ),
        "select": json_post("use", {"which": "{id}"}),
        "delete": {
            "request": {"method": "DELETE", "path": "/api/certs/{id}", "headers": {"x-request-key": "{token:token}"}}
        },
    }
    assert learned["dot1x"] == {
        "select": json_post("use8021x", {"which": "{id}"}),
        "clear": json_post("no8021x", {"go": True}),
    }
    text = json.dumps(result) + (tmp_path / "profile.yml").read_text()
    assert "BEGIN" not in text
    assert "T0ken" not in text


def test_text_of_which_a_log_holds_nothing_is_not_seen(tmp_path: Path) -> None:
    """A script that encrypts or packs a file in a way of its own leaves nothing to find it by."""
    lesson = Lesson(tmp_path, JsonPage, contents=False, maker=Json)
    lesson.page.follow()
    result = lesson.learn()
    assert {"certificates.install_ca", "certificates.install"} <= states(result).keys()
    assert "install" not in result["profile_read"]["interface"]["certificates"]
