# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every YAML example is YAML, every playbook passes the syntax check, every variable in them exists."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profile, load_profiles

from .pages import PAGES, ROOT, Block, all_blocks, blocks, text_of

EXAMPLES = list(all_blocks("yaml"))
BIN = Path(sys.prefix) / "bin"
#: Collections of others that examples use (tests/tools/fetch_collections.py)
OTHERS = Path(sys.prefix) / "test-collections"
#: What an external issuer finds in its environment (plugins/module_utils/_certificates/external.py)
OF_ISSUERS = {"NETCAM_CAMERA", "NETCAM_NAMES"}


def data_of(block: Block) -> Any:
    return yaml.safe_load(block.text)


def is_play(entry: Any) -> bool:
    return isinstance(entry, dict) and "hosts" in entry and ("tasks" in entry or "roles" in entry)


def is_task(entry: Any) -> bool:
    return isinstance(entry, dict) and "name" in entry and any("." in key for key in entry)


PLAYBOOKS = [block for block in EXAMPLES if isinstance(data_of(block), list) and all(map(is_play, data_of(block)))]
TASKS = [block for block in EXAMPLES if isinstance(data_of(block), list) and all(map(is_task, data_of(block)))]
WITH_VERSION = [block for block in EXAMPLES if isinstance(data_of(block), dict) and "profile_version" in data_of(block)]
PROFILES = [block for block in WITH_VERSION if "settings" in data_of(block) and data_of(block)["profile_version"] == 1]
INTERFACES = [block for block in WITH_VERSION if data_of(block)["profile_version"] == 2]
COMMANDS = [block for block in WITH_VERSION if "commands" in data_of(block)]


def ansible(command: str, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ANSIBLE_")}
    paths = os.pathsep.join([os.environ["ANSIBLE_COLLECTIONS_PATH"], str(OTHERS)])
    env = {**kept, "ANSIBLE_COLLECTIONS_PATH": paths, "ANSIBLE_NOCOLOR": "1"}
    return subprocess.run([BIN / command, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_the_pages_hold_what_these_tests_look_for() -> None:
    assert len(EXAMPLES) > 25
    assert len(PLAYBOOKS) >= 6
    assert len(TASKS) >= 2
    assert len(PROFILES) == 1
    assert len(COMMANDS) == 1


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_yaml_parses(block: Block) -> None:
    assert data_of(block) is not None


@pytest.mark.parametrize("block", PLAYBOOKS, ids=str)
def test_playbook_passes_the_syntax_check(block: Block, tmp_path: Path) -> None:
    if "community.crypto." in block.text and not OTHERS.exists():
        pytest.skip("community.crypto was not fetched (tests/tools/fetch_collections.py)")
    for name in re.findall(r"vars_files: \[(.*?)\]", block.text):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "play.yml").write_text(block.text, encoding="utf-8")

    done = ansible("ansible-playbook", "-i", "lobby,gateway1,", "--syntax-check", "play.yml", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", TASKS, ids=str)
def test_tasks_pass_the_syntax_check(block: Block, tmp_path: Path) -> None:
    if "community.hashi_vault." in block.text and not (OTHERS / "ansible_collections/community/hashi_vault").exists():
        pytest.skip("community.hashi_vault was not fetched (tests/tools/fetch_collections.py)")
    play = [{"name": "Example", "hosts": "all", "gather_facts": False, "tasks": data_of(block)}]
    (tmp_path / "play.yml").write_text(yaml.safe_dump(play), encoding="utf-8")

    done = ansible("ansible-playbook", "-i", "lobby,", "--syntax-check", "play.yml", cwd=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", ["README.md", "docs/inventory.md"])
def test_inventory_of_the_page_gives_each_camera_its_variables(page: str, tmp_path: Path) -> None:
    for block in blocks(page):
        if block.word == "file" and block.value.startswith("site/"):
            (tmp_path / block.value).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.value).write_text(block.text, encoding="utf-8")

    done = ansible("ansible-inventory", "-i", "site", "--list", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    hosts = json.loads(done.stdout)["_meta"]["hostvars"]
    cameras = {name: values for name, values in hosts.items() if name != "gateway1"}
    assert {"lobby", "gate", "dock"} <= set(cameras)
    for name, values in cameras.items():
        assert values["ansible_connection"] == "netcam.hardening.camera", name
        assert values["ansible_host"].startswith("198.51.100."), name
        assert values["vault_camera_passwords"][name], f"{name} has no password"


def test_inventory_of_the_readme_has_the_lines_it_promises() -> None:
    block = next(block for block in blocks("README.md") if block.value == "site/cameras.yml")

    cameras = len(data_of(block)["cameras"]["hosts"])

    assert len(block.text.splitlines()) - cameras == 11


def variables_in(value: Any) -> Iterator[str]:
    """Every key of an example, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from variables_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from variables_in(inner)


def connection_names() -> tuple[set[str], set[str]]:
    """Variables and environment names of the connection plugin."""
    text = (ROOT / "plugins/connection/camera.py").read_text(encoding="utf-8")
    options = yaml.safe_load(re.findall(r'DOCUMENTATION = r"""(.*?)"""', text, re.DOTALL)[0])["options"].values()
    return (
        {entry["name"] for option in options for entry in option.get("vars", ())},
        {entry["name"] for option in options for entry in option.get("env", ())},
    )


def role_variables() -> set[str]:
    specs = yaml.safe_load((ROOT / "roles/harden/meta/argument_specs.yml").read_text(encoding="utf-8"))
    return set(specs["argument_specs"]["main"]["options"])


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_variables_in_examples_exist(block: Block) -> None:
    of_connection, environment = connection_names()
    known = of_connection | environment | role_variables() | {"harden_hosts"}

    used = {name for name in variables_in(data_of(block)) if re.match(r"(ansible_netcam|harden|NETCAM)_", name)}

    assert used <= known


@pytest.mark.parametrize("page", PAGES)
def test_names_in_the_text_exist(page: str) -> None:
    of_connection, environment = connection_names()
    registered = {
        "harden_fleet",
        "harden_left",
        "harden_plan",
        "harden_encrypt",
        "harden_before",
        "harden_chapter1",
        "harden_chapter2",
        "harden_appendix",
        "harden_verify",
        "harden_unverified",
    }
    known = of_connection | environment | OF_ISSUERS | role_variables() | registered | {"harden_hosts"}

    used = set(re.findall(r"\b(?:ansible_netcam|harden|NETCAM)_[A-Za-z0-9_]*[A-Za-z0-9]", text_of(page)))

    assert used - known == set()


@pytest.mark.parametrize("block", PROFILES, ids=str)
def test_code_map_example_is_one(block: Block) -> None:
    profile = load_profile(data_of(block), str(block))

    assert profile.is_for("VB-H41")
    assert set(profile.entries) == set(data_of(block)["settings"])
    # no page may ship a code for a real camera: all of them are marked
    codes = re.findall(r"\bcode: (\S+?)[},]?$|\bcode: (\S+?)[},]", block.text, re.MULTILINE)
    assert codes
    assert all("REPLACE" in "".join(code) for code in codes)


@pytest.mark.parametrize("block", INTERFACES, ids=str)
def test_interface_example_is_one(block: Block) -> None:
    (profile,) = load_profiles([data_of(block)]).webs

    assert set(profile.entries) == set(data_of(block)["settings"])
    assert profile.models == ("Nimbus 7",), "a maker that does not exist"


@pytest.mark.parametrize("block", COMMANDS, ids=str)
def test_command_profile_example_is_one(block: Block) -> None:
    (profile,) = load_profiles([data_of(block)]).commands

    assert profile.is_for("WV-SBV131M")
    assert set(profile.commands) == set(data_of(block)["commands"])
    paths = re.findall(r"path: (\S+?)[,}\n]", block.text)
    # no page may ship a command whose name is not public
    assert paths
    assert all("REPLACE" in path for path in paths)
