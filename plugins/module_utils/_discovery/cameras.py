# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The cameras of a search: answers put together, described, and turned into plain data and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from .._catalog import FAMILY_IPRO, FAMILY_ONVIF, find_model
from .places import best_place
from .scopes import clean, describe
from .search import Heard

#: Of the plain data, which a cache may keep over an update of the collection.
DATA_VERSION = 1
CANON = "Canon"

_IPRO = re.compile(r"\bWV-[A-Z]+\d", re.IGNORECASE)


@dataclass
class Camera:
    """One camera. What it did not say, and nobody asked for, is None or empty.

    C(address), C(port), C(scheme): where its ONVIF service is reached. C(addresses): all that answered.
    C(manufacturer), C(model): out of its scopes, or its own answer where it was asked. C(clock_offset): seconds its clock
    is ahead of this host's.
    """

    endpoint: str
    address: str
    port: int
    scheme: str
    addresses: list[str]
    xaddrs: list[str]
    types: list[str]
    scopes: list[str]
    name: str | None = None
    hardware: str | None = None
    location: list[str] | None = None
    profiles: list[str] | None = None
    manufacturer: str | None = None
    model: str | None = None
    firmware: str | None = None
    serial_number: str | None = None
    clock_offset: float | None = None

    @property
    def family(self) -> str:
        """The family whose limits and menus apply, as far as a model's name tells; C(onvif) for every other camera.

        Canon's models are those of the guide's lists. The names of i-PRO's (before: Panasonic's) begin with WV.
        """
        words = [word for word in (self.model, self.hardware, self.name) if word]
        for word in words:
            known = find_model(word)
            if known is not None:
                return known.family
        return FAMILY_IPRO if any(_IPRO.search(word) for word in words) else FAMILY_ONVIF

    def learn(self, manufacturer: str | None, model: str | None, firmware: str | None, serial: str | None) -> None:
        """Take what the camera itself says for what was read out of its scopes."""
        self.manufacturer = clean(manufacturer) or self.manufacturer
        self.model = clean(model) or self.model
        self.firmware = clean(firmware)
        self.serial_number = clean(serial)

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def gather(heard: Iterable[Heard], scheme: str, by: str, log: Callable[[str], None]) -> list[Camera]:
    """One camera for each identity, ordered by it: the endpoint reference, or (C(by) is C(address)) the address.

    C(log) is told when several addresses claim the same endpoint: that is one camera with several, or several cameras
    that were given the same identity, or somebody who poses as another.
    """
    grouped: dict[str, list[Heard]] = {}
    for item in heard:
        identity = (by == "endpoint" and item.match.endpoint) or f"{item.source} {item.match.endpoint}"
        grouped.setdefault(identity, []).append(item)
    return [_camera(grouped[identity], scheme, log) for identity in sorted(grouped)]


def _camera(answers: list[Heard], scheme: str, log: Callable[[str], None]) -> Camera:
    first = answers[0].match
    place = best_place(answers, scheme)
    sources = list(dict.fromkeys(item.source for item in answers))
    if len(sources) > 1 and not _one_device(answers):
        log(
            f"{first.endpoint} answered from {', '.join(sources)}, each with other addresses: taken for one camera at "
            f"{place.address}"
        )
    described = describe(first.scopes)
    known = find_model(described.hardware) or find_model(described.name)
    return Camera(
        endpoint=first.endpoint,
        address=place.address,
        port=place.port,
        scheme=place.scheme,
        addresses=sources,
        xaddrs=_joined(item.match.xaddrs for item in answers),
        types=_joined(item.match.types for item in answers),
        scopes=list(first.scopes),
        name=described.name,
        hardware=described.hardware,
        location=list(described.location),
        profiles=list(described.profiles),
        manufacturer=described.manufacturer or (CANON if known else None),
        model=known.name if known else described.hardware,
    )


def _one_device(answers: list[Heard]) -> bool:
    """Whether the answers from several addresses have an address of a service in common."""
    first, *others = (set(item.match.xaddrs) for item in answers)
    return all(first & other for other in others)


def _joined(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(word for words in lists for word in words))


def to_data(cameras: Iterable[Camera]) -> dict[str, Any]:
    """What a cache keeps."""
    return {"version": DATA_VERSION, "cameras": [camera.as_dict() for camera in cameras]}


def from_data(data: object) -> list[Camera] | None:
    """The cameras out of a cache; None when the data is not of this version, or damaged."""
    if not isinstance(data, Mapping) or data.get("version") != DATA_VERSION:
        return None
    names = {field.name for field in fields(Camera)}
    entries = data.get("cameras")
    if not isinstance(entries, list) or not all(
        isinstance(entry, Mapping) and set(entry) == names for entry in entries
    ):
        return None
    return [Camera(**entry) for entry in entries]
