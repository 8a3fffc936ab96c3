# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Texts that belong to one site or one session: addresses, serial numbers, keys. Each is named by its kind, never shown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable

_PLACEHOLDER = re.compile(r"\{[A-Za-z_][\w:.-]*\}")
_MAC = re.compile(r"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])")
_MAC_DOTS = re.compile(r"(?<![\w.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w.])")
_IPV4 = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w.]*\w)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?![\w:])")
_URL = re.compile(r"\b(?:https?|rtsps?|ftp)://([^\s/:?#\"']+)", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_SERIAL = re.compile(r"\b(?:serial(?:[ _-]?(?:number|no))?|s/n)\b\.?\s*[:=#]?\s*(?=\S*\d)[\w-]{4,}", re.IGNORECASE)
_LOGIN = re.compile(
    r"\b(?:pass(?:word|wd|phrase)?|pwd|secret|authorization|cookie|session[ _-]?id|sid|nonce|token)\s*[:=]\s*(?!\{)\S{3,}",
    re.IGNORECASE,
)
_UUID = re.compile(r"\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b")
_RUN = re.compile(r"[A-Za-z0-9+/=]{16,}")
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----")

#: RFC 5737, RFC 3849, RFC 9637; and what means no host at all.
_HARMLESS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20",
        "0.0.0.0/32", "127.0.0.0/8", "224.0.0.0/4", "::/127", "ff00::/8",
    )
)  # fmt: skip
#: RFC 2606
_EXAMPLE = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)\.?$", re.IGNORECASE)


def kinds_in(text: str) -> list[str]:
    """What a text holds that should not be shared, in words; nothing for what a placeholder stands for."""
    text = _PLACEHOLDER.sub(" ", text)
    return [words for words, test in _TESTS if test(text)]


def _mac(text: str) -> bool:
    return bool(_MAC.search(text) or _MAC_DOTS.search(text))


def _address(text: str) -> bool:
    # a MAC address is none
    rest = _MAC.sub(" ", text)
    return any(_telling(found) for pattern in (_IPV4, _IPV6) for found in pattern.findall(rest))


def _telling(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.rstrip(":") if text.count("::") == 0 else text)
    except ValueError:
        return False
    if address.version == 4 and _is_mask(int(address)):
        return False
    return not any(address.version == network.version and address in network for network in _HARMLESS)


def _is_mask(value: int) -> bool:
    inverse = value ^ 0xFFFFFFFF
    return value >= 0xFF000000 and inverse & (inverse + 1) == 0


def _host(text: str) -> bool:
    names = [found.rpartition("@")[2] for found in _URL.findall(text)] + _EMAIL.findall(text)
    return any(not _EXAMPLE.search(name) and not _harmless_address(name) for name in names)


def _harmless_address(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return any(address.version == network.version and address in network for network in _HARMLESS)


def looks_random(text: str) -> bool:
    """Whether a text has a run that looks like a key or a session: letters and digits in turn, as no name has them."""
    if _UUID.search(text):
        return True
    for run in _RUN.findall(text):
        for part in run.split("/"):
            turns = len(re.findall(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])", part))
            if len(part) >= 16 and turns >= 4:
                return True
    return False


_TESTS: Iterable[tuple[str, Callable[[str], bool]]] = (
    ("a MAC address", _mac),
    ("an address that is none of documentation", _address),
    ("a host name or mail address", _host),
    ("a serial number", lambda text: bool(_SERIAL.search(text))),
    ("a password, cookie or token", lambda text: bool(_LOGIN.search(text))),
    ("a key or certificate", lambda text: bool(_PEM.search(text))),
    ("something that looks like a session or a key", looks_random),
)
