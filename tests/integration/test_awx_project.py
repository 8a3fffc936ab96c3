# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""This repository as a project of AWX: its collection requirements, and the definition of the execution environment."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from .awx_jobs import BIN, checkout, clean, install
from .runs import ROOT

BUILDER = BIN / "ansible-builder"
DEFINITION = "extensions/awx/execution-environment.yml"
needs_builder = pytest.mark.skipif(not BUILDER.exists(), reason="ansible-builder is not installed (make setup-dev)")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of collections that a project update makes."""
    place = tmp_path_factory.mktemp("awx")
    done = install(checkout(place / "project"), place / "collections")
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "collections"


def test_a_project_update_finds_the_collection_in_its_own_checkout(installed: Path) -> None:
    """No network, no Galaxy: whole, and without what only developers need."""
    collection = installed / "ansible_collections" / "netcam" / "hardening"
    assert (collection / "plugins" / "connection" / "camera.py").exists()
    assert (collection / "roles" / "harden" / "tasks" / "main.yml").exists()
    assert (collection / "extensions" / "awx" / "configure.yml").exists()
    assert not (collection / "collections").exists()


@pytest.mark.parametrize("playbook", sorted(path.name for path in (ROOT / "playbooks").glob("*.yml")))
def test_a_playbook_of_the_project_finds_its_modules(installed: Path, playbook: str) -> None:
    """By their full names, as AWX calls it: by its path in the project."""
    project = installed.parent / "project"
    environment = {
        **clean(),
        "ANSIBLE_COLLECTIONS_PATH": str(installed),
        "ANSIBLE_HOME": str(installed.parent / "home"),
    }
    command = [str(BIN / "ansible-playbook"), "--syntax-check", "-i", "localhost,", f"playbooks/{playbook}"]
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_builder
def test_ansible_builder_takes_the_definition_of_the_execution_environment(tmp_path: Path) -> None:
    """And the collection's needs are in what it would build."""
    command = [
        str(BUILDER),
        "create",
        "-f",
        DEFINITION,
        "-c",
        str(tmp_path / "context"),
        "--output-filename",
        "Containerfile",
    ]
    done = subprocess.run(command, cwd=ROOT, env=clean(), capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    packages = (tmp_path / "context" / "_build" / "requirements.txt").read_text(encoding="utf-8")
    assert packages.strip() == (ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").strip()
    recipe = (tmp_path / "context" / "Containerfile").read_text(encoding="utf-8")
    assert "ansible-runner" in recipe
    assert "ansible-core" in recipe


@needs_builder
def test_an_image_that_holds_the_collection_gets_its_needs_too(installed: Path) -> None:
    """ansible-builder looks into the collection itself then."""
    command = [str(BUILDER), "introspect", "--sanitize", str(installed)]
    done = subprocess.run(command, env=clean(), capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    found = yaml.safe_load(done.stdout)
    assert [line.split("  #")[0] for line in found["python"]] == ["cryptography>=42.0.0", "requests>=2.31.0"]


def test_the_image_has_an_ansible_that_the_collection_supports() -> None:
    """The floor of meta/runtime.yml."""
    definition = yaml.safe_load((ROOT / DEFINITION).read_text(encoding="utf-8"))
    floor = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["requires_ansible"]
    assert definition["version"] == 3
    assert definition["dependencies"]["ansible_core"]["package_pip"].startswith(
        f"ansible-core{floor.removesuffix('.0')}"
    )
