# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area administrator: name and password of the administrator account (guide p. A-7, B-7)."""

from __future__ import annotations

from .._errors import InvalidValue
from .._passwords import COMMON_NAMES, weaknesses
from .._plan import Wanted
from .common import Area, Context, Params, Spec, plain

SPEC: Spec = {
    "name": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "password_strength": {"type": "str", "choices": ["fail", "warn", "ignore"], "default": "fail", "no_log": False},
}
LABEL = "administrator.password [Password] ([User Management])"


def _resolve(wanted: Wanted, params: Params, context: Context) -> Wanted:
    password = wanted.values.get("administrator.password")
    name = str(wanted.values.get("administrator.name") or "")
    if password is not None:
        if context.facts.alphanumeric_password and not password.isalnum():
            raise InvalidValue(
                f"the {context.facts.model} takes letters and digits only in passwords",
                setting=LABEL,
                hint="Choose a longer password of letters and digits for this camera.",
            )
        if params["password_strength"] == "warn" and (found := weaknesses(password, name)):
            context.warnings.append(f"the administrator's password {', '.join(found)} (guide, p. A-7 and B-7)")
    if name.lower() in COMMON_NAMES and context.facts.fixed_administrator is None:
        context.warnings.append(f"the administrator name {name!r} is easy to guess (guide, p. A-7 and B-7)")
    return wanted


AREA = Area("administrator", SPEC, plain("administrator"), _resolve)
