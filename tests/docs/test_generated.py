# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the pages take from the code is what the code says, and what they say in their own words leaves nothing out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils import _errors
from ansible_collections.netcam.hardening.plugins.module_utils._catalog import MODELS, SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._profile_shape import OPERATIONS
from ansible_collections.netcam.hardening.plugins.module_utils._result import Result

from .pages import PAGES, ROOT, text_of

GENERATOR = ROOT / "tests" / "tools" / "generate_docs.py"


def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, GENERATOR, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_generated_parts_are_current() -> None:
    done = generate("--check")

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("README.md", "variables"),
        ("README.md", "modules"),
        ("docs/settings.md", "settings"),
        ("docs/models.md", "models"),
        ("docs/code_maps.md", "code-map-settings"),
        ("docs/inventory.md", "connection"),
    ],
)
def test_every_part_stands_on_its_page(page: str, part: str) -> None:
    begin, end = f"<!-- begin generated: {part} -->", f"<!-- end generated: {part} -->"

    between = text_of(page).partition(begin)[2].partition(end)[0]

    assert between.count("\n| ") > 3


def test_every_setting_and_every_model_is_on_its_page() -> None:
    settings, models = text_of("docs/settings.md"), text_of("docs/models.md")

    assert [key for key in SETTINGS if f"| `{key}` |" not in settings] == []
    assert [model.name for model in MODELS.values() if f"| {model.name} |" not in models] == []


def test_every_error_code_is_explained_and_no_other() -> None:
    codes = {
        kind.code
        for kind in vars(_errors).values()
        if isinstance(kind, type) and issubclass(kind, _errors.NetcamError) and kind is not _errors.NetcamError
    }

    explained = re.findall(r"^## (\w+)$", text_of("docs/errors.md"), re.MULTILINE)

    # the action plugin has one of its own, for what nobody foresaw
    assert sorted(explained) == sorted([*codes, "internal"])


def texts_in_code() -> set[str]:
    """Every text constant of the plugins, joined as Python joins them; the fixed parts of those with values in them."""
    found = set()
    for path in (ROOT / "plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value.strip())
    return found


def quotes(page: str) -> list[str]:
    """The quoted messages of a page, each on one line."""
    return [
        " ".join(part.replace("\n>", " ").split())
        for part in re.findall(r"^> (.*(?:\n>.*)*)", text_of(page), re.MULTILINE)
    ]


def test_quoted_messages_are_those_of_the_code() -> None:
    texts = [text for text in texts_in_code() if len(text) >= 18]

    messages = quotes("docs/errors.md")

    assert len(messages) >= 13
    assert [message for message in messages if not any(text in message for text in texts)] == []


def test_every_key_of_a_result_is_explained() -> None:
    page = text_of("docs/results.md")

    assert [key for key in Result().as_dict() if f"| `{key}` |" not in page] == []


def test_every_status_of_the_summary_is_explained() -> None:
    page = text_of("docs/results.md").partition("## The summary")[2]
    source = (ROOT / "plugins/module_utils/_summary.py").read_text(encoding="utf-8")
    quoted = set(re.findall(r'"([a-z ]+)"', source))
    explained = set(re.findall(r"^\| `([a-z ]+)` \|", page, re.MULTILINE))

    assert explained
    assert explained <= quoted
    assigned = re.findall(r"^\s*status = (.*)$", source, re.MULTILINE)
    assert {word for line in assigned for word in re.findall(r'"([a-z ]+)"', line)} <= explained


def test_every_request_of_a_code_map_is_explained() -> None:
    page = text_of("docs/code_maps.md")

    markers = ("success", "transient", "busy", "max_parameters")
    assert [key for key in (*OPERATIONS, *markers) if f"| `{key}` |" not in page] == []


def test_generator_says_which_file_is_stale(tmp_path: Path) -> None:
    changed = ROOT / "docs" / "models.md"
    before = changed.read_text(encoding="utf-8")
    copy = tmp_path / "clone"
    for name in ("tests/tools/generate_docs.py", "README.md", "docs/models.md", "roles/harden/meta/argument_specs.yml"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    (copy / "README.md").write_text("no generated part\n", encoding="utf-8")
    (copy / "docs/models.md").write_text(before.replace("| VB-H47 |", "| VB-H48 |"), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, copy / "tests/tools/generate_docs.py", "--check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "-| VB-H48 |" in done.stdout
    assert "+| VB-H47 |" in done.stdout
    assert "1 files are not current" in done.stdout
    assert (copy / "docs/models.md").read_text(encoding="utf-8") != before, "--check writes nothing"


@pytest.mark.parametrize("page", PAGES)
def test_lines_are_not_too_long_to_read_in_a_diff(page: str) -> None:
    prose = [line for line in text_of(page).splitlines() if not line.startswith(("|", "  [", "make ", ".venv"))]

    assert [line for line in prose if len(line) > 180] == []
