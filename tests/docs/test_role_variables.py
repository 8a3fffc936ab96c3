# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The role's argument specs name exactly the variables that the role uses, with its defaults."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from .pages import ROOT

ROLE = ROOT / "roles" / "harden"
#: Names that tasks register; results, not variables.
REGISTERED = {
    "harden_plan", "harden_encrypt", "harden_before", "harden_chapter1", "harden_chapter2", "harden_appendix", "harden_verify",
    "harden_unverified", "harden_fleet",
}  # fmt: skip
#: What the part of the role with all cameras says to the next play.
FACTS = {"harden_left"}


def load(name: str) -> Any:
    return yaml.safe_load((ROLE / name).read_text(encoding="utf-8"))


OPTIONS: dict[str, Any] = load("meta/argument_specs.yml")["argument_specs"]["main"]["options"]
DEFAULTS: dict[str, Any] = load("defaults/main.yml")


def used_names() -> set[str]:
    names = set()
    for path in [*ROLE.glob("tasks/*.yml"), *ROLE.glob("vars/*.yml"), *ROLE.glob("defaults/*.yml")]:
        text = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        names |= set(re.findall(r"(?<!_)\bharden_\w+", text))
    return names - REGISTERED - FACTS


def test_every_variable_that_the_role_uses_is_documented() -> None:
    assert sorted(used_names() - set(OPTIONS)) == []


def test_every_documented_variable_is_used() -> None:
    assert sorted(set(OPTIONS) - used_names()) == []


def test_the_registered_results_are_those_of_the_tasks() -> None:
    tasks = "".join(path.read_text(encoding="utf-8") for path in ROLE.glob("tasks/*.yml"))

    assert set(re.findall(r"register: (\w+)", tasks)) == REGISTERED


def test_documented_defaults_are_those_of_the_role() -> None:
    plain = {name: value for name, value in DEFAULTS.items() if "{{" not in str(value)}

    assert {name: option["default"] for name, option in OPTIONS.items() if "default" in option} == plain


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_a_default_is_one_of_the_choices(name: str) -> None:
    option = OPTIONS[name]

    assert "default" not in option or option["default"] in option.get("choices", [option["default"]])


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_every_variable_says_where_the_guide_or_the_standard_speaks_of_it(name: str) -> None:
    description = OPTIONS[name]["description"]

    how = {"harden_on_unsupported", "harden_restart", "harden_mode", "harden_plan_only", "harden_plan_anew"} | {
        n for n in OPTIONS if n.startswith("harden_fleet_")
    }
    guide, standard = r"Guide, (chapter [12]|appendix), p\. [AB]-\d+( and B-\d+)?\.", r"ONVIF, .* service\."
    assert name in how or re.fullmatch(f"{guide}|{standard}", description[-1])


def test_what_the_site_must_decide_is_marked_and_checked_by_the_role() -> None:
    marked = {name for name, option in OPTIONS.items() if option["description"][0].startswith("B(Required.)")}

    decided = {
        name for item in load("vars/main.yml")["__harden_decisions"] for name in re.findall(r"harden_\w+", item["name"])
    }

    # the account may also come from the connection (--user, NETCAM_USER), so its absence is named by the modules
    account = {"harden_administrator_name", "harden_administrator_password"}
    assert marked == decided | account
    assert not any(OPTIONS[name].get("required") for name in marked), (
        "tasks/decide.yml names all of them in one message"
    )


def test_order_is_that_of_the_guide() -> None:
    chapters = [
        re.match(r"Guide, (chapter \d|appendix)|(ONVIF)", option["description"][-1]) for option in OPTIONS.values()
    ]

    order = [found[1] or found[2] if found else "how" for found in chapters]

    assert order == sorted(order, key=["chapter 1", "chapter 2", "appendix", "ONVIF", "how"].index)
