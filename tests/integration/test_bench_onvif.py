# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The benchmark of ONVIF sessions: its counts are requirements. Its times depend on the machine, and are only printed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .runs import NETWORK, ROOT

SCRIPT = ROOT / "tests" / "bench" / "onvif.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("bench_onvif", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(bench: ModuleType) -> dict[str, dict[str, Any]]:
    """Its figures, over few calls."""
    return bench.measure(calls=5, network=NETWORK)


@pytest.mark.parametrize("login", ["digest", "token"])
def test_a_session_is_one_connection_with_two_requests_beside_its_pages(
    bench: ModuleType, found: dict[str, dict[str, Any]], login: str
) -> None:
    figures = found[login]
    assert figures["connections"] == bench.TARGETS["connections"] == 1
    assert figures["overhead_requests"] <= bench.TARGETS["overhead_requests"] == 2
    assert figures["login_challenges"] == 1
    assert figures["requests"] == figures["pages"] + figures["overhead_requests"] + 1


def test_the_command_prints_a_table_and_writes_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    command = [sys.executable, str(SCRIPT), "--calls", "5", "--network", NETWORK, "--json", str(path)]
    environment = {"PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    assert "cpu_ms_per_call" in run.stdout
    written = json.loads(path.read_text(encoding="utf-8"))
    assert set(written) == {"digest", "token"}
    assert all(figures["cpu_ms_per_call"] > 0 for figures in written.values())
