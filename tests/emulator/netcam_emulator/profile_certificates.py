# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The part of the exported profile that describes the certificate pages: the emulator's own requests, made up."""

from __future__ import annotations

from typing import Any

CERTIFICATES, DOT1X = "/admin/-cert-", "/admin/-dot1x-"
Request = dict[str, Any]
_SUBJECT = {
    "c": "{country}",
    "st": "{state}",
    "l": "{locality}",
    "o": "{organization}",
    "ou": "{organizational_unit}",
    "cn": "{common_name}",
}


def _get(path: str, op: str, **more: Any) -> Request:
    return {"method": "GET", "path": path, "params": {"op": op}, **more}


def _post(path: str, op: str, **more: Any) -> Request:
    return {"method": "POST", "path": path, "params": {"op": op}, **more}


def older_certificates() -> Request:
    """[Security] > [SSL/TLS] before 2022."""
    return {
        "restart": True,
        "request_keeps_key": True,
        "create_self_signed": _post(
            CERTIFICATES, "selfsigned", form={**_SUBJECT, "from": "{start_date}", "to": "{end_date}"}
        ),
        "create_request": _post(CERTIFICATES, "request", form=_SUBJECT),
        "show_request": _get(CERTIFICATES, "showrequest"),
        "install_server": _post(CERTIFICATES, "server", file="file"),
        "install_intermediate": _post(CERTIFICATES, "intermediate", file="file"),
        "delete_server": _post(CERTIFICATES, "delserver"),
        "delete_intermediate": _post(CERTIFICATES, "delintermediate"),
        "show_server": _get(
            CERTIFICATES,
            "details",
            date_format="%Y/%m/%d",
            fields={"common_name": "cn", "start_date": "from", "end_date": "to"},
        ),
        "show_self_ca": _get(CERTIFICATES, "selfca"),
        "backup": _post(CERTIFICATES, "backup", form={"password": "{encryption_password}"}),
        "restore": _post(CERTIFICATES, "restore", file="file", form={"password": "{encryption_password}"}),
    }


def newer_certificates() -> Request:
    """[Security] > [Certificate Management] and [SSL/TLS] of 2022 and later."""
    return {
        "list": _get(
            CERTIFICATES,
            "list",
            date_format="%Y/%m/%d",
            columns={
                "id": {"code": "id"},
                "kind": {"code": "kind", "values": {"server": "server", "ca": "ca", "crl": "crl"}},
                "common_name": {"code": "cn"},
                "start_date": {"code": "from"},
                "end_date": {"code": "to"},
                "in_use": {"code": "https", "values": {"yes": "1", "no": "0"}},
                "in_use_dot1x": {"code": "dot1x", "values": {"yes": "1", "no": "0"}},
            },
        ),
        "install": _post(
            CERTIFICATES, "upload", container="pem", file="cert", key_file="key", form={"password": "{passphrase}"}
        ),
        "install_ca": _post(CERTIFICATES, "ca", file="file"),
        "install_crl": _post(CERTIFICATES, "crl", file="file"),
        "select": _post(CERTIFICATES, "select", form={"id": "{id}"}),
        "delete": _post(CERTIFICATES, "delete", form={"id": "{id}"}),
    }


def older_dot1x() -> Request:
    """[Security] > [802.1X] before 2022."""
    return {
        "install_ca": _post(DOT1X, "ca", file="file"),
        "install_client": _post(DOT1X, "client", file="file"),
        "install_key": _post(DOT1X, "key", file="file", form={"password": "{passphrase}"}),
        "delete": _post(DOT1X, "delete"),
    }


def newer_dot1x() -> Request:
    """[Security] > [802.1X] of 2022 and later: only a choice among what [Certificate Management] holds."""
    return {
        "select": _post(DOT1X, "select", form={"id": "{id}"}),
        "clear": _post(DOT1X, "clear"),
    }
