# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area dot1x: the switch, the method, the user name and its password (guide p. A-19, B-18). Files are C(_operations/dot1x.py)."""

from __future__ import annotations

from .._errors import InvalidValue
from .._plan import Wanted
from .common import UPDATE_PASSWORD, Area, Context, Params, Spec, spec_of, values_of

ENABLE, METHOD, USER_NAME, PASSWORD = "dot1x.enable", "dot1x.method", "dot1x.user_name", "dot1x.password"
SPEC: Spec = {**spec_of("dot1x"), **UPDATE_PASSWORD}


def _static(params: Params) -> Wanted:
    values = values_of("dot1x", params)
    always = frozenset({PASSWORD}) & set(values) if params["update_password"] == "always" else frozenset()
    return Wanted(values, frozenset(always))


def _resolve(wanted: Wanted, _params: Params, context: Context) -> Wanted:
    """A camera that is to authenticate needs a name to do it by."""
    enabled = wanted.values.get(ENABLE, context.current.get(ENABLE))
    name = wanted.values.get(USER_NAME, context.current.get(USER_NAME))
    if wanted.values.get(ENABLE) is True and name == "":
        raise InvalidValue(
            "802.1X needs a user name, and the camera has none", setting=USER_NAME, hint="Set user_name."
        )
    if enabled is True and wanted.values.get(USER_NAME) == "":
        raise InvalidValue("802.1X is enabled and needs a user name", setting=USER_NAME, hint="Disable it first.")
    return wanted


AREA = Area("dot1x", SPEC, _static, _resolve, reads=(ENABLE, METHOD, USER_NAME))
