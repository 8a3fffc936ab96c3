# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What people read of a camera's refusal: its own words, without secrets, and no whole page."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._masking import without_secrets
from ansible_collections.netcam.hardening.plugins.module_utils._web.marks import failure
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

OK = {"at": {"in": "json", "pointer": "/ok"}, "equals": True}
SECRET = "it's a \\ secret"


def answer(text: str, status: int = 200) -> Answer:
    """An answer of a camera."""
    return Answer(status, text.encode(), {}, {})


def clean(text: str) -> str:
    """As for a request that carried the secret."""
    return without_secrets(text, [SECRET])


@pytest.mark.parametrize(
    ("text", "status", "marker", "words"),
    [
        ('{"ok": true}', 200, OK, None),
        ('{"ok": false, "error": "no room"}', 200, OK, "'false', saying 'no room'"),
        ('{"ok": "no room"}', 200, OK, "'no room'"),
        ('{"error": {"code": 4, "text": "no room"}}', 400, OK, "HTTP 400, saying 'no room'"),
        ('{"ok": false, "users": [{"name": "guard", "pw": "Secret4Guard"}]}', 200, OK, "'false'"),
        ("user=guard\npassword=Secret4Guard", 400, OK, "HTTP 400"),
        ("Error=E12", 200, {"contains": "OK"}, "HTTP 200 without 'OK', saying 'Error=E12'"),
        ("<html><body>a whole page", 500, {}, "HTTP 500"),
        ("", 500, {}, "HTTP 500"),
        ("[" * 5000, 200, OK, None),
    ],
)
def test_a_refusal_is_told_in_the_cameras_own_words(
    text: str, status: int, marker: dict[str, Any], words: str | None
) -> None:
    seen = failure(answer(text, status), marker)
    if text.startswith("[["):
        assert seen is not None, "broken JSON carries no marker"
        assert len(seen) < 300
    else:
        assert seen == words


@pytest.mark.parametrize("before", range(90, 121, 6))
def test_a_secret_does_not_show_in_part_where_words_are_cut_short(before: int) -> None:
    for document in ('{"ok": "%s%s"}', '{"ok": false, "why": "%s%s"}'):
        text = document % ("x" * before, SECRET.replace("\\", "\\\\"))
        seen = failure(answer(text), OK, clean)
        assert seen is not None
        assert "it's" not in seen
        assert "secret" not in seen
