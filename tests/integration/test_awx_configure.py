# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""extensions/awx/configure.yml with the real modules of awx.awx against a stand-in of AWX's API."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .awx_controller import Server, Store, controller
from .runs import ANSIBLE_PLAYBOOK, ROOT

AWX = ROOT / "extensions" / "awx"
#: awx.awx, see tests/tools/fetch_collections.py
OTHERS = Path(sys.prefix) / "test-collections"
MODULES = OTHERS / "ansible_collections" / "awx" / "awx" / "plugins" / "modules"
DECISIONS: dict[str, Any] = {
    "awx_project_url": "https://git.example.org/cameras.git",
    "awx_inventory": "Airport",
    "awx_image": "registry.example.org/netcam:1",
    "awx_credentials": ["Vault of the cameras"],
    "awx_slices": 4,
    "awx_notify_failure": ["Duty officer"],
    "awx_notify_approval": ["Duty officer"],
}

pytestmark = pytest.mark.skipif(not MODULES.exists(), reason="awx.awx could not be fetched (make setup-dev)")


def configure(server: Server, folder: Path, **variables: Any) -> subprocess.CompletedProcess[str]:
    """Run the playbook as an administrator of AWX does."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "CONTROLLER_", "TOWER_"))
    }
    environment = {
        **kept,
        **server.environment(),
        "ANSIBLE_COLLECTIONS_PATH": str(OTHERS),
        "ANSIBLE_HOME": str(folder / "home"),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_LOCALHOST_WARNING": "0",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
        "HOME": str(folder),
    }
    command = [str(ANSIBLE_PLAYBOOK), str(AWX / "configure.yml"), "-e", json.dumps(variables)]
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with controller() as running:
        store = running.store
        store.add("organizations", name="Default")
        store.add("inventories", name="Airport")
        store.add("credentials", name="Vault of the cameras")
        store.add("notification_templates", name="Duty officer")
        yield running


@pytest.fixture(scope="module")
def store(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What AWX holds after one run."""
    done = configure(server, tmp_path_factory.mktemp("first"), **DECISIONS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[WARNING]" not in done.stderr, done.stderr
    return server.store


def test_what_must_be_decided_is_named_before_awx_is_asked(tmp_path: Path) -> None:
    """All of it in one message."""
    with controller() as untouched:
        done = configure(untouched, tmp_path)
        assert done.returncode != 0
        for name in ("awx_project_url", "awx_inventory", "awx_image"):
            assert name in done.stdout
        assert untouched.store.writes == []


def test_credential_types_arrive_as_they_are_written(store: Store) -> None:
    """The stand-in refuses reserved variables, unknown fields and templates that were rendered too early."""
    for file in sorted((AWX / "credential_types").glob("*.yml")):
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        posted = store.named("credential_types", written["name"])
        assert (posted["inputs"], posted["injectors"]) == (written["inputs"], written["injectors"])


def test_every_secret_field_is_marked_as_one(store: Store) -> None:
    """AWX encrypts and hides only what is marked."""
    for posted in store.objects["credential_types"].values():
        for field in posted["inputs"]["fields"]:
            assert field.get("secret", False) == (field["id"] in ("password", "passphrase", "token")), field


def test_a_job_template_names_a_playbook_that_is_there(store: Store) -> None:
    """With project, inventory, image and credentials."""
    templates = list(store.objects["job_templates"].values())
    assert len(templates) == len(list((AWX / "job_templates").glob("*.yml")))
    for posted in templates:
        assert (ROOT / posted["playbook"]).exists(), posted["playbook"]
        assert posted["inventory"] == store.named("inventories", "Airport")["id"]
        assert posted["project"] == store.named("projects", "Network cameras")["id"]
        assert posted["execution_environment"] == store.named("execution_environments", "Network cameras")["id"]
        assert posted["allow_simultaneous"] is False
        assert posted["timeout"] > 0
        notified = store.related["job_templates", posted["id"], "notification_templates_error"]
        assert notified == [store.named("notification_templates", "Duty officer")["id"]]


def test_jobs_on_cameras_are_sliced_and_get_the_credentials(store: Store) -> None:
    """As many slices as asked for."""
    audit = store.named("job_templates", "Network cameras: Audit")
    assert audit["job_slice_count"] == 4
    assert store.related["job_templates", audit["id"], "credentials"] == [
        store.named("credentials", "Vault of the cameras")["id"]
    ]


def test_surveys_ask_for_variables_that_exist(store: Store) -> None:
    """In a playbook, or in the role that it runs."""
    for posted in store.objects["job_templates"].values():
        survey = store.related.get(("job_templates", posted["id"], "survey_spec"))
        assert posted["survey_enabled"] == (survey is not None)
        playbook = (ROOT / posted["playbook"]).read_text(encoding="utf-8")
        specs = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("roles/*/meta/argument_specs.yml"))
        for question in (survey or {"spec": []})["spec"]:
            assert question["variable"] in playbook or f" {question['variable']}:" in specs, question


def test_the_workflow_audits_waits_for_consent_changes_and_audits(store: Store) -> None:
    """Whatever the first audit finds, somebody is asked; only consent starts the change; then it audits in any case."""
    nodes = {node["identifier"]: node for node in store.objects["workflow_job_template_nodes"].values()}
    names = {item["id"]: item["name"] for item in store.objects["job_templates"].values()}

    def follow(identifier: str, association: str) -> list[str]:
        ids = store.related.get(("workflow_job_template_nodes", nodes[identifier]["id"], association), [])
        return [name for name, node in nodes.items() if node["id"] in ids]

    assert names[nodes["audit-before"]["unified_job_template"]] == "Network cameras: Audit"
    assert follow("audit-before", "always_nodes") == ["merge-before"]
    assert names[nodes["merge-before"]["unified_job_template"]] == "Network cameras: Merge audits"
    assert follow("merge-before", "always_nodes") == ["approve"]
    assert store.objects["workflow_approval_templates"][nodes["approve"]["unified_job_template"]]["timeout"] == 86400
    assert (follow("approve", "success_nodes"), follow("approve", "always_nodes")) == (["change"], [])
    assert names[nodes["change"]["unified_job_template"]] == "Network cameras: Rollout"
    assert follow("change", "always_nodes") == ["audit-after"]
    assert follow("audit-after", "always_nodes") == ["merge-after"]


def test_a_second_run_changes_nothing(server: Server, store: Store, tmp_path: Path) -> None:
    """Not one write arrives."""
    store.writes.clear()
    done = configure(server, tmp_path, **DECISIONS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " changed=0 " in done.stdout, done.stdout
    assert store.writes == []
