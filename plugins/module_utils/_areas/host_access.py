# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area host_access: which hosts may reach the camera (guide p. A-14, B-14). The proof against lock-out: _guards.py."""

from __future__ import annotations

from .._guards import parse_networks
from .._plan import Wanted
from .common import Area, Params, Spec, spec_of, values_of

SPEC: Spec = {
    **spec_of("host_access"),
    "must_keep_access": {"type": "list", "elements": "str", "default": []},
}

#: All of a list is needed to prove what it does.
READS = tuple(f"host_access.ipv{version}.{name}" for version in (4, 6) for name in ("rows", "default_policy", "apply"))


def _static(params: Params) -> Wanted:
    parse_networks(params["must_keep_access"], "must_keep_access")
    return Wanted(values_of("host_access", params))


AREA = Area("host_access", SPEC, _static, reads=READS)
