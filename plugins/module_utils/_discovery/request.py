# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A search as the options of the inventory ask for it: checked, carried out, and judged whether it is complete."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .._errors import InvalidValue
from .._wire import HAS_REQUESTS
from . import links, query, search, targets
from .cameras import Camera, gather
from .filters import Criteria, criteria
from .places import best_place

Log = Callable[[str], None]
Option = Callable[[str], Any]

#: Options that change what is found, and so belong to the key of the cache. No password is among them.
_FINDING = (
    "multicast",
    "interfaces",
    "addresses",
    "max_cameras",
    "deduplicate",
    "prefer_scheme",
    "query",
    "query_user",
)
_POSITIVE = ("max_addresses", "rate", "timeout", "max_cameras", "query_timeout", "query_concurrency")
MAX_CONCURRENCY = 256


@dataclass(frozen=True)
class Request:
    """What to find, and how to ask what was found. C(digest) tells requests apart that find other cameras."""

    search: search.Search
    query: query.Query | None
    include: Criteria
    scheme: str
    identity: str
    digest: str

    @classmethod
    def of(cls, option: Option) -> Request:
        """Out of the options of the inventory plugin. Raises InvalidValue."""
        for name in _POSITIVE:
            # a comparison with NaN is never true
            if not option(name) > 0:
                raise InvalidValue(f"{name} must be more than 0, but is {option(name)}")
        if not option("wait") >= 0:
            raise InvalidValue(f"wait must not be negative, but is {option('wait')}")
        if option("expected") is not None and option("expected") < 1:
            raise InvalidValue(f"expected must be at least 1, but is {option('expected')}")
        if option("query_concurrency") > MAX_CONCURRENCY:
            raise InvalidValue(f"query_concurrency must be at most {MAX_CONCURRENCY}")
        addresses = targets.expand(option("addresses"), option("max_addresses"))
        if not option("multicast") and not addresses:
            raise InvalidValue("there is nothing to search: multicast is off, and no addresses are given")
        finding = {name: option(name) for name in _FINDING}
        include, scheme = criteria("include", option("include")), str(option("prefer_scheme"))

        def counts(heard: search.Heard) -> bool:
            return include.has_network(best_place([heard], scheme).address)

        return cls(
            search=search.Search(
                links=tuple(links.choose(option("interfaces"))) if option("multicast") else (),
                targets=tuple(addresses),
                timeout=float(option("timeout")),
                wait=float(option("wait")),
                rate=float(option("rate")),
                max_cameras=option("max_cameras"),
                expected=option("expected"),
                counts=counts,
            ),
            query=_query(option),
            include=include,
            scheme=scheme,
            identity=option("deduplicate"),
            digest=hashlib.sha256(json.dumps(finding, sort_keys=True).encode()).hexdigest()[:12],
        )

    def fulfil(self, started: float, note: Log, warn: Log) -> tuple[list[Camera], bool]:
        """Search and ask. The cameras, and whether all that are expected are among them and were asked.

        Raises InvalidValue, CameraUnreachable.
        """
        if not self.search.links and not self.search.targets:
            warn("ws_discovery: this host has no interface that can do multicast, so nothing was searched")
            return [], False
        heard, more = search.run(self.search, note)
        cameras = gather(heard, self.scheme, self.identity, lambda text: warn(f"ws_discovery: {text}"))
        note(f"{len(cameras)} cameras answered")
        complete = True
        if more:
            warn(
                f"ws_discovery: more than {self.search.max_cameras} cameras answered; raise max_cameras if they are yours"
            )
        expected = self.search.expected
        present = sum(self.include.has_network(camera.address) for camera in cameras)
        if expected is not None and present < expected:
            warn(f"ws_discovery: {present} cameras answered, {expected} are expected")
            complete = False
        if self.query is not None:
            left = max(0.0, started + self.search.timeout - time.monotonic())
            late = query.ask(cameras, self.query, left, note)
            if late:
                warn(f"ws_discovery: {late} cameras were not asked within {self.search.timeout:g} s; raise timeout")
                complete = False
        return cameras, complete


def _query(option: Option) -> query.Query | None:
    if not option("query"):
        return None
    if not HAS_REQUESTS:
        raise InvalidValue("query needs the Python library requests", hint="Install it where ansible runs.")
    if (option("query_user") is None) != (option("query_password") is None):
        raise InvalidValue("query_user and query_password are given together, or not at all")
    return query.Query(
        user=option("query_user"),
        password=option("query_password"),
        timeout=float(option("query_timeout")),
        concurrency=option("query_concurrency"),
        validate_certs=option("validate_certs"),
        ca_path=option("ca_path"),
    )
