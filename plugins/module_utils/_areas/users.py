# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area users: the authorized user accounts (guide p. A-12, B-12)."""

from __future__ import annotations

from dataclasses import replace

from .._catalog import SETTINGS
from .._errors import InvalidValue
from .._passwords import weaknesses
from .._plan import Wanted
from .._values import limits_for
from .common import UPDATE_PASSWORD, Area, Context, Params, Spec, spec_of

KEY = "users.accounts"
SPEC: Spec = {
    "accounts": {**spec_of("users")["accounts"], "required": True},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "exclusive": {"type": "bool", "default": False},
    **UPDATE_PASSWORD,
}


def _static(params: Params) -> Wanted:
    if params["exclusive"] and params["state"] == "absent":
        raise InvalidValue("exclusive goes with state present only", setting=KEY)
    always = frozenset({KEY}) if params["update_password"] == "always" else frozenset()
    return Wanted({KEY: params["accounts"]}, always)


def _resolve(wanted: Wanted, params: Params, context: Context) -> Wanted:
    current = list(context.current.get(KEY) or ())
    given = wanted.values[KEY]
    names = {row["name"] for row in given}
    if params["state"] == "absent":
        rows = [row for row in current if row["name"] not in names]
    elif params["exclusive"]:
        rows = list(given)
    else:
        rows = [row for row in current if row["name"] not in names] + list(given)
    for row in given:
        password = row.get("password")
        if isinstance(password, str) and context.facts.alphanumeric_password and not password.isalnum():
            raise InvalidValue(
                f"the {context.facts.model} takes letters and digits only in passwords",
                setting=f"{KEY} [Authorized User Account]",
                hint=f"Choose another password for {row['name']!r}.",
            )
        if isinstance(password, str) and (found := weaknesses(password, row["name"])):
            context.warnings.append(
                f"the password of the authorized user {row['name']!r} {', '.join(found)} (guide, p. A-8 and B-8)"
            )
    limits = limits_for(SETTINGS[KEY], context.facts.family)
    # a camera of no generation of the guide states its own number, which the plan keeps to
    if limits and len(rows) > (size := max(limit.rows for limit in limits)):
        raise InvalidValue(f"{len(rows)} rows are wanted, the table has {size}", setting=KEY)
    return replace(wanted, values={KEY: tuple(rows)})


AREA = Area("users", SPEC, _static, _resolve, reads=(KEY,))
