# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""The shape of what a profile of version 2 says beside its settings: restart, files, certificates, the first account.

The keys are those of code maps (C(_profile_shape.py)), the requests those of this version.
"""

from __future__ import annotations

from .._shape import INDEX, SWITCH, TEXT, Check, keys, one_of
from .pieces import MARKER, ONE, PLACE, REQUEST, UPLOAD, WIRE, WIRES

#: PEM that is uploaded as a file, or stands in the body as text
_pem = keys({"request": REQUEST, "file": TEXT, "encoding": one_of("text", "base64")}, ("request",))
_shows_pem = keys({"request": REQUEST, "at": PLACE}, ("request",))

#: Fields of a server certificate that a page may show; the columns of a list of certificates, in addition.
_FIELDS = ("common_name", "start_date", "end_date")
_COLUMNS = ("id", "kind", *_FIELDS, "in_use", "in_use_dot1x")
_column = keys({"at": PLACE, "values": WIRES}, ("at",))

#: Every request is optional, because no camera is known to have all of them.
CERTIFICATES = keys(
    {
        "restart": SWITCH,
        "request_keeps_key": SWITCH,
        "create_self_signed": keys({"request": REQUEST, "date_format": TEXT}, ("request",)),
        "create_request": ONE,
        "show_request": _shows_pem,
        "install_server": _pem,
        "install_intermediate": _pem,
        "delete_server": ONE,
        "delete_intermediate": ONE,
        "show_server": keys(
            {"request": REQUEST, "at": PLACE, "date_format": TEXT, "fields": keys(dict.fromkeys(_FIELDS, PLACE))},
            ("request",),
        ),
        "show_self_ca": _shows_pem,
        "backup": ONE,
        "restore": UPLOAD,
        "list": keys(
            {
                "request": REQUEST,
                "first": INDEX,
                "date_format": TEXT,
                "columns": keys(dict.fromkeys(_COLUMNS, _column), ("common_name",)),
            },
            ("request", "columns"),
        ),
        "install": keys(
            {
                "request": REQUEST,
                "container": one_of("pem", "pkcs12"),
                "file": TEXT,
                "key_file": TEXT,
                "encoding": one_of("text", "base64"),
            },
            ("request",),
        ),
        "install_ca": _pem,
        "install_crl": _pem,
        "select": ONE,
        "delete": ONE,
    }
)
DOT1X = keys(
    {"install_ca": _pem, "install_client": _pem, "install_key": _pem, "delete": ONE, "select": ONE, "clear": ONE}
)

#: Operations that a profile may describe beside its settings.
OPERATIONS: dict[str, Check] = {
    "restart": ONE,
    "backup": ONE,
    "restore": UPLOAD,
    "firmware": UPLOAD,
    "log": keys({"request": REQUEST, "time_format": TEXT}, ("request",)),
    "first_account": keys(
        {"detect": keys({"request": REQUEST, **MARKER}, ("request",)), "create": ONE}, ("detect", "create")
    ),
    "initialize": keys(
        {"request": REQUEST, "values": keys({"keep": keys({"true": WIRE, "false": WIRE}, ("true", "false"))})},
        ("request",),
    ),
    "certificates": CERTIFICATES,
    "dot1x": DOT1X,
}
