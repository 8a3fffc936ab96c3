# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Addresses to probe directly, out of addresses and networks as people write them."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from .._errors import InvalidValue
from .links import Address


def expand(words: Sequence[str], most: int) -> list[Address]:
    """Every address once, in order. Of an IPv4 network all but its own address and the broadcast address.

    Raises InvalidValue for what is no address or network of hosts, and for more than C(most) addresses.
    """
    found: dict[Address, None] = {}
    for word in words:
        try:
            network = ipaddress.ip_network(str(word).strip())
        except ValueError as error:
            raise InvalidValue(
                f"{word!r} is neither an address nor a network: {error}",
                hint="Write 192.0.2.10, 192.0.2.0/24 or 2001:db8::10.",
            ) from None
        if network.is_multicast or network.is_unspecified:
            raise InvalidValue(
                f"{word} is no address of a camera", hint="Probes to the group have options of their own."
            )
        # a /64 must not be walked through to find out that it is too long
        if network.num_addresses - 2 + len(found) > most:
            raise InvalidValue(
                f"{word} brings the addresses to probe above {most}",
                hint="Give smaller networks, or raise max_addresses if this is meant.",
            )
        found.update(dict.fromkeys(network.hosts()))
    if len(found) > most:
        raise InvalidValue(
            f"there are more than {most} addresses to probe", hint="Raise max_addresses if this is meant."
        )
    return list(found)
