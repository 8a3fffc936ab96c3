# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Making, fetching, installing and deleting. Those named by role have no public name, see `unknown`."""

from __future__ import annotations

from ...reply import Reply
from .. import framing
from ..registry import Call, Pairs, Refused, command
from ..unknown import CSR, FETCH, KEY, PREVIOUS, SELF_SIGNED, SUBJECT


@command(KEY, writes=True, made_up=True)
async def crt_key_generate(call: Call) -> Pairs:
    """Begin to make a key."""
    sizes = call.service.options.key_sizes
    size = call.params.get("size") or str(sizes[-1])
    if not size.isdecimal() or len(size) > 5:
        raise Refused(f"size={size}")
    call.service.certificates.generate(int(size))
    return [("size", size)]


@command(PREVIOUS, writes=True, made_up=True)
async def crt_key_previous(call: Call) -> Pairs:
    """Go back to the previous key."""
    call.service.certificates.previous()
    return []


@command(SELF_SIGNED, "POST", writes=True, made_up=True)
async def self_signed_generate(call: Call) -> Pairs:
    """Make the self-signed certificate."""
    call.service.certificates.self_sign(_fields(call))
    return [("cn", call.params["cn"])]


@command(CSR, "POST", writes=True, made_up=True)
async def csr_generate(call: Call) -> Pairs:
    """Make a signing request."""
    call.service.certificates.request(_fields(call))
    return [("cn", call.params["cn"])]


@command(FETCH, made_up=True)
async def csr_fetch(call: Call) -> Reply:
    """The signing request as PEM."""
    return framing.text(call.service.quirks, call.service.certificates.csr_pem())


@command("https_self_signed", writes=True)
async def https_self_signed(call: Call) -> Pairs:
    """Delete the self-signed certificate; the mode that makes one is not public."""
    call.word("mode", "delete")
    call.service.certificates.delete_self_signed()
    return []


@command("https_signed", writes=lambda call: call.params.get("mode") != "get_info")
async def https_signed(call: Call) -> Pairs:
    """State of the signing request, or delete the CA certificate."""
    if call.word("mode", "delete", "get_info") == "get_info":
        return [("last_modified", call.service.certificates.csr_modified())]
    call.service.certificates.delete_ca()
    return []


@command("https_install_signed", "POST", writes=True)
async def https_install_signed(call: Call) -> Pairs:
    """Install the certificate of a CA."""
    if "fileName" not in call.files:
        raise Refused("no fileName")
    call.service.certificates.install(call.files["fileName"])
    return [("fileName", call.files["fileName"].name)]


def _fields(call: Call) -> dict[str, str]:
    return {name: call.params.get(name, "") for name in SUBJECT}
