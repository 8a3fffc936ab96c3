# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Every area that has settings, in the order of the guide. Areas without rules of their own are nothing but catalog rows."""

from __future__ import annotations

from .._catalog import PORTS_IN_USE, SETTINGS
from . import administrator, date_time, dot1x, host_access, snmp_server, user_authority, users
from .common import Area, Context, plain, spec_of

#: A port can only be judged beside the others.
_PORT_READS = (*PORTS_IN_USE, *(key for key in SETTINGS if key.endswith((".multicast_port", ".multicast_address"))))


def _simple(name: str, reads: tuple[str, ...] = ()) -> Area:
    return Area(name, spec_of(name), plain(name), reads=reads)


AREAS: dict[str, Area] = {
    area.name: area
    for area in (
        administrator.AREA,
        date_time.AREA,
        _simple("log_notification"),
        _simple("account_policy"),
        users.AREA,
        user_authority.AREA,
        host_access.AREA,
        _simple("http_server", _PORT_READS),
        snmp_server.AREA,
        _simple("ftp_server"),
        _simple("rtp_server", _PORT_READS),
        _simple("ssl_tls"),
        dot1x.AREA,
        _simple("network"),
    )
}

__all__ = ["AREAS", "Area", "Context"]
