# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Every proof that must hold before a plan is carried out, in one place. All of them run before the first write.

A host access list that leaves out the administrator can only be undone by a reset to factory defaults (guide, p. A-14
and B-14), and a controller cannot revert what it can no longer reach. So the proof is arithmetic on the wanted state,
made in advance, for every address that must keep access, and for every state in between.

Whether a camera takes the first matching row, the most specific one or any prohibiting one is documented nowhere. The
proof therefore holds under each of these readings: no prohibiting row may touch an address that must keep access.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ._errors import InvalidValue, Refused
from ._profile_trust import Doubt

Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"

MENU = "[Security] > [Host Access Restrictions]"


@dataclass(frozen=True)
class HostList:
    """The host access restrictions of one IP version as the camera holds them: rows by position (from 0)."""

    version: int
    apply: bool
    default_policy: str
    rows: Mapping[int, Mapping[str, Any]]

    def with_row(self, position: int, row: Mapping[str, Any] | None) -> HostList:
        """The same list with one row written or cleared."""
        rows = {index: cells for index, cells in self.rows.items() if index != position}
        if row is not None:
            rows[position] = row
        return replace(self, rows=rows)


def parse_networks(texts: Iterable[str], option: str) -> tuple[Network, ...]:
    """Addresses and networks that must keep access. Raises InvalidValue."""
    networks = []
    for text in texts:
        try:
            networks.append(ipaddress.ip_network(str(text).strip()))
        except ValueError:
            raise InvalidValue(f"{option}: {text!r} is neither an IP address nor a network", setting=MENU) from None
    return tuple(networks)


def network_of(row: Mapping[str, Any]) -> Network | None:
    """The network a row means; None for a row that is none (only a camera could state such a one)."""
    try:
        return ipaddress.ip_network(f"{row['address']}/{row['prefix_length']}", strict=False)
    except ValueError:
        return None


def loses_access(hosts: HostList, network: Network) -> str | None:
    """Why this address or network would lose access under the list; None when it provably keeps it."""
    if not hosts.apply or network.version != hosts.version:
        return None
    authorized: list[Network] = []
    for position, row in sorted(hosts.rows.items()):
        listed = network_of(row)
        if listed is None or listed.version != hosts.version:
            return f"row {position + 1} ({row['address']}/{row['prefix_length']}) cannot be understood"
        if row["action"] != "authorize" and listed.overlaps(network):
            return f"row {position + 1} ({listed}) prohibits it"
        if row["action"] == "authorize":
            authorized.append(listed)
    if hosts.default_policy == "authorize":
        return None
    # two halves of a network in two rows authorize all of it
    merged = ipaddress.collapse_addresses(authorized)  # type: ignore[type-var]  # one version only, by construction
    if any(network.subnet_of(part) for part in merged):  # type: ignore[arg-type]  # same version
        return None
    return "no row authorizes it and the default policy prohibits"


def keeps_access(hosts: HostList, must_keep: Sequence[Network]) -> bool:
    """Whether every address that must keep access provably does."""
    return all(loses_access(hosts, network) is None for network in must_keep)


def check_host_list(hosts: HostList, must_keep: Mapping[Network, str]) -> None:
    """Refuse a wanted host list under which an address that must keep access would lose it.

    C(must_keep) maps each network to the reason why it must keep access. Raises Refused.
    """
    for network, reason in must_keep.items():
        if (why := loses_access(hosts, network)) is not None:
            shown = network.network_address if network.num_addresses == 1 else network
            raise Refused(
                f"{shown} ({reason}) would lose access to the camera: {why}",
                setting=f"{MENU} > [IPv{hosts.version} Host Access Restrictions]",
                hint="Add a row that authorizes it. Nothing was written. Only a reset to factory defaults undoes a lock-out.",
            )


def check_clear_text(secrets: Sequence[str], clear_text: bool, allowed: bool) -> None:
    """Refuse to send passwords over plain HTTP without consent. C(secrets) are the labels of what would be sent."""
    if secrets and clear_text and not allowed:
        raise Refused(
            f"{', '.join(secrets)} would be sent over plain HTTP, readable by everybody on the way",
            hint="Reach the camera by HTTPS (ansible_netcam_scheme), or set ansible_netcam_allow_clear_text for first contact "
            "on a closed network. Nothing was written.",
        )


def check_basic(wanted: str | None, clear_text: bool, allowed: bool) -> None:
    """Refuse to switch a plain HTTP camera to Basic authentication: every later login would show the password."""
    if wanted == "basic" and clear_text and not allowed:
        raise Refused(
            "Basic authentication over plain HTTP would show the administrator's password at every login",
            setting="[Server] > [Server] > [HTTP Server] > [Authentication Method]",
            hint="Use digest (guide, p. A-15 and B-15). Nothing was written.",
        )


def check_policy(wanted: str | None, scheme: str, allowed: bool, setting: str) -> None:
    """Refuse a connection policy under which this inventory would no longer reach the camera, or silently in clear text.

    C(wanted) is the new [HTTPS Connection Policy], None when it stays; C(scheme) the one of the inventory. Raises Refused.
    """
    if wanted == "https" and scheme == "http":
        raise Refused(
            "the camera would serve HTTPS only, and this inventory reaches it by HTTP: the next run would not find it",
            setting=setting,
            hint="Set ansible_netcam_scheme to https, and ansible_netcam_initial_scheme to http for the first contact. "
            "Nothing was written.",
        )
    if wanted == "http" and (scheme == "https" or not allowed):
        raise Refused(
            "the camera would serve plain HTTP only: passwords and pictures would be readable by everybody on the way",
            setting=setting,
            hint="If this is meant, set ansible_netcam_scheme to http and ansible_netcam_allow_clear_text. Nothing was written.",
        )


def check_certificate_in_force(name: str | None, setting: str) -> None:
    """Refuse HTTPS on a camera that has no valid certificate to show. C(name) is that of the certificate. Raises Refused."""
    if name is None:
        raise Refused(
            "the camera has no valid certificate, and would answer by HTTPS with none",
            setting=setting,
            hint="Give it one first (module netcam.hardening.certificate). Nothing was written.",
        )


def check_removal(used: bool, what: str, setting: str) -> None:
    """Refuse to remove the certificate that HTTPS is served with: the camera would answer with none, or fall back to clear text.

    C(used) says that it is, and that no other takes over; C(what) names the certificate. Raises Refused.
    """
    if used:
        raise Refused(
            f"the camera serves HTTPS with the certificate {what}, and no other would take over",
            setting=setting,
            hint="Switch to HTTP first (module netcam.hardening.ssl_tls), or install another certificate. Nothing was written.",
        )


def check_port_forwarding(on: bool, setting: str) -> None:
    """Refuse to move a camera that opens its ports in the router by itself: it does not allow that. Raises Refused."""
    if on:
        raise Refused(
            "[Auto port forwarding] is on, so the camera lets nobody change its connection or ports",
            setting=setting,
            hint="Switch it off first, in a run of its own (netcam.hardening.network, upnp_port_forwarding: false). "
            "Nothing was written.",
        )


def check_network(changes: Mapping[str, Any], camera: str, own_address: str) -> None:
    """Refuse network changes that take away the very way by which this session reaches the camera.

    C(camera) is the address or name in use, C(own_address) this host's address on the way there. Raises Refused.
    """
    by_ipv6 = ipaddress.ip_address(own_address).version == 6
    try:
        address: Any = ipaddress.ip_address(camera.split("%", 1)[0])
    except ValueError:
        address = None
    ways = (
        (changes.get("network.ipv6.ipv6") is False and by_ipv6, "IPv6", "IPv6, which would be disabled"),
        (
            by_ipv6
            and (
                any(key in changes for key in ("network.ipv6.address", "network.ipv6.prefix_length"))
                or any(changes.get(key) is False for key in ("network.ipv6.auto_ra", "network.ipv6.auto_dhcpv6"))
            ),
            "IPv6",
            "IPv6, whose address would change or go",
        ),
        (
            changes.get("network.ipv4.auto_ip") is False
            and address is not None
            and address.is_link_local
            and not by_ipv6,
            "AutoIP",
            "its AutoIP address, which would go",
        ),
        (
            changes.get("network.mdns") is False and camera.rstrip(".").lower().endswith(".local"),
            "mDNS",
            "its mDNS name, which would no longer be answered",
        ),
    )
    for applies, label, way in ways:
        if applies:
            raise Refused(
                f"this session reaches the camera by {way}",
                setting=f"[Network] > [{label}]",
                hint="Reach the camera by its regular IPv4 address (ansible_host) first. Nothing was written.",
            )


def check_dot1x(what: str, confirmed: bool, where: str) -> None:
    """Refuse what may cut a camera off its switch port, until somebody says that the network is ready for it.

    A port that does not know the camera, or that demands a login while none is offered, closes; nothing on this side can
    open it again. Raises Refused.
    """
    if not confirmed:
        raise Refused(
            f"{what}, and a switch port that is not prepared for that cuts it off",
            setting=where,
            hint="Prepare the authentication server and the switch port, then set confirm_network_ready. Nothing was written.",
        )


def check_trust(
    profile: str,
    doubts: Sequence[Doubt],
    allowed: Sequence[str],
    labels: Mapping[str, str],
    never: Collection[str],
    by_name: Collection[str],
) -> None:
    """Refuse to write by a learned profile what was not proven on such a camera, without the user's word for it.

    C(allowed) are kinds of doubt that the user accepts (setting, model, firmware); C(labels) name settings. C(never) are
    those that no proof is possible of, C(by_name) those that are proven only where they are named. Raises Refused.
    """
    refused = [doubt for doubt in doubts if doubt.kind not in allowed]
    if not refused:
        return
    first = refused[0]
    same = [doubt for doubt in refused if doubt.kind == first.kind]
    others = ", ".join(doubt.setting_id for doubt in same[1:])
    named = ", ".join(doubt.setting_id for doubt in same if doubt.setting_id in by_name)
    hopeless = ", ".join(doubt.setting_id for doubt in same if doubt.setting_id in never)
    raise Refused(
        f"the profile {profile} was learned from a recording, and for this setting {first.reason}"
        f"{f' (the same holds for {others})' if others else ''}",
        setting=f"{first.setting_id} {labels.get(first.setting_id, '')}".strip(),
        hint="Prove it on one camera of this model and firmware (playbook netcam.hardening.prove_profile), or accept it with "
        f"{first.kind} in ansible_netcam_allow_unproven."
        f"{f' The proof leaves out what is not named in prove_risky: {named}.' if named else ''}"
        f"{f' No proof is possible of {hopeless}.' if hopeless else ''} Nothing was written.",
    )


def check_rename(fixed: str | None, wanted: str, menu: str) -> None:
    """Refuse to rename an administrator whose name the model fixes."""
    if fixed is not None and wanted != fixed:
        raise InvalidValue(
            f"this model has the fixed administrator name {fixed!r}, {wanted!r} is wanted",
            setting=menu,
            hint=f"Set the name to {fixed} for this camera.",
        )


def check_confirmation(given: str | None, expected: str) -> None:
    """Refuse to erase a camera that is not named by the confirmation; so one variable can never erase a fleet."""
    if given != expected:
        raise Refused(
            f"initialization erases all settings and needs confirm to be exactly {expected!r}, but it is {given!r}",
            setting="[Maintenance] > [General] > [Initialization]",
            hint="Give each camera its own confirmation. Nothing was written.",
        )
