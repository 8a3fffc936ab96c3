# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of many hosts: filled in once where they are equal, and always as Ansible itself would fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import pytest
from ansible.errors import AnsibleUndefinedVariable
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import EncryptedString, VaultLib, VaultSecret, VaultSecretsContext
from ansible.template import Templar, trust_as_template

from ansible_collections.netcam.hardening.plugins.plugin_utils._fleet_simple import NotSimple, fill_in, plain
from ansible_collections.netcam.hardening.plugins.plugin_utils._fleet_templates import Templates, same


def trusted(value: Any) -> Any:
    """As read from a playbook or an inventory: its texts may be templates."""
    if isinstance(value, Mapping):
        return {key: trusted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [trusted(item) for item in value]
    return trust_as_template(value) if isinstance(value, str) else value


def hosts(common: Mapping[str, Any], *own: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Variables of some hosts that share most of them."""
    shared = trusted(common)
    return [{**shared, "inventory_hostname": f"cam{number}", **trusted(mine)} for number, mine in enumerate(own)]


@pytest.fixture
def templar() -> Templar:
    return Templar(loader=DataLoader(), variables={})


def by_ansible(templar: Templar, raw: Mapping[str, Any], variables: dict[str, Any]) -> Any:
    return plain(templar.copy_with_new_env(available_variables=variables).template(raw))


COMMON = {
    "site_port": "{{ base_port + 1 }}",
    "base_port": 8000,
    "name": "{{ prefix }}-admin",
    "prefix": "site",
    "deep": {"a": ["{{ prefix }}", {"b": "{{ own }}"}]},
    "maybe": "",
    "given": "{{ own | default('', true) }}",
    "lines": "{% for item in names %}{{ item }};{% endfor %}",
    "names": ["x", "{{ prefix }}"],
}
TEMPLATES: dict[str, Any] = {
    "constant": "plain",
    "number": 5,
    "truth": True,
    "native": "{{ site_port }}",
    "text": "port {{ site_port }}",
    "nested": {
        "user": "{{ name }}",
        "left_out": "{{ nothing | default(omit) }}",
        "list": [1, "{{ own }}", {"x": "{{ prefix }}"}],
    },
    "empty": {},
    "omitted": "{{ maybe or omit }}",
    "left": "{{ nothing | default(omit, true) }}",
    "per_host": "{{ inventory_hostname }}/{{ own }}",
    "deep": "{{ deep }}",
    "given": "{{ given | default(omit, true) }}",
    "lines": "{{ lines }}",
    "test": "{{ own is defined and 'yes' or 'no' }}",
    "mapped": "{{ names | map('upper') | list }}",
}
#: None of these needs Ansible.
SIMPLE: dict[str, Any] = {
    "constant": "plain",
    "list": ["plain", 5, {"a": True}],
    "per_host": "{{ inventory_hostname }}/{{ own }}",
    "given": "{{ given | default(omit, true) }}",
    "left": "{{ nothing | default(omit, true) }}",
    "by_default": "{{ nothing | default(prefix) }}",
    "short": "{{ nothing | d('x') }}",
    "native": "{{ base_port }}",
    "choice": "{{ maybe if maybe else omit }}",
    "file": "{{ prefix ~ '/' ~ inventory_hostname ~ '.backup' }}",
    "folded": "{{ {'dest': prefix ~ inventory_hostname,\n    'left': nothing | default(omit)}\n   if prefix else omit }}",
    "nested": {"deeper": "{{ own }}"},
    "behind": "a {{ name }} b",
}


def test_every_host_gets_what_ansible_would_give_it(templar: Templar) -> None:
    raw = trusted(TEMPLATES)
    filled = Templates(templar)
    for variables in hosts(
        COMMON, {"own": "a"}, {"own": "b"}, {"own": "a"}, {"own": "", "prefix": "other"}, {}, {"own": 1}, {"own": True}
    ):
        if "own" not in variables:
            continue
        assert filled.fill(raw, variables) == by_ansible(templar, raw, variables)


def test_what_is_equal_for_all_is_filled_in_once(templar: Templar) -> None:
    raw = trusted({"port": "{{ site_port }}", "mine": "{{ own | upper }}"})
    filled = Templates(templar)
    for variables in hosts(COMMON, *({"own": str(number)} for number in range(50))):
        filled.fill(raw, variables)
    assert filled.filled == 1 + 50


def test_what_differs_and_is_simple_is_not_left_to_ansible(templar: Templar) -> None:
    raw = trusted(SIMPLE)
    filled = Templates(templar)
    for variables in hosts(COMMON, {"own": "a"}, {"own": ""}, {"own": 5}, {"own": "b", "prefix": "", "maybe": "x"}):
        assert filled.fill(raw, variables) == by_ansible(templar, raw, variables)
    assert filled.filled == 0


@pytest.mark.parametrize("template", [
    "{{ nothing }}", "{{ own | default(nothing) ~ nothing }}", "{{ nothing.x | default('a') }}", "{{ none }}", "{{ 1.5 ~ 'x' }}",
    "{{ '{{ prefix }}' }}", "{{ 'a\\tb' }}", "{% if own %}a{% endif %}", "{{ own }}\n", "{# nothing #}{{ own }}", "{{ loop_1 }}",
    "{{ own if prefix == 'site' }}", "{{ {own: none} }}", "{{ {1: own} }}", "#jinja2: trim_blocks: true\n{{ own }}",
    "{{ own | d(value='x') }}", "{{ true ~ own }}", "{{ range | default('x') is defined }}", "{{ holds_templates }}",
])  # fmt: skip
def test_what_is_not_certain_is_left_to_ansible(templar: Templar, template: str) -> None:
    circle = {"loop_1": "{{ loop_2 }}", "loop_2": "{{ loop_1 }}", "holds_templates": ["{{ own }}"]}
    (variables,) = hosts(COMMON, {"own": "a", **circle})
    with pytest.raises(NotSimple):
        fill_in(trusted(template), variables)


def test_an_encrypted_password_is_its_text_and_never_a_template(
    templar: Templar, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = [("default", VaultSecret(b"key"))]
    monkeypatch.setattr(VaultSecretsContext, "_current", VaultSecretsContext(secrets))
    (variables,) = hosts(COMMON, {})
    for name, text in {"secret": "Kx82", "odd": "{{ prefix }}"}.items():
        variables[name] = EncryptedString(ciphertext=VaultLib(secrets).encrypt(text, secrets[0][1]).decode())
    raw = trusted({"value": "{{ secret | default('', true) }}", "odd": "{{ odd }}"})
    found = Templates(templar).fill(raw, variables)
    assert found == by_ansible(templar, raw, variables) == {"value": "Kx82", "odd": "{{ prefix }}"}
    assert [type(found["value"])] == [str]


def test_a_variable_within_a_variable_within_a_variable_counts(templar: Templar) -> None:
    common = {"one": "{{ two }}", "two": ["{{ three.x }}"], "three": {"x": "{{ own }}"}}
    filled = Templates(templar)
    raw = trusted({"value": "{{ one }}"})
    found = [filled.fill(raw, variables) for variables in hosts(common, {"own": "a"}, {"own": "b"})]
    assert found == [{"value": ["a"]}, {"value": ["b"]}]


@pytest.mark.parametrize("template", [
    "{{ lookup('ansible.builtin.vars', 'own') }}", "{{ query('ansible.builtin.varnames', 'own') }}", "{{ vars['own'] }}",
    "{{ hostvars }}", "{{ now() }}", "{{ [1, 2, 3] | random }}", "{{ [1] | shuffle }}", "{{ 'x' | password_hash }}",
    "{{ 'x' | somebody.else.filter }}", "{{ [[1]] | map('random') | list }}", "{{ [[1]] | map(own) | list }}",
    "{% include 'x' %}", "#jinja2: trim_blocks: true\n{{ own }}", "{{ broken",
])  # fmt: skip
def test_what_may_tell_hosts_or_moments_apart_is_never_used_again(template: str) -> None:
    class Counting:
        """Stands in for Ansible's own: nothing is filled in, only counted."""

        def __init__(self) -> None:
            self.calls = 0

        def copy_with_new_env(self, available_variables: Mapping[str, Any]) -> Self:
            return self

        def template(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
            self.calls += 1
            return {"value": self.calls}

    counting = Counting()
    filled = Templates(counting)
    direct, behind = trusted({"value": template}), trusted({"value": "{{ behind }}"})
    for variables in hosts({"own": "upper", "behind": template}, {}, {}):
        filled.fill(direct, variables)
        filled.fill(behind, variables)
    assert counting.calls == 4


def test_text_that_only_looks_like_a_template_is_another_value(templar: Templar) -> None:
    """What comes from a camera or a fact is not trusted, and stays as it is."""
    filled = Templates(templar)
    raw = trusted({"value": "{{ own }}"})
    mine = {"prefix": "site", "own": "{{ prefix }}"}
    assert filled.fill(raw, trusted(mine)) == {"value": "site"}
    assert filled.fill(raw, mine) == {"value": "{{ prefix }}"}


def test_an_undefined_variable_is_an_error_for_its_host_only(templar: Templar) -> None:
    filled = Templates(templar)
    raw = trusted({"value": "{{ own }}"})
    first, second = hosts({}, {}, {"own": "x"})
    with pytest.raises(AnsibleUndefinedVariable):
        filled.fill(raw, first)
    assert filled.fill(raw, second) == {"value": "x"}
    with pytest.raises(AnsibleUndefinedVariable):
        filled.fill(raw, first)


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (1, 1.0), (0, False), ([1], [True]), ({"a": 1}, {"a": True}), ("1", 1), (None, "")]
)
def test_values_that_python_calls_equal_are_not_the_same(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert same(one, one)


def test_results_carry_no_marks_of_ansible() -> None:
    found = plain(trusted({"a": ["x", 5, 1.5, True, None]}))
    assert found == {"a": ["x", 5, 1.5, True, None]}
    assert [type(item) for item in found["a"]] == [str, int, float, bool, type(None)]
