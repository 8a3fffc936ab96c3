# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which certificate a camera serves, and what its store holds. Never writes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .._certificates.eyes import Eyes, Seen
from .._certificates.facts import time_text
from .._certificates.store import ABILITIES, Held, Store
from .._errors import InvalidValue
from .._result import Result
from .._session import Session
from .base import Params


class CertificateInfo:
    """Area certificate_info."""

    name = "certificate_info"
    needs_account = "always"
    spec: dict[str, dict[str, Any]] = {"warn_days": {"type": "int", "default": 28}}

    def static(self, params: Params) -> None:
        """A time to warn in advance. Raises InvalidValue."""
        if params["warn_days"] < 0:
            raise InvalidValue(f"warn_days must not be negative, but is {params['warn_days']}", setting=self.name)

    def secrets(self, params: Params) -> list[str]:
        """It sends none."""
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """What no interface reaches is part of the answer."""
        return []

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Store and handshake, in words for a table and as data."""
        now = datetime.now(UTC)
        store = session.driver.certificate_store() if session.driver is not None else None
        eyes = Eyes(session, store)
        seen = eyes.look()
        facts = seen.facts(now)
        status = _status(seen, facts, now, params["warn_days"])
        if status == "warning":
            result.warnings.append(f"the certificate ends in {facts['days_left']} days, at {facts['not_after']}")
        result.extra["certificate"] = {"status": status, **facts, "tls": eyes.grade(now, params["warn_days"])}
        result.extra["store"] = None if store is None else _store(store, seen)


def _status(seen: Seen, facts: dict[str, Any], now: datetime, warn_days: int) -> str:
    if seen.certificate is None:
        return "installed" if seen.state.server is not None else "none"
    if now > seen.certificate.not_valid_after_utc:
        return "expired"
    if now < seen.certificate.not_valid_before_utc:
        return "not yet valid"
    return "warning" if facts["days_left"] <= warn_days else "ok"


def _store(store: Store, seen: Seen) -> dict[str, Any]:
    return {
        "driver": store.name,
        "has_key": seen.state.has_key,
        "request_pending": seen.state.request is not None,
        "held": [_held(held) for held in seen.state.held],
        "can": {ability: (reason := store.why_not(ability)) is None or reason for ability in ABILITIES},
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "id": held.id,
        "kind": held.kind,
        "common_name": held.common_name,
        "not_before": time_text(held.not_before) if held.not_before else None,
        "not_after": time_text(held.not_after) if held.not_after else None,
        "self_signed": held.self_signed,
        "in_use": held.in_use,
    }
