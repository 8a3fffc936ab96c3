# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What must hold in the operations of a profile of version 2: certificates, 802.1X files, the first account, uploads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._profile_certificates import check_certificates
from .checks import Fail, check_row, texts_of
from .draft import placeholders
from .places import place_of

#: Parts of the interface that hold several requests.
_GROUPS = ("certificates", "dot1x", "first_account")
#: Upload -> the placeholder of what it sends, where that does not go as a file.
SENDS = {
    "certificates.install": "certificate",
    "certificates.install_server": "certificate",
    "certificates.install_intermediate": "certificate",
    "certificates.install_ca": "certificate",
    "certificates.install_crl": "crl",
    "dot1x.install_ca": "certificate",
    "dot1x.install_client": "certificate",
    "dot1x.install_key": "private_key",
}
_FILES = ("restore", "firmware", "certificates.restore")
#: too long for a URL or a header, and the key too secret for one
_MATERIAL = ("certificate", "private_key", "crl")
_SHOWN = ("json", "html", "lines", "script")


def grouped(interface: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """What the groups describe, each with a request, by the path of its key."""
    for group in _GROUPS:
        for name, item in interface.get(group, {}).items():
            if isinstance(item, Mapping) and "request" in item:
                yield f"interface.{group}.{name}", item


def has_place(item: Mapping[str, Any], placeholder: str) -> bool:
    """Whether a request of version 2 has a place for a value anywhere."""
    request = item["request"]
    carried = [request["path"], *(request.get(part, {}) for part in ("query", "headers")), content_of(request)]
    return any(placeholder in placeholders(part) for part in carried)


def content_of(request: Mapping[str, Any]) -> Any:
    """What the body of a request starts with."""
    return (request.get("body") or {}).get("content", {})


def check_operations(interface: Mapping[str, Any], fail: Fail) -> None:
    """Raise what C(fail) makes of the first slip."""
    for where, item in grouped(interface):
        _check_material(item["request"], where, fail)
    for name, placeholder in SENDS.items():
        if (sending := _found(interface, name)) is not None:
            _check_sent(sending, placeholder, f"interface.{name}", fail)
    for name in (*SENDS, *_FILES):
        upload = _found(interface, name) or {}
        if "file" in upload:
            _check_file(upload["request"], f"interface.{name}", fail)
    check_certificates(interface, fail, has_place)
    _check_shown(interface.get("certificates", {}), fail)
    _check_first_account(interface.get("first_account"), fail)


def _found(interface: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    group, _dot, key = name.rpartition(".")
    part = interface.get(group, {}) if group else interface
    found: Mapping[str, Any] | None = part.get(key)
    return found


def _check_material(request: Mapping[str, Any], where: str, fail: Fail) -> None:
    outside = [request["path"], *(text for part in ("query", "headers") for text in texts_of(request.get(part, {})))]
    for name in _MATERIAL:
        if any(f"{{{name}}}" in text for text in outside):
            raise fail(f"{where}.request has {{{name}}} outside its body, where a file cannot stand")


def _check_sent(item: Mapping[str, Any], placeholder: str, where: str, fail: Fail) -> None:
    """A file field, or a place in the body; a private key of its own in the same way as the certificate."""
    given = placeholders(content_of(item["request"]))
    if "file" not in item:
        if placeholder not in given:
            raise fail(
                f"{where} has neither file, the name of a file field, nor a place for {{{placeholder}}} in its body"
            )
        if "key_file" in item:
            raise fail(f"{where}.key_file goes with file")
    else:
        if both := sorted(given & set(_MATERIAL)):
            raise fail(f"{where} has file, and a place for {{{both[0]}}} as well")
        if "encoding" in item:
            raise fail(f"{where}.encoding goes with a place for {{{placeholder}}}, not with file")
    if item.get("container") == "pkcs12" and ("key_file" in item or "private_key" in given):
        raise fail(f"{where} has a place for the private key alone, which a pkcs12 container has in it")


def _check_file(request: Mapping[str, Any], where: str, fail: Fail) -> None:
    if request.get("method", "GET") == "GET":
        raise fail(f"{where}.file goes with another method than GET")
    if request.get("body", {}).get("kind", "multipart") != "multipart":
        raise fail(f"{where}.file goes with a multipart body, and the request has a {request['body']['kind']} body")


def _check_shown(certificates: Mapping[str, Any], fail: Fail) -> None:
    where = "interface.certificates"
    for name in ("show_request", "show_server", "show_self_ca"):
        item = certificates.get(name, {})
        places = {"at": item.get("at"), **{f"fields.{key}": raw for key, raw in item.get("fields", {}).items()}}
        for key, raw in places.items():
            if raw is not None:
                _check_place(raw, f"{where}.{name}.{key}", fail)
                check_row(place_of(raw), False, f"{where}.{name}.{key}", fail)
    for name, column in certificates.get("list", {}).get("columns", {}).items():
        path = f"{where}.list.columns.{name}"
        _check_place(column["at"], f"{path}.at", fail)
        per_row = place_of(column["at"]).per_row
        if not per_row and name not in ("in_use", "in_use_dot1x"):
            check_row(place_of(column["at"]), True, f"{path}.at", fail)
        if not per_row and "values" in column:
            raise fail(f"{path}.values goes with a place in each row; this one holds the id of a row")


def _check_place(raw: Mapping[str, Any], where: str, fail: Fail) -> None:
    if raw["in"] not in _SHOWN:
        raise fail(f"{where} is in {raw['in']}, where no page shows anything")


def _check_first_account(first: Mapping[str, Any] | None, fail: Fail) -> None:
    if first is None:
        return
    where = "interface.first_account"
    if not {"status", "contains", "at"} & set(first["detect"]):
        raise fail(f"{where}.detect has no marker: status, contains, or at")
    for placeholder in ("name", "password"):
        if not has_place(first["create"], placeholder):
            raise fail(f"{where}.create has no place for {{{placeholder}}}")
