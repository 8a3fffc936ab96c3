# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A profile is parsed once in a run, and what is kept is never older or other than its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible import constants as C

from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError
from ansible_collections.netcam.hardening.plugins.plugin_utils import _shared_profiles
from ansible_collections.netcam.hardening.plugins.plugin_utils._profile_file import read_profile
from ansible_collections.netcam.hardening.plugins.plugin_utils._shared_profiles import shared_profile


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this run."""
    folder = tmp_path / "run"
    folder.mkdir()
    monkeypatch.setattr(C, "DEFAULT_LOCAL_TMP", str(folder))
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was parsed."""
    found: list[str] = []

    def reading(path: str) -> dict[str, object]:
        found.append(path)
        return read_profile(path)

    monkeypatch.setattr(_shared_profiles, "read_profile", reading)
    return found


def profile(tmp_path: Path, text: str, name: str = "a.yml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_second_reader_does_not_parse_it(tmp_path: Path, kept: Path, parsed: list[str]) -> None:
    path = profile(tmp_path, "name: a\nsettings: {users.accounts: {code: x, rows: 5, restart: true, note: null}}\n")
    assert shared_profile(path) == shared_profile(path) == read_profile(path)
    assert parsed == [path]
    (file,) = kept.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_changed_file_is_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    path = profile(tmp_path, "name: a\n")
    shared_profile(path)
    profile(tmp_path, "name: changed\n")
    assert shared_profile(path) == {"name": "changed"}
    assert parsed == [path, path]


def test_another_file_with_the_same_content_is_another_one(tmp_path: Path, parsed: list[str]) -> None:
    one, other = profile(tmp_path, "name: a\n"), profile(tmp_path, "name: a\n", "b.yml")
    assert shared_profile(one) == shared_profile(other)
    assert parsed == [one, other]


@pytest.mark.parametrize("text", ["firmware: 2026-11-22\n", "5: a\n", "name: !!binary aGVsbG8=\n", "limit: .nan\n"])
def test_what_json_would_change_is_parsed_each_time(tmp_path: Path, kept: Path, parsed: list[str], text: str) -> None:
    path = profile(tmp_path, text)
    assert repr(shared_profile(path)) == repr(shared_profile(path)) == repr(read_profile(path))
    assert len(parsed) == 2
    assert not list(kept.iterdir())


def test_a_kept_file_that_was_cut_is_not_taken(tmp_path: Path, kept: Path, parsed: list[str]) -> None:
    path = profile(tmp_path, "name: a\n")
    shared_profile(path)
    next(kept.iterdir()).write_text('{"name": ', encoding="utf-8")
    assert shared_profile(path) == {"name": "a"}
    assert len(parsed) == 2


def test_where_nothing_can_be_kept_it_is_parsed(tmp_path: Path, kept: Path, parsed: list[str]) -> None:
    kept.rmdir()
    path = profile(tmp_path, "name: a\n")
    assert shared_profile(path) == shared_profile(path) == {"name": "a"}
    assert len(parsed) == 2


@pytest.mark.parametrize("text", ["- a list\n", "{broken\n"])
def test_a_file_that_is_no_profile_is_an_error_each_time(tmp_path: Path, kept: Path, text: str) -> None:
    for _time in range(2):
        with pytest.raises(ProfileError):
            shared_profile(profile(tmp_path, text))
    with pytest.raises(ProfileError):
        shared_profile(str(tmp_path / "missing.yml"))
    assert not list(kept.iterdir())
