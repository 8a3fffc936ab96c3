# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A result without secrets is what Ansible's own scrubbing makes of it, wherever a secret is and whatever it looks like."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ansible.module_utils.common.parameters import remove_values

from ansible_collections.netcam.hardening.plugins.plugin_utils._run import scrubbed

#: Characters that JSON writes otherwise, and some that it does not.
SECRETS = [
    "Kx82ViewerWz91",
    'quote"inside',
    "back\\slash",
    "Käfig€😀",
    "line\nbreak",
    "tab\t",
    "a/b",
    "7402",
    "\x7f\x00",
    "{",
    "',",
]


def results(secret: str) -> list[dict[str, Any]]:
    number = int(secret) if secret.isdigit() else 5
    return [
        {"msg": secret},
        {"msg": f"refused: {secret!s}, at once"},
        {"changes": [{"before": None, "after": ["x", (secret, 1)]}], "changed": True},
        {"deep": {"a": [{"b": {"c": f"<{secret}>"}}]}, "share": 0.5},
        {"number": number, "msg": secret},
        {"odd": {date(2026, 11, 22)}, "msg": secret},
    ]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_removed_wherever_it_is(secret: str) -> None:
    for result in results(secret):
        found = scrubbed(result, {secret, "another"})
        assert found == remove_values(result, {secret, "another"})
        assert found != result


@pytest.mark.parametrize("secret", SECRETS)
def test_a_result_without_it_stays_as_it_is(secret: str) -> None:
    for result in results("harmless"):
        assert scrubbed(result, {secret}) == remove_values(result, {secret})


def test_what_json_cannot_write_is_left_to_ansible() -> None:
    result = {"when": {date(2026, 11, 22)}, "msg": "fine"}
    assert scrubbed(result, {"secret"}) == remove_values(result, {"secret"})
