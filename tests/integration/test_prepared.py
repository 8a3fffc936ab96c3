# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A forked ansible-playbook is what the console script is: what holds for it in these tests holds for a user, too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import forked
from .runs import ANSIBLE_PLAYBOOK, Run, environment, parsed, task

PROCESS = {"name": "Look", "process": {}}
FAILED = {"name": "Fail", "ansible.builtin.fail": {"msg": "äöü"}}
#: Longer than any test waits.
SLEEP = {
    "name": "Sleep", "ansible.builtin.command": {"cmd": "sleep 7200"},
    # one that Ansible finds by itself may be a stub that runs nothing
    "vars": {"ansible_python_interpreter": sys.executable},
}  # fmt: skip

Start = Callable[..., Run]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Run tasks on localhost, forked or with the console script; in one folder, so that nothing else differs."""

    def run(ordinary: bool, *tasks: dict[str, Any], arguments: tuple[str, ...] = (), timeout: float = 600) -> Run:
        play = {"name": "Test", "hosts": "localhost", "gather_facts": False, "tasks": list(tasks)}
        (tmp_path / "playbook.yml").write_text(json.dumps([play]), encoding="utf-8")
        (tmp_path / "results.jsonl").unlink(missing_ok=True)
        command = [str(ANSIBLE_PLAYBOOK), "-i", "localhost,", "-c", "local", str(tmp_path / "playbook.yml"), *arguments]
        done = forked.run(command, environment(tmp_path, tmp_path), tmp_path, timeout, ordinary)
        return parsed(done.returncode, done.stdout, done.stderr, tmp_path)

    return run


def state_of(run: Run) -> dict[str, Any]:
    """What the process was made of, without the names that each process has of its own."""
    result = run.succeeded().of("Look").result
    text = json.dumps(result["state"]).replace(result["temporary"], "TEMPORARY").replace(result["home"], "HOME")
    return dict(json.loads(text))


def test_the_process_is_that_of_the_console_script(start: Start) -> None:
    """Arguments, environment, imports, every constant of Ansible, where plugins are looked for, signals, limits, files."""
    arguments = ("-v", "--diff", "-e", '{"wanted": "äöü"}')
    fresh, child = (start(ordinary, PROCESS, arguments=arguments) for ordinary in (False, True))
    expected, found = state_of(fresh), state_of(child)
    for part, value in expected.items():
        assert found[part] == value, part
    assert len(expected["constants"]) > 100
    assert "ansible_collections.netcam" not in str(found["modules"])


def test_each_run_has_a_temporary_folder_of_its_own(start: Start) -> None:
    """Named after its process, there while it runs, gone with it."""
    first, second = start(True, PROCESS).of("Look").result, start(True, PROCESS).of("Look").result
    for result in (first, second):
        assert result["exists"]
        assert result["mine"]
        assert not Path(result["temporary"]).exists()
    assert first["temporary"] != second["temporary"]
    assert first["home"] == second["home"]
    assert os.listdir(Path(first["home"]) / "tmp") == []


@pytest.mark.parametrize(
    ("what", "code"),
    [
        pytest.param([FAILED], 2, id="a task fails"),
        pytest.param([{"name": "No such", "netcam.hardening.no_such": {}}], 4, id="no such module"),
        pytest.param([task("Bad", "date_time", {"time_zone": 7})], 0, id="ignored"),
    ],
)
def test_it_ends_and_speaks_in_the_same_way(start: Start, what: list[dict[str, Any]], code: int) -> None:
    """Exit status, both streams, results."""
    fresh, child = (start(ordinary, *what) for ordinary in (False, True))
    assert child.code == fresh.code == code, fresh.text
    assert child.stdout == fresh.stdout
    assert child.stderr == fresh.stderr
    assert [o.msg for o in child.outcomes] == [o.msg for o in fresh.outcomes]


def test_an_inventory_is_listed_in_the_same_way(tmp_path: Path) -> None:
    """By the console script ansible-inventory, and by a child."""
    source = tmp_path / "hosts.yml"
    source.write_text("cameras: {hosts: {lobby: {ansible_password: !unsafe '{{ x }}', ä: 1}}}", encoding="utf-8")
    command = [str(ANSIBLE_PLAYBOOK.with_name("ansible-inventory")), "-i", str(source), "--list"]
    fresh, child = (
        forked.run(command, environment(tmp_path, tmp_path), tmp_path, 600, ordinary) for ordinary in (False, True)
    )
    assert "{{ x }}" in child.stdout
    assert (child.returncode, child.stdout, child.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)


def test_another_environment_gets_the_console_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ansible reads its configuration while it is imported; NETCAM_ variables are read later."""
    ours = environment(tmp_path, tmp_path)
    assert forked.server_for(ANSIBLE_PLAYBOOK, ours) is not None
    assert forked.server_for(ANSIBLE_PLAYBOOK, {**ours, "NETCAM_PASSWORD": "x"}) is not None
    for name in ("ANSIBLE_FORKS", "PYTHONPATH", "LANG", "HTTPS_PROXY"):
        assert forked.server_for(ANSIBLE_PLAYBOOK, {**ours, name: "other"}) is None
    monkeypatch.setenv("NETCAM_INTEGRATION_FORKED", "0")
    assert forked.server_for(ANSIBLE_PLAYBOOK, ours) is None


def test_a_run_that_hangs_is_ended(start: Start) -> None:
    """With subprocess.run's own error; the next run is as good as any."""
    with pytest.raises(subprocess.TimeoutExpired):
        start(True, SLEEP, timeout=1)
    assert start(True, PROCESS).succeeded().of("Look").result["exists"]


def test_a_run_does_not_outlive_whoever_asked_for_it(tmp_path: Path) -> None:
    """The tests were killed: the server ends the run and itself."""
    ours = environment(tmp_path, tmp_path)
    collection = Path(ours["ANSIBLE_COLLECTIONS_PATH"]) / "ansible_collections/netcam/hardening"
    server = forked.Server(ANSIBLE_PLAYBOOK, collection, ours)
    play = {"hosts": "localhost", "gather_facts": False, "tasks": [SLEEP]}
    (tmp_path / "playbook.yml").write_text(json.dumps([play]), encoding="utf-8")
    command = [str(ANSIBLE_PLAYBOOK), "-i", "localhost,", "-c", "local", str(tmp_path / "playbook.yml")]
    pid = server.begin(command, ours, tmp_path)
    server.stop()
    ends = time.monotonic() + 60
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < ends
        time.sleep(0.05)
    assert not Path(server.home).exists()
