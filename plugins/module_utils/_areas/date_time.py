# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Area date_time: method, time zone, NTP server, clock, and how far the clock is off (guide p. A-8, B-8)."""

from __future__ import annotations

from dataclasses import replace

from .._errors import InvalidValue
from .._plan import CLOCK_NOW, Wanted
from .common import Area, Context, Params, Spec, spec_of, values_of

SPEC: Spec = {**spec_of("date_time"), "max_drift": {"type": "float", "default": 5.0}}


def _static(params: Params) -> Wanted:
    if params["max_drift"] <= 0:
        raise InvalidValue(
            f"max_drift must be more than 0 seconds, but is {params['max_drift']:g}", setting="date_time"
        )
    values = values_of("date_time", params)
    if values.get("date_time.method") == "ntp" and values.get("date_time.ntp_server") == "":
        raise InvalidValue("method ntp needs a server", setting="date_time.ntp_server", hint="Set ntp_server.")
    return Wanted(values)


def _resolve(wanted: Wanted, params: Params, context: Context) -> Wanted:
    values = dict(wanted.values)
    method = values.get("date_time.method", context.current.get("date_time.method"))
    server = values.get("date_time.ntp_server", context.current.get("date_time.ntp_server"))
    if method == "ntp" and "date_time.ntp_server" in context.unreached and not server:
        # a time server without an address would leave the camera without any clock: the method stays as it is
        values.pop("date_time.method", None)
        context.warnings.append("NTP stays as it is, because no interface of this camera sets its server")
        method = context.current.get("date_time.method")
    managed = "date_time.method" in values or "date_time.ntp_server" in values
    known = "date_time.ntp_server" in values or "date_time.ntp_server" in context.current
    if managed and known and method == "ntp" and not server:
        raise InvalidValue(
            "method ntp needs a server, and the camera has none", setting="date_time.ntp_server", hint="Set ntp_server."
        )
    drift = context.facts.drift
    if drift is not None and abs(drift) > params["max_drift"]:
        if method == "manual":
            values["date_time.clock"] = CLOCK_NOW
        else:
            context.warnings.append(
                f"the camera's clock is {drift:+.0f} s off; log entries carry wrong times until NTP corrects it"
            )
    return replace(wanted, values=values)


AREA = Area(
    "date_time", SPEC, _static, _resolve, reads=("date_time.method", "date_time.ntp_server", "date_time.time_zone")
)
