# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documentation of the modules says what the code does: options, limits, menu paths, pages, return values, examples."""

from __future__ import annotations

import importlib
import importlib.util
import ipaddress
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netcam.hardening.plugins.doc_fragments.camera import ModuleDocFragment
from ansible_collections.netcam.hardening.plugins.module_utils._areas import AREAS
from ansible_collections.netcam.hardening.plugins.module_utils._catalog import (
    FAMILY_IPRO,
    GUIDE_FAMILIES,
    SETTINGS,
    Limit,
    Setting,
    settings_of,
)
from ansible_collections.netcam.hardening.plugins.module_utils._module import (
    BARE,
    MODULES,
    argument_spec,
    connection_spec,
    own_spec,
)
from ansible_collections.netcam.hardening.plugins.module_utils._password_specs import SPECS
from ansible_collections.netcam.hardening.plugins.module_utils._result import Result

ROOT = Path(__file__).resolve().parents[2]
INFO = (*(name for name in MODULES if name.endswith("_info")), "audit")
#: They talk to no camera: three read variables of the play, the others work on files.
WITHOUT_CAMERA = {
    "audit_merge",
    "audit_summary",
    "report",
    "rollout",
    "summary",
    "certificate_summary",
    "fleet",
    "password_summary",
    "site_ca",
    "profile_checklist",
    "profile_from_recording",
    "profile_lint",
    "profile_proof",
}
#: Plain modules: what they do with files needs nothing of the play.
WITHOUT_ACTION = {"site_ca", "profile_checklist", "profile_from_recording"}
#: The controller alone has the journal of passwords: these actions have other modules as their steps.
WITH_JOURNAL = tuple(SPECS)

#: The sections of the page are the options ipv4 and ipv6.
SECTIONS_ARE_OPTIONS = "host_access"

#: Keys that a module returns beside the common ones.
EXTRA = {
    "certificate": {"certificate", "csr"},
    "certificate_info": {"certificate", "store"},
    "backup": {"dest"},
    "settings": {"dest", "certificate", "csr"},
    "log_info": {"entries", "summary", "authentication_failures", "unparsed"},
    "device_info": {"reach"},
    "tls_info": {"tls"},
    "probe_info": {"probes"},
    "audit": {"audit"},
}
#: Networks that are set apart for documentation, and addresses that stand for nobody.
DOCUMENTATION_NETWORKS = tuple(
    ipaddress.ip_network(text)
    for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "0.0.0.0/32")
)
ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b2001:[0-9a-f:]+")

Options = Mapping[str, Mapping[str, Any]]


def module_file(name: str) -> ModuleType:
    return importlib.import_module(f"ansible_collections.netcam.hardening.plugins.modules.{name}")


@cache
def documentation(name: str) -> dict[str, Any]:
    return yaml.safe_load(module_file(name).DOCUMENTATION)


@cache
def returned(name: str) -> dict[str, Any]:
    return yaml.safe_load(module_file(name).RETURN)


@cache
def examples(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load(module_file(name).EXAMPLES)


def fragments(name: str) -> list[dict[str, Any]]:
    found = []
    for reference in documentation(name)["extends_documentation_fragment"]:
        path, _dot, part = reference.removeprefix("netcam.hardening.").partition(".")
        assert path == "camera"
        found.append(yaml.safe_load(getattr(ModuleDocFragment, part.upper() or "DOCUMENTATION")))
    return found


def merged(name: str, key: str) -> dict[str, Any]:
    """Options or attributes as ansible-doc shows them: those of the fragments, and over them the module's own."""
    result: dict[str, Any] = {}
    for part in [*fragments(name), documentation(name)]:
        for entry, content in part.get(key, {}).items():
            result[entry] = {**result.get(entry, {}), **content}
    return result


def flat(entries: Mapping[str, Any], inner: str, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, entry in entries.items():
        yield f"{path}{name}", entry
        yield from flat(entry.get(inner) or {}, inner, f"{path}{name}.")


@cache
def text_of(name: str) -> str:
    """The documentation as one line, so that line breaks and escapes do not hide a menu path."""
    return " ".join(module_file(name).DOCUMENTATION.split()).replace("\\)", ")")


# -- options -------------------------------------------------------------------------------------------------------


def differences(documented: Options, spec: Options, path: str = "") -> list[str]:
    found = [f"{path}{name} is documented but no option" for name in documented if name not in spec]
    found += [f"{path}{name} is an option but not documented" for name in spec if name not in documented]
    for name in [name for name in documented if name in spec]:
        doc, option = documented[name], spec[name]
        for key, otherwise in (
            ("type", "str"),
            ("elements", None),
            ("choices", None),
            ("default", None),
            ("required", False),
        ):
            if doc.get(key, otherwise) != option.get(key, otherwise):
                found.append(f"{path}{name}: {key} is documented as {doc.get(key)!r}, but is {option.get(key)!r}")
        found += differences(doc.get("suboptions", {}), option.get("options", {}), f"{path}{name}.")
    return found


@pytest.mark.parametrize("name", MODULES)
def test_documented_options_are_the_argument_spec(name: str) -> None:
    assert differences(merged(name, "options"), argument_spec(name)) == []


@pytest.mark.parametrize("name", WITH_JOURNAL)
def test_documented_options_of_the_actions_with_a_journal_are_their_argument_spec(name: str) -> None:
    assert differences(merged(name, "options"), {**SPECS[name], **connection_spec()}) == []
    assert set(merged(name, "attributes")) == {"check_mode", "diff_mode", "idempotent", "action_group"}


def test_a_difference_is_found() -> None:
    spec = {"a": {"type": "dict", "options": {"b": {"type": "list", "elements": "str", "default": []}}}, "c": {}}
    good = {"a": {"type": "dict", "suboptions": {"b": {"type": "list", "elements": "str", "default": []}}}, "c": {}}
    assert differences(good, spec) == []
    bad = {"a": {"type": "dict", "suboptions": {"b": {"type": "list", "elements": "int", "default": []}, "d": {}}}}
    assert len(differences(bad, spec)) == 3


@pytest.mark.parametrize("name", MODULES)
def test_fragments_fit_the_kind_of_module(name: str) -> None:
    used = set(documentation(name)["extends_documentation_fragment"])
    assert "netcam.hardening.camera" in used
    assert ("netcam.hardening.camera.writing" in used) == (name not in BARE)
    assert ("netcam.hardening.camera.attributes_info" in used) == (name in INFO)
    assert set(merged(name, "attributes")) == {"check_mode", "diff_mode", "idempotent", "action_group"}
    assert all(entry["support"] and entry["description"] for entry in merged(name, "attributes").values())


@pytest.mark.parametrize("name", MODULES)
def test_modules_whose_second_run_may_change_something_say_so(name: str) -> None:
    always = {"update_password", "update_crls", "force"} & set(own_spec(name))
    expected = "none" if name == "reboot" else "partial" if always or name in ("settings", "initialization") else "full"
    assert merged(name, "attributes")["idempotent"]["support"] == expected


@pytest.mark.parametrize("name", MODULES)
def test_descriptions_are_lists_of_sentences(name: str) -> None:
    doc = documentation(name)
    entries = [("module", doc), *flat(doc["options"], "suboptions")]
    for path, entry in entries:
        for text in entry["description"]:
            assert text.endswith("."), f"{path}: {text}"
            assert not text.startswith(" "), f"{path}: {text}"
    for text in doc.get("notes", []):
        assert text.endswith(".")
    assert not doc["short_description"].endswith(".")


# -- what the catalog knows ----------------------------------------------------------------------------------------

SETTING_MODULES = tuple(dict.fromkeys(setting.area for setting in SETTINGS.values() if setting.area in MODULES))


def documented_settings(area: str) -> list[Setting]:
    return [setting for setting in settings_of(area) if setting.option or setting.action or setting.readonly]


@pytest.mark.parametrize("name", SETTING_MODULES)
def test_pages_and_chapter_of_the_guide_are_named(name: str) -> None:
    text = text_of(name)
    for setting in documented_settings(name):
        for page in (page for family, page in setting.page.items() if family in GUIDE_FAMILIES):
            assert re.search(rf"\b{page}\b", text), f"{setting.id}: page {page}"
        chapter = f"chapter {setting.chapter}" if setting.chapter.isdigit() else setting.chapter
        assert chapter in text, setting.id


@pytest.mark.parametrize("name", SETTING_MODULES)
def test_menu_paths_are_named(name: str) -> None:
    text = text_of(name)
    for setting in documented_settings(name):
        for menu in (menu for family, menu in setting.menu.items() if family in GUIDE_FAMILIES):
            page, section = " > ".join(menu.split(" > ")[:2]), menu.split(" > ")[-1]
            # pages with many sections name the page once, and the sections beside it
            named = f"C({section})" in text or name == SECTIONS_ARE_OPTIONS
            assert menu in text or (page in text and named) or menu.startswith("[Reboot]"), f"{setting.id}: {menu}"


def option_of(setting: Setting) -> Mapping[str, Any]:
    entry: Mapping[str, Any] = {"suboptions": documentation(setting.area)["options"]}
    for part in setting.option.split("."):
        entry = entry["suboptions"][part.removesuffix("[]")]
    return entry


def guide_limits(setting: Setting) -> list[Limit]:
    """The limits of the guide's two parts; those of other makers stand in docs/settings.md."""
    return [limit for family, limit in setting.limits.items() if family in GUIDE_FAMILIES]


def limits_of(setting: Setting) -> Iterator[tuple[str, Mapping[str, Any], set[str]]]:
    """Path, documentation and numbers of everything that has limits: the setting, its index, its columns."""
    option = option_of(setting)
    numbers: set[str] = set()
    for limit in guide_limits(setting):
        numbers |= {str(number) for bounds in limit.ranges for number in bounds}
        numbers |= {str(number) for number in (limit.max_length, limit.min_length, limit.rows) if number}
    if setting.kind in ("text", "secret", "integer", "table"):
        # one character at least goes without saying for a name
        yield setting.id, option, numbers - {"1"}
    for column in setting.columns:
        limit = column.limit
        wanted = {str(number) for bounds in limit.ranges for number in bounds}
        wanted |= {str(number) for number in (limit.max_length, limit.min_length) if number}
        yield f"{setting.id}.{column.name}", option["suboptions"][column.name], wanted


@pytest.mark.parametrize("area", AREAS)
def test_limits_of_both_generations_are_named(area: str) -> None:
    for setting in settings_of(area):
        if not setting.option or setting.action:
            continue
        for path, option, numbers in limits_of(setting):
            text = " ".join(option["description"])
            missing = [number for number in numbers if not re.search(rf"\b{number}\b", text)]
            assert missing == [], f"{path}: {missing} not in {text}"


@pytest.mark.parametrize("area", AREAS)
def test_factory_defaults_are_named(area: str) -> None:
    for setting in settings_of(area):
        defaults = {limit.default for limit in guide_limits(setting) if limit.default not in (None, (), "authorize")}
        if not setting.option or setting.action or not defaults:
            continue
        text = " ".join(option_of(setting)["description"])
        for default in defaults:
            word = str(default).lower() if isinstance(default, bool) else str(default)
            assert re.search(rf"Factory default is V\({re.escape(word)}\)", text), f"{setting.id}: {word}"


@pytest.mark.parametrize("area", AREAS)
def test_recommended_values_are_named(area: str) -> None:
    for setting in settings_of(area):
        if not setting.option or setting.action or setting.recommended is None:
            continue
        word = str(setting.recommended).lower() if isinstance(setting.recommended, bool) else setting.recommended
        # a dictionary of switches, or a sentence of the module, may recommend for all of them
        text = " ".join([*option_of(setting)["description"], *documentation(area)["description"]])
        if setting.id.endswith(".apply"):
            continue
        assert re.search(rf"recommends V\({word}\)", text), f"{setting.id}: {word}"


@pytest.mark.parametrize("area", AREAS)
def test_settings_of_one_generation_only_say_so(area: str) -> None:
    for setting in settings_of(area):
        if not setting.option or setting.action or setting.standard:
            continue
        text = " ".join(option_of(setting)["description"])
        if setting.families() == (FAMILY_IPRO,):
            assert "Only i-PRO cameras have it" in text, setting.id
        elif not set(GUIDE_FAMILIES) <= set(setting.families()):
            assert "Only models released before 2022 have it" in text, setting.id


# -- return values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODULES)
def test_return_values_are_what_a_result_holds(name: str) -> None:
    # changed, diff and warnings are Ansible's own
    common = set(Result().as_dict()) - {"changed", "diff", "warnings"}
    assert set(returned(name)) == common | {"error"} | EXTRA.get(name, set())


@pytest.mark.parametrize("name", MODULES)
def test_return_values_have_description_type_and_sample(name: str) -> None:
    for key, entry in returned(name).items():
        assert entry["returned"], key
    for path, entry in flat(returned(name), "contains"):
        assert entry["description"], path
        assert entry["type"], path
        assert "sample" in entry or "contains" in entry, path
        if entry["type"] == "list":
            assert entry["elements"], path


@pytest.mark.parametrize("name", MODULES)
def test_samples_are_true_to_the_catalog(name: str) -> None:
    for key in ("changes", "manual"):
        rows = returned(name)[key].get("contains")
        if rows is None:
            continue
        setting = SETTINGS[rows["setting"]["sample"]]
        assert rows["label"]["sample"] == setting.label
        assert rows["area"]["sample"] == setting.area
        assert rows["chapter"]["sample"] == setting.chapter
        if key == "manual":
            assert rows["menu_path"]["sample"] in (setting.menu.values() or [setting.menu_path(None)])


# -- examples ------------------------------------------------------------------------------------------------------


def own_examples(name: str) -> list[dict[str, Any]]:
    return [task for task in examples(name) if f"netcam.hardening.{name}" in task]


def filled(value: Any) -> Any:
    """The arguments with a password in the place of each variable from the vault."""
    if isinstance(value, Mapping):
        return {key: filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    return re.sub(r"\{\{ vaulted_\w+ \}\}", "Gq7-zephyR-41", value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_accepted_by_the_argument_spec(name: str) -> None:
    assert 2 <= len(own_examples(name)) <= 4
    validator = ArgumentSpecValidator(argument_spec(name))
    for task in own_examples(name):
        assert task["name"][0].isupper()
        assert next(iter(task)) == "name"
        result = validator.validate(filled(task[f"netcam.hardening.{name}"] or {}))
        assert result.error_messages == [], task["name"]
        if name in AREAS:
            # no option may be out of its limits
            AREAS[name].static(result.validated_parameters)


@pytest.mark.parametrize("name", MODULES)
def test_examples_use_documentation_addresses_and_vaulted_passwords(name: str) -> None:
    text = module_file(name).EXAMPLES + module_file(name).RETURN
    for found in ADDRESS.findall(text):
        address = ipaddress.ip_address(found)
        assert any(address in network for network in DOCUMENTATION_NETWORKS), found
    for line in text.splitlines():
        key, _colon, value = line.strip().removeprefix("- ").partition(": ")
        if key.endswith("password") and not key.startswith("update_"):
            assert re.fullmatch(r'"(\{\{ vaulted_\w+ \}\}|\*{8})"', value), line


# -- lists of modules ----------------------------------------------------------------------------------------------


def names_in(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / "plugins" / folder).glob("*.py") if path.stem != "__init__"}


def test_every_module_has_a_file_and_an_action() -> None:
    assert names_in("modules") == {*MODULES, *WITH_JOURNAL, *WITHOUT_CAMERA}
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    redirected = set(runtime.get("plugin_routing", {}).get("action", {}))
    assert redirected | names_in("action") == {*MODULES, *WITH_JOURNAL, *WITHOUT_CAMERA} - WITHOUT_ACTION


def test_action_group_lists_all_camera_modules() -> None:
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    assert runtime["action_groups"] == {"camera": sorted([*MODULES, *WITH_JOURNAL])}


@pytest.mark.parametrize("name", MODULES)
def test_module_files_are_thin(name: str) -> None:
    module = module_file(name)
    assert documentation(name)["module"] == name
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    assert source.startswith("#!/usr/bin/python\n")
    assert source.endswith(f'    run_module("{name}")\n\n\nif __name__ == "__main__":\n    main()\n')
    assert max(len(line) for line in source.splitlines()) <= 160


# -- the composite module ------------------------------------------------------------------------------------------


def generator() -> ModuleType:
    path = ROOT / "tests" / "tools" / "generate_settings_module.py"
    spec = importlib.util.spec_from_file_location("generate_settings_module", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_settings_is_what_the_generator_writes() -> None:
    tool = generator()
    assert tool.TARGET.read_text(encoding="utf-8") == tool.generate(), f"run tests/tools/{Path(tool.__file__).name}"


def test_references_are_led_below_the_area() -> None:
    tool = generator()
    options = {"ipv4": {}, "src": {}, "dest": {}}
    kept = {"ipv4": {}, "dest": {}}
    text = "O(ipv4.rows[].prefix_length) and O(ipv4=1), but O(timeout) and V(ipv4)."
    wanted = "O(area.ipv4.rows[].prefix_length) and O(area.ipv4=1), but O(timeout) and V(ipv4)."
    assert tool.deeper(text, "area", options, kept) == wanted
    assert tool.deeper("Either O(dest) or O(src).", "area", options, kept) is None


def test_no_reference_of_settings_leads_nowhere() -> None:
    known = {path for path, _entry in flat(merged("settings", "options"), "suboptions")}
    for found in re.findall(r"\bO\(([a-z0-9_.\[\]]+)", text_of("settings")):
        assert found.replace("[]", "") in known, found
