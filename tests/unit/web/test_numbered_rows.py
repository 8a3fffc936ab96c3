# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows that are numbered keys of a JSON object rather than positions in an array."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.netcam.hardening.plugins.module_utils._web.draft import Draft
from ansible_collections.netcam.hardening.plugins.module_utils._web.places import Place

REQUEST: dict[str, Any] = {
    "method": "POST",
    "path": "/x",
    "body": {"kind": "json", "content": {"hosts": {}, "fixed": 1}},
}


def sent(draft: Draft) -> Any:
    """The body as the camera gets it."""
    return json.loads(draft.sending()["body"])


def test_an_object_of_the_template_takes_rows_as_keys() -> None:
    draft = Draft(REQUEST, {})
    draft.put(Place("json", "/hosts/1/name"), "a")
    assert sent(draft) == {"hosts": {"1": {"name": "a"}}, "fixed": 1}


def test_without_it_rows_are_positions() -> None:
    draft = Draft({**REQUEST, "body": {"kind": "json"}}, {})
    draft.put(Place("json", "/hosts/0/name"), "a")
    assert sent(draft) == {"hosts": [{"name": "a"}]}


def test_an_object_that_nothing_was_put_into_is_not_sent() -> None:
    draft = Draft(REQUEST, {})
    draft.put(Place("json", "/contact"), "desk")
    assert sent(draft) == {"contact": "desk", "fixed": 1}


def test_an_empty_object_that_the_page_shows_goes_back_as_it_is() -> None:
    draft = Draft({**REQUEST, "body": {"kind": "json"}}, {})
    draft.start_from({"other": {}, "contact": "desk"})
    assert sent(draft) == {"other": {}, "contact": "desk"}
