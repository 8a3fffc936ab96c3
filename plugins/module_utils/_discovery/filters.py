# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which of the cameras that were found become hosts: by address, maker and model, and by conditions."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from .._errors import InvalidValue
from .cameras import Camera
from .links import Network

_KEYS = ("networks", "manufacturers", "models")


@dataclass(frozen=True)
class Criteria:
    """Networks, makers and models, the last two with wildcards and without regard to case."""

    networks: tuple[Network, ...] = ()
    manufacturers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()

    def has_network(self, address: str) -> bool:
        """Whether an address is in one of the networks, or none are given."""
        found = ipaddress.ip_address(address.partition("%")[0])
        return not self.networks or any(found in network for network in self.networks)

    def _facts(self, camera: Camera) -> list[tuple[bool, bool]]:
        """For each kind that is given: whether the camera fits."""
        return [
            (bool(self.networks), self.has_network(camera.address)),
            (bool(self.manufacturers), _like(camera.manufacturer, self.manufacturers)),
            (bool(self.models), _like(camera.model, self.models) or _like(camera.hardware, self.models)),
        ]

    def all(self, camera: Camera) -> bool:
        """Whether the camera fits every kind that is given."""
        return all(fits for given, fits in self._facts(camera) if given)

    def any(self, camera: Camera) -> bool:
        """Whether the camera fits one of the kinds that are given."""
        return any(fits for given, fits in self._facts(camera) if given)


def _like(text: str | None, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase((text or "").lower(), pattern.lower()) for pattern in patterns)


def criteria(option: str, data: object) -> Criteria:
    """The value of the option C(include) or C(exclude). Raises InvalidValue."""
    if data is None:
        return Criteria()
    if not isinstance(data, Mapping) or set(data) - set(_KEYS):
        raise InvalidValue(f"{option} is a mapping with the keys {', '.join(_KEYS)}")
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in data.items():
        words = value if isinstance(value, list) else [value]
        if not all(isinstance(word, str) and word for word in words):
            raise InvalidValue(f"{option}.{key} is a list of texts")
        lists[key] = tuple(str(word) for word in words)
    try:
        networks = tuple(ipaddress.ip_network(word, strict=False) for word in lists.pop("networks", ()))
    except ValueError as error:
        raise InvalidValue(f"{option}.networks: {error}", hint="Write addresses or networks, 192.0.2.0/24.") from None
    return Criteria(networks, **lists)


def conditions(data: object) -> list[tuple[bool, str | bool]]:
    """The value of the option C(filters): pairs of whether it includes, and the condition. Raises InvalidValue."""
    found: list[tuple[bool, str | bool]] = []
    for entry in data if isinstance(data, list) else [data] if data else []:
        if not isinstance(entry, Mapping) or len(entry) != 1 or not set(entry) <= {"include", "exclude"}:
            raise InvalidValue("each entry of filters is a mapping with exactly one key, include or exclude")
        ((word, condition),) = entry.items()
        if not isinstance(condition, (str, bool)):
            raise InvalidValue(f"filters: the condition of {word} is a Jinja2 expression or a truth value")
        found.append((word == "include", condition))
    return found


def admitted(rules: list[tuple[bool, str | bool]], judge: Callable[[str], Any]) -> bool:
    """Whether the first condition that holds includes; without any that holds the camera is in."""
    for includes, condition in rules:
        if condition if isinstance(condition, bool) else judge(condition):
            return includes
    return True
