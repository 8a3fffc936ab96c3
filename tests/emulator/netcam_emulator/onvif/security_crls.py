# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Security service: certificate revocation lists."""

from __future__ import annotations

import base64

from cryptography import x509

from .fault import bad_value
from .keystore import CRLS, decoded
from .registry import Access, Call
from .security_keys import security
from .xml import el, leaf


@security("UploadCRL", Access.WRITE_SYSTEM)
def upload_crl(call: Call) -> str:
    """Take a revocation list."""
    data, alias = decoded(call.body.text("Crl"), "ter:BadCRL"), call.body.maybe_text("Alias") or ""
    call.body.maybe("anyParameters")
    call.body.end()
    try:
        x509.load_der_x509_crl(data)
    except ValueError as error:
        raise bad_value("ter:BadCRL", str(error)) from error
    entry = {"alias": alias, "der": base64.b64encode(data).decode()}
    return leaf("tas:CrlID", call.service.keystore.add(CRLS, entry))


def _shown(call: Call, id_: str) -> str:
    entry = call.service.keystore.get(CRLS, id_)
    parts = (leaf("tas:CRLID", id_), leaf("tas:Alias", entry["alias"]), leaf("tas:CRLContent", entry["der"]))
    return el("tas:Crl", *parts)


@security("GetCRL", Access.READ_SYSTEM_SECRET)
def get_crl(call: Call) -> str:
    """One list."""
    id_ = call.body.text("CrlID")
    call.body.end()
    return _shown(call, id_)


@security("GetAllCRLs", Access.READ_SYSTEM_SECRET)
def get_all_crls(call: Call) -> str:
    """All lists."""
    call.body.end()
    return "".join(_shown(call, id_) for id_ in call.service.keystore.entries(CRLS))


@security("DeleteCRL", Access.UNRECOVERABLE)
def delete_crl(call: Call) -> str:
    """Delete a list."""
    id_ = call.body.text("CrlID")
    call.body.end()
    call.service.keystore.delete(CRLS, id_, lambda: False)
    return ""
