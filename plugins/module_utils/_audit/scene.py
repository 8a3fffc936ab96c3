# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Everything that is known of one camera when its controls are judged. Judging asks the camera nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._catalog import SETTINGS
from .._certificates.revocation import Given
from .._facts import Facts
from .._guards import Network
from .._probes.finding import NOT_SEEN, SEEN


@dataclass(frozen=True)
class Site:
    """What the site has decided, as far as a control depends on it. None where it has not said."""

    firmware_minimum_version: str | None = None
    accounts: tuple[str, ...] | None = None
    allowed_hosts: tuple[Network, ...] | None = None
    expected_ports: tuple[int, ...] = ()
    rtp_required: bool = False
    max_drift: float = 5.0
    warn_days: int = 28
    ca_certificates: tuple[Given, ...] = ()
    crls: tuple[Given, ...] = ()


@dataclass(frozen=True)
class Trust:
    """What the camera's certificate store tells.

    C(held) are the names of its CA certificates; C(authorities) and C(lists) say of each that the site has given whether it is
    there. None: the camera does not tell.
    """

    held: tuple[str, ...] = ()
    authorities: tuple[tuple[str, bool], ...] = ()
    lists: tuple[tuple[str, bool | None], ...] = ()


@dataclass
class Scene:
    """One camera as it was found.

    C(values) are settings by key as the camera states them, C(manual) why an interface does not reach a setting, C(unread)
    why a setting that could be reached was not read, C(why_unread) the same for all of them. C(delivered): the camera has no
    account yet, and the values are those that the guide prints as factory defaults. C(weaknesses) are those of the
    administrator's name and password with which the session logged in; None where it did not, or not as administrator.
    C(probes) are findings by name, as plain data.
    """

    facts: Facts = field(default_factory=Facts)
    values: dict[str, Any] = field(default_factory=dict)
    manual: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    why_unread: str = ""
    delivered: bool = False
    factory_account: bool | None = None
    weaknesses: tuple[str, ...] | None = None
    login: str | None = None
    probes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    site: Site = field(default_factory=Site)
    trust: Trust | None = None
    #: whether settings were read at all
    inside: bool = False

    @property
    def family(self) -> str | None:
        """The family, as far as it is known."""
        return self.facts.family

    def exists(self, setting_id: str) -> bool:
        """Whether this camera's family has the setting."""
        return SETTINGS[setting_id].exists_on(self.family)

    def why_not(self, key: str) -> str:
        """Why a value is missing."""
        return self.unread.get(key) or self.why_unread or "the camera did not state it"

    def state(self, probe: str) -> str | None:
        """State of a probe; None where it did not run."""
        return self.probes[probe]["state"] if probe in self.probes else None

    def saw(self, probe: str) -> bool:
        """Whether a probe saw what it looks for."""
        return self.state(probe) == SEEN

    def saw_nothing(self, probe: str) -> bool:
        """Whether a probe found out that it is not there."""
        return self.state(probe) == NOT_SEEN

    def facts_of(self, probe: str) -> Mapping[str, Any]:
        """Facts of a probe; empty where it did not run."""
        found: Mapping[str, Any] = self.probes.get(probe, {}).get("facts", {})
        return found

    def evidence_of(self, probe: str) -> str:
        """A probe's finding in words."""
        return str(self.probes.get(probe, {}).get("evidence", "was not looked at"))
