# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Names of hosts and groups. What a stranger says becomes part of a name only letter by letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from .cameras import Camera

MAX_NAME = 100
#: Names that mean something else to Ansible: what runs on localhost must never reach a camera.
RESERVED = frozenset({"localhost", "all", "ungrouped"})

_LAST_PART = re.compile(r"[0-9A-Za-z]+$")


def safe_name(text: str) -> str:
    """Letters, digits, dots, dashes and underscores: nothing that an inventory reads as a pattern, a port or a path."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-._")[:MAX_NAME].strip("-._")


def short_identity(camera: Camera) -> str:
    """The last part of the endpoint reference, which in a UUID often is the MAC address; else the address."""
    last = _LAST_PART.search(camera.endpoint)
    return last.group()[-16:].lower() if last else camera.address


def long_identity(camera: Camera) -> str:
    """The whole endpoint reference without what all have in common; else the address."""
    return re.sub(r"^(urn:)?(uuid:)?", "", camera.endpoint.lower())[-64:] or camera.address


def default_name(camera: Camera) -> str:
    """Hardware and identity, in lower case: it stays when the address changes."""
    return safe_name(f"{(camera.hardware or 'camera').lower()}-{short_identity(camera)}")


def host_names(
    cameras: Sequence[Camera], wanted: Callable[[Camera], str | None], reserved: Collection[str] = RESERVED
) -> list[str]:
    """A name for each camera. C(wanted) may have none for it, then it is the default one.

    Cameras that would have the same name get their identity added, all of them, so that the name does not depend on
    which one answered first; with the same identity too, the address.
    """
    names = []
    for camera in cameras:
        text = wanted(camera)
        name = safe_name(text) if text else ""
        names.append(name or default_name(camera))
    for more in (long_identity, lambda camera: camera.address):
        count = Counter(names)
        names = [
            safe_name(f"{name}-{more(camera)}") if count[name] > 1 else name
            for name, camera in zip(names, cameras, strict=True)
        ]
    return [f"camera-{name}" if name.lower() in reserved or not name else name for name in names]


def group_name(*words: str) -> str:
    """A group's name: letters, digits and underscores in lower case, never beginning with a digit."""
    text = re.sub(r"[^a-z0-9]+", "_", "_".join(words).lower()).strip("_")[:MAX_NAME].strip("_")
    return f"_{text}" if text[:1].isdigit() else text


def groups_of(camera: Camera, by: Collection[str]) -> list[str]:
    """The groups of a camera, by what it is: C(family), C(manufacturer), C(model), C(profile), C(firmware)."""
    found = []
    if "family" in by:
        found.append(camera.family)
    for kind, value in (("manufacturer", camera.manufacturer), ("model", camera.model), ("firmware", camera.firmware)):
        # a name in letters of another script leaves nothing behind the prefix
        if kind in by and value and group_name(value):
            found.append(group_name(kind, value))
    if "profile" in by:
        found += [group_name("onvif_profile", profile) for profile in camera.profiles or ()]
    return found
