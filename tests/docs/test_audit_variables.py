# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The argument specs of the role audit name exactly the variables that it uses, with its defaults; docs/audit.md has all controls."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._audit.controls import CONTROLS
from ansible_collections.netcam.hardening.plugins.module_utils._audit.words import RESULTS, WEIGHTS
from ansible_collections.netcam.hardening.plugins.module_utils._module import own_spec

from .pages import ROOT, text_of

ROLE = ROOT / "roles" / "audit"
REGISTERED = {"audit_seen", "audit_run", "audit_report", "audit_fleet"}
#: What the part of the role with all cameras says to the next play.
FACTS = {"audit_left"}
#: What the tasks of the site get.
GIVEN = {"audit_delivery"}
#: Names of modules, not of variables.
MODULES = {"audit_summary"}


def load(name: str) -> Any:
    return yaml.safe_load((ROLE / name).read_text(encoding="utf-8"))


OPTIONS: dict[str, Any] = load("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
DEFAULTS: dict[str, Any] = load("defaults/main.yml")


def test_every_variable_is_documented_and_used() -> None:
    paths = [*ROLE.glob("tasks/*.yml"), *ROLE.glob("defaults/*.yml")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    used = {name for text in texts for name in re.findall(r"(?<!_)\baudit_\w+", text)}

    assert used - REGISTERED - FACTS - GIVEN - MODULES == set(OPTIONS)


def test_documented_defaults_are_those_of_the_role() -> None:
    plain = {name: value for name, value in DEFAULTS.items() if "{{" not in str(value)}

    documented = {name: option["default"] for name, option in OPTIONS.items() if "default" in option}
    assert {name: documented[name] for name in plain} == plain


def test_defaults_are_those_of_the_module() -> None:
    spec = own_spec("audit")

    for name, option in OPTIONS.items():
        entry = spec.get(name.removeprefix("audit_"))
        if entry is not None and "default" in entry:
            assert option["default"] == entry["default"], name


def test_every_control_and_every_result_is_on_the_page() -> None:
    page = text_of("docs/audit.md")

    assert [name for name in CONTROLS if f"| {name} |" not in page] == []
    assert [word for word in RESULTS if f"| `{word}` |" not in page] == []
    assert ", ".join(f"{word} {weight}" for word, weight in WEIGHTS.items()) in page
