# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The shape of a profile: which keys there are and what kind of value each takes (docs/code_maps.md).

A profile is written by people, from a network capture: every slip is named with the path of its key.
"""

from __future__ import annotations

from ._profile_trust import FIRMWARES, LEARNED, PROOF, STATUS
from ._shape import COUNT, PATH, SCALAR, SCALARS, SECRET, SWITCH, TEXT, Check, keys, list_of, mapping_of, one_of

_REQUEST = {"method": TEXT, "path": PATH, "params": SCALARS, "form": SCALARS}
REQUEST = keys(_REQUEST, ("path",))
UPLOAD = keys({**_REQUEST, "file": TEXT}, ("path",))

_code = {"code": TEXT, "values": SCALARS, "secret": SECRET}

#: Fields of a server certificate that a page may show; the columns of a list of certificates, in addition.
_SHOWN = ("common_name", "start_date", "end_date")
_COLUMNS = ("id", "kind", *_SHOWN, "in_use", "in_use_dot1x")
_column = keys({"code": TEXT, "values": SCALARS}, ("code",))

#: [SSL/TLS] and [Certificate Management]; every request is optional, because no model is known to have all of them.
_certificates = keys(
    {
        "restart": SWITCH,
        "request_keeps_key": SWITCH,
        "create_self_signed": REQUEST,
        "create_request": REQUEST,
        "show_request": REQUEST,
        "install_server": UPLOAD,
        "install_intermediate": UPLOAD,
        "delete_server": REQUEST,
        "delete_intermediate": REQUEST,
        "show_server": keys({**_REQUEST, "date_format": TEXT, "fields": keys(dict.fromkeys(_SHOWN, TEXT))}, ("path",)),
        "show_self_ca": REQUEST,
        "backup": REQUEST,
        "restore": UPLOAD,
        "list": keys(
            {**_REQUEST, "date_format": TEXT, "columns": keys(dict.fromkeys(_COLUMNS, _column), ("common_name",))},
            ("path", "columns"),
        ),
        "install": keys({**_REQUEST, "container": one_of("pem", "pkcs12"), "file": TEXT, "key_file": TEXT}, ("path",)),
        "install_ca": UPLOAD,
        "install_crl": UPLOAD,
        "select": REQUEST,
        "delete": REQUEST,
    }
)
#: [802.1X]: files of its own, or a choice among the certificates that are there.
_dot1x = keys(
    {
        "install_ca": UPLOAD,
        "install_client": UPLOAD,
        "install_key": UPLOAD,
        "delete": REQUEST,
        "select": REQUEST,
        "clear": REQUEST,
    }
)

#: Requests that a profile may describe, beside the markers of their answers.
_OPERATIONS: dict[str, Check] = {
    "write": REQUEST,
    "save": REQUEST,
    "login": REQUEST,
    "restart": REQUEST,
    "read": keys({**_REQUEST, "format": TEXT, "pages": mapping_of(SCALARS)}, ("path", "pages")),
    "first_account": keys(
        {"detect": keys({**_REQUEST, "contains": TEXT}, ("path", "contains")), "create": REQUEST},
        ("detect", "create"),
    ),
    "firmware": UPLOAD,
    "log": keys({**_REQUEST, "time_format": TEXT}, ("path",)),
    "backup": REQUEST,
    "restore": UPLOAD,
    "initialize": keys({**_REQUEST, "values": mapping_of(SCALARS)}, ("path",)),
    "certificates": _certificates,
    "dot1x": _dot1x,
}
OPERATIONS = tuple(_OPERATIONS)
_interface = keys(
    {
        **_OPERATIONS,
        "success": TEXT,
        "transient": list_of(TEXT),
        "busy": list_of(TEXT),
        "max_parameters": COUNT,
    },
    ("write", "save", "read"),
)
_setting = keys(
    {
        **_code,
        "page": TEXT,
        "indexed": SWITCH,
        "restart": SWITCH,
        "rows": COUNT,
        "columns": mapping_of(keys(_code, ("code",))),
        "learned": LEARNED,
        "proof": PROOF,
    },
    ("page",),
)
PROFILE = keys(
    {
        "profile_version": SCALAR,
        "name": TEXT,
        "family": TEXT,
        "driver": TEXT,
        "models": list_of(TEXT),
        "source": TEXT,
        "firmware": FIRMWARES,
        "status": STATUS,
        "interface": _interface,
        "settings": mapping_of(_setting),
    },
    ("profile_version", "family", "interface"),
)
