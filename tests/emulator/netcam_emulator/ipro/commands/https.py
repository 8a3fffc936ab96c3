# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTTPS page: connection, port, TLS versions, state of certificates and keys."""

from __future__ import annotations

from ..connection import HTTPS_PORT, LIVE, POLICY
from ..registry import Call, Pairs, Refused, command

TLS_MODE = "ssl_tls.tls_mode"


@command("get_https")
async def get_https(call: Call) -> Pairs:
    """Connection, port, TLS mode, and both certificates in a word."""
    store, certificates = call.camera.store, call.service.certificates
    live = next(word for word, policy in LIVE.items() if policy == store[POLICY])
    return [
        ("live", live),
        ("https_port", store[HTTPS_PORT]),
        ("self_signed_info", certificates.self_signed_info()),
        ("ca_cert_info", certificates.ca_info()),
        ("mode", store[TLS_MODE]),
    ]


@command("set_https", "POST", writes=True)
async def set_https(call: Call) -> Pairs:
    """Change them; the camera moves a moment after its answer."""
    wanted: dict[str, str] = {}
    if "live" in call.params:
        wanted[POLICY] = LIVE[call.word("live", *LIVE)]
    if "https_port" in call.params:
        wanted[HTTPS_PORT] = call.params["https_port"]
    if "https_mode" in call.params:
        wanted[TLS_MODE] = call.word("https_mode", "0", "1", "2")
    if not wanted:
        raise Refused("nothing to set")
    reason = call.service.connection.refusal(wanted)
    if reason:
        raise Refused(reason)
    if wanted.get(TLS_MODE, call.camera.store[TLS_MODE]) != call.camera.store[TLS_MODE]:
        call.camera.certificate_number += 1
    call.camera.keep({(id_, 0): value for id_, value in wanted.items()})
    return [(name, call.params[name]) for name in ("live", "https_port", "https_mode") if name in call.params]


@command("get_crt_key")
async def get_crt_key(call: Call) -> Pairs:
    """Size and time of the current and the previous key."""
    return call.service.certificates.key_info()
