# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area snmp_server: SNMP v1/v2c and v3 (guide p. A-22, B-21)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .._errors import InvalidValue
from .._plan import Wanted
from .._values import Secret
from .common import UPDATE_PASSWORD, Area, Context, Params, Spec, spec_of, values_of

SPEC: Spec = {**spec_of("snmp_server"), **UPDATE_PASSWORD}
_PASSWORDS = ("snmp_server.auth_password", "snmp_server.encryption_password")
_NEEDED = {"none": (), "authentication": _PASSWORDS[:1], "authentication_and_encryption": _PASSWORDS}


def _static(params: Params) -> Wanted:
    values = values_of("snmp_server", params)
    always = frozenset(_PASSWORDS) & set(values) if params["update_password"] == "always" else frozenset()
    return Wanted(values, frozenset(always))


def _resolve(wanted: Wanted, _params: Params, context: Context) -> Wanted:
    """SNMP v3 without a user or without its passwords would be an open or a dead agent."""

    def then(key: str) -> Any:
        return wanted.values.get(key, context.current.get(key))

    if then("snmp_server.v3") is True and "snmp_server.v3" in wanted.values:
        if not then("snmp_server.v3_user_name"):
            raise InvalidValue("SNMP v3 needs a user name", setting="snmp_server.v3_user_name", hint="Set user_name.")
        for key in _NEEDED.get(then("snmp_server.security_level"), ()):
            if then(key) in (None, "", Secret.UNSET):
                raise InvalidValue(
                    f"the security level {then('snmp_server.security_level')} needs this password, and the camera has none",
                    setting=key,
                    hint=f"Set {key.rpartition('.')[2]}.",
                )
    if then("snmp_server.v3") is True and then("snmp_server.security_level") == "none":
        context.warnings.append("SNMP v3 with the security level none has neither passwords nor encryption")
    if then("snmp_server.v1_v2c") is True:
        context.warnings.append(
            "SNMP v1 and v2c send everything in clear text; use them on a secured network only (guide, p. A-22 and B-21)"
        )
    return replace(wanted)


AREA = Area(
    "snmp_server",
    SPEC,
    _static,
    _resolve,
    reads=(
        "snmp_server.v1_v2c",
        "snmp_server.v3",
        "snmp_server.v3_user_name",
        "snmp_server.security_level",
        *_PASSWORDS,
    ),
)
