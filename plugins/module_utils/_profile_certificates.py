# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What must fit together in the certificate requests of a profile of either version, beyond the kinds of its values.

A request without the place for a value that it cannot do without would delete another certificate than the one meant,
or send a private key without its password.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fail = Callable[[str], Exception]

HasPlace = Callable[[Mapping[str, Any], str], bool]

#: Request -> placeholders for which it must have a place.
_NEEDS = {
    "certificates.create_self_signed": ("common_name", "start_date", "end_date"),
    "certificates.create_request": ("common_name",),
    "certificates.install": ("passphrase",),
    "certificates.backup": (),
    "certificates.select": ("id",),
    "certificates.delete": ("id",),
    "dot1x.install_key": ("passphrase",),
    "dot1x.select": ("id",),
}
#: Requests that come together or not at all: what was made could not be fetched, what was chosen not be seen.
_TOGETHER = (
    ("certificates", "create_request", ("show_request", "install_server")),
    ("certificates", "install", ("list",)),
    ("certificates", "select", ("list",)),
    ("certificates", "delete", ("list",)),
    ("dot1x", "install_client", ("install_key",)),
)
_KINDS = ("server", "intermediate", "ca", "crl")
_YES_NO = ("yes", "no")


def has_place(request: Mapping[str, Any], placeholder: str) -> bool:
    """Whether a request of version 1 has a place for a value."""
    given = (*request.get("params", {}).values(), *request.get("form", {}).values())
    return any(f"{{{placeholder}}}" in str(value) for value in given)


def check_certificates(interface: Mapping[str, Any], fail: Fail, has_place: HasPlace = has_place) -> None:
    """Raise what C(fail) makes of the first slip. C(has_place) looks into a request of the profile's version."""
    for name, needed in _NEEDS.items():
        section, _dot, key = name.partition(".")
        request = interface.get(section, {}).get(key)
        if request is None:
            continue
        for placeholder in needed:
            if not has_place(request, placeholder):
                raise fail(f"interface.{name} has no place for {{{placeholder}}}")
    certificates = interface.get("certificates", {})
    if "install_server" in certificates and not {"show_server", "list"} & set(certificates):
        raise fail("interface.certificates.install_server needs interface.certificates.show_server or list")
    for section, key, others in _TOGETHER:
        described = interface.get(section, {})
        missing = [other for other in others if key in described and other not in described]
        if missing:
            raise fail(f"interface.{section}.{key} needs interface.{section}.{missing[0]}")
    _check_list(interface.get("certificates", {}).get("list"), fail)
    columns = certificates.get("list", {}).get("columns", {})
    if "select" in interface.get("dot1x", {}) and "in_use_dot1x" not in columns:
        raise fail("interface.dot1x.select needs interface.certificates.list.columns.in_use_dot1x")


def _check_list(listing: Mapping[str, Any] | None, fail: Fail) -> None:
    if listing is None:
        return
    where = "interface.certificates.list.columns"
    for column, words in (("kind", _KINDS), ("in_use", _YES_NO), ("in_use_dot1x", _YES_NO)):
        values = listing["columns"].get(column, {}).get("values", {})
        if unknown := sorted(set(map(str, values)) - set(words)):
            raise fail(f"{where}.{column}.values maps {', '.join(unknown)}, known are {', '.join(words)}")
        if words is _YES_NO and _is_flag(listing["columns"].get(column)) and set(map(str, values)) != set(words):
            raise fail(f"{where}.{column}.values must map yes and no")


def _is_flag(column: Mapping[str, Any] | None) -> bool:
    """Whether each row says yes or no. A place outside the rows holds the id of the row in question."""
    return column is not None and ("at" not in column or "{row}" in str(column["at"]))
