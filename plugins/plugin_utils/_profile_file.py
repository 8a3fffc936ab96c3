# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Profile files on the controller: read, and written back in one way, so that the same content is the same bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from ..module_utils._errors import FileProblem, ProfileError
from ..module_utils._files import PUBLIC, write_whole
from ..module_utils._profile_text import profile_text

#: The C loader reads a profile in a tenth of the time; both are safe loaders.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: A profile has some hundred settings. Bytes.
_LARGEST = 8 * 1024 * 1024
Read = Callable[[str], dict[str, Any]]


def read_profile(path: str) -> dict[str, Any]:
    """The content of a profile file. Raises ProfileError."""
    try:
        with open(path, encoding="utf-8") as handle:
            if os.fstat(handle.fileno()).st_size > _LARGEST:
                raise ProfileError(f"the profile {path} is longer than {_LARGEST} bytes")
            data = yaml.load(handle, Loader=LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ProfileError(f"the profile {path} cannot be read: {type(error).__name__}") from None
    if not isinstance(data, dict):
        raise ProfileError(
            f"the profile {path} is not a mapping",
            hint="The format is described in docs/code_maps.md and docs/web_profiles.md.",
        )
    return data


def profiles_in(folder: str, read: Read = read_profile) -> list[dict[str, Any]]:
    """The profiles of a folder, in the order of their names; C(read) reads one. Raises ProfileError."""
    names = sorted(name for name in os.listdir(folder) if name.endswith((".yml", ".yaml")))
    return [read(os.path.join(folder, name)) for name in names]


class Shared(list[dict[str, Any]]):
    """Profiles are read-only, so never copied: the check of a module's options would copy them, for each camera of a fleet."""

    def __deepcopy__(self, _memo: Any) -> Shared:
        return self


class Found(Shared):
    """Profiles that nobody has pointed at."""


def found_profiles(inventory_dir: Any, read: Read = read_profile) -> Found:
    """Profiles in the folder C(profiles) of the inventory's folder, or beside it, where an inventory folder has it, because
    Ansible reads everything in there as inventory. Other files than profiles do not count. Raises ProfileError."""
    if not isinstance(inventory_dir, str) or not inventory_dir:
        return Found()
    for place in (inventory_dir, os.path.dirname(os.path.abspath(inventory_dir))):
        folder = os.path.join(place, "profiles")
        if os.path.isdir(folder):
            return Found(data for data in profiles_in(folder, read) if "profile_version" in data)
    return Found()


def head_of(path: str) -> str:
    """The comment lines with which a file begins."""
    lines: list[str] = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            if not line.startswith("#"):
                break
            lines.append(line)
    return "".join(lines)


def write_profile(path: str, data: Mapping[str, Any]) -> bool:
    """Write a profile whole or not at all; whether the file changed. Raises FileProblem."""
    try:
        text = profile_text(data, head_of(path) if os.path.exists(path) else "")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as present:
                if present.read() == text:
                    return False
        mode = os.stat(path).st_mode & 0o777 if os.path.exists(path) else PUBLIC
    except OSError as error:
        raise FileProblem(f"{path} cannot be written: {error.strerror}", setting="profile") from None
    write_whole(path, text.encode("utf-8"), mode, label="profile")
    return True
