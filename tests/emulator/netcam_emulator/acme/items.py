# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which settings cameras of the made-up maker have: those of the guide's newer part, but for the status of certificates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .. import checks
from ..items import Item

_NOT = ("certificate.",)
#: Lists of the emulated Canon cameras that are text fields here.
_AS_TEXT = {"date_time.time_zone": checks.time_zone, "dot1x.method": checks.text(32, 1)}


def acme_items(guide: Mapping[str, Item]) -> dict[str, Item]:
    """The items out of those of the guide's newer generation; HTTPS is on as delivered, beside HTTP."""
    found = {id_: item for id_, item in guide.items() if not id_.startswith(_NOT)}
    for id_, check in _AS_TEXT.items():
        found[id_] = replace(found[id_], words=(), check=check)
    found["ssl_tls.https_policy"] = replace(found["ssl_tls.https_policy"], default="http_and_https")
    return found
