# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Names and addresses of a camera, as subjectAltName carries them and as clients compare them (RFC 5280, RFC 9525)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Sequence

from .._errors import CertificateProblem
from .crypto import x509

#: A certificate for one camera has a few names; more is a mistake in the inventory.
MAX_NAMES = 50
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")


def as_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a text is; None for anything else. Brackets around IPv6 are taken off."""
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        return None


def normalised(name: str) -> str:
    """One spelling for each name: addresses in their short form, DNS names in lower case without the final dot.

    International names are compared in their ASCII form (RFC 5890). Raises CertificateProblem for what is neither a DNS
    name nor an address, for wildcards, and for addresses with a zone.
    """
    text = name.strip()
    address = as_address(text)
    if address is not None:
        if isinstance(address, ipaddress.IPv6Address) and address.scope_id:
            raise CertificateProblem(
                f"{name!r} has a zone, which no certificate can carry",
                problem="name",
                hint="Give the camera's address without the part after %.",
            )
        return str(address)
    text = text.rstrip(".").lower()
    if not text.isascii():
        try:
            text = text.encode("idna").decode("ascii")
        except UnicodeError:
            text = ""
    labels = text.split(".")
    if not text or len(text) > 253 or not all(_LABEL.match(label) for label in labels) or labels[-1].isdigit():
        raise CertificateProblem(
            f"{name!r} is neither a DNS name nor an IP address",
            problem="name",
            hint="Names come from the inventory: the camera's address, and what it is called in DNS.",
        )
    return text


def normalised_all(names: Iterable[str]) -> tuple[str, ...]:
    """Every name once, in the given order. Raises CertificateProblem, also for more than 50."""
    found = tuple(dict.fromkeys(normalised(name) for name in names))
    if len(found) > MAX_NAMES:
        raise CertificateProblem(f"{len(found)} names are more than the {MAX_NAMES} of one certificate", problem="name")
    return found


def alternative_names(names: Iterable[str]) -> x509.SubjectAlternativeName:
    """The extension for these names. Raises CertificateProblem, also for none."""
    found = normalised_all(names)
    if not found:
        raise CertificateProblem(
            "a server certificate needs at least one name",
            problem="name",
            hint="Clients look for the camera's address or DNS name in subjectAltName and nowhere else.",
        )
    general: list[x509.GeneralName] = []
    for name in found:
        address = as_address(name)
        general.append(x509.DNSName(name) if address is None else x509.IPAddress(address))
    return x509.SubjectAlternativeName(general)


def names_in(extensions: x509.Extensions) -> tuple[str, ...]:
    """DNS names and IP addresses of subjectAltName; an empty tuple where there is none. Other kinds are left out."""
    try:
        found = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    names = [
        name.value.lower().rstrip(".") if isinstance(name, x509.DNSName) else str(name.value)
        for name in found
        if isinstance(name, (x509.DNSName, x509.IPAddress))
    ]
    return tuple(dict.fromkeys(names))


def covers(present: Sequence[str], wanted: str) -> bool:
    """Whether a client that connects to C(wanted) takes a certificate with these names (RFC 9525 section 6.3).

    A wildcard stands for exactly one label, the first, and never for an address.
    """
    name = normalised(wanted)
    if as_address(name) is not None:
        return name in present
    rest = name.partition(".")[2]
    return name in present or ("." in rest and f"*.{rest}" in present)
