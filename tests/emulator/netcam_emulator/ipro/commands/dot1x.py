# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IEEE 802.1X: the settings as they are, and its certificates. The command that sets the rest is not public."""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificate

from ..registry import Call, Pairs, Refused, command

_LARGEST = 10 * 1024


@command("get_802")
async def get_802(call: Call) -> Pairs:
    """All settings, on some firmware with the passwords."""
    store, show = call.camera.store, call.service.quirks["show_802_passwords"]

    def secret(id_: str) -> str:
        return store[id_] if show or not store[id_] else "********"

    return [
        ("mode", int(store["dot1x.mode"] == "enable")),
        ("eap_mode", {"peap": 0, "tls": 1}[store["dot1x.eap_method"]]),
        ("client_ca_type", 0),
        ("pk_usage", int(bool(store["dot1x.key_password"]))),
        ("pk_pass", secret("dot1x.key_password")),
        ("name", store["dot1x.user_name"]),
        ("password", secret("dot1x.password")),
        ("tls_name", store["dot1x.tls_name"]),
    ]


@command("802_ca_install_signed", "POST", writes=True)
async def install_ca(call: Call) -> Pairs:
    """Install the root certificate: one, PEM or DER."""
    return _install(call, "ca")


@command("802_cli_install_signed", "POST", writes=True)
async def install_client(call: Call) -> Pairs:
    """Install the client certificate with its key."""
    return _install(call, "client")


@command("802_ca_signed", writes=True)
async def delete_ca(call: Call) -> Pairs:
    """Delete the root certificate."""
    return _delete(call, "ca")


@command("802_cli_signed", writes=True)
async def delete_client(call: Call) -> Pairs:
    """Delete the client certificate."""
    return _delete(call, "client")


def _install(call: Call, what: str) -> Pairs:
    file = call.files.get("fileName")
    if file is None or len(file.data) > _LARGEST:
        raise Refused("fileName")
    _only_while_off(call)
    try:
        if what == "client":
            load_pem_x509_certificate(file.data)
            password = call.camera.store["dot1x.key_password"]
            load_pem_private_key(file.data, password.encode() or None)
        else:
            _one_certificate(file.data)
    except (ValueError, TypeError) as error:
        raise Refused(str(error)) from error
    call.service.state.dot1x[what] = file.name
    return [("fileName", file.name)]


def _one_certificate(data: bytes) -> None:
    if data.count(b"-----BEGIN CERTIFICATE-----") > 1:
        raise ValueError("intermediate certificates are not taken")
    load_pem_x509_certificate(data) if b"-----BEGIN" in data else load_der_x509_certificate(data)


def _delete(call: Call, what: str) -> Pairs:
    call.word("mode", "delete")
    _only_while_off(call)
    if call.service.state.dot1x.pop(what, None) is None:
        raise Refused("not installed")
    return []


def _only_while_off(call: Call) -> None:
    if call.camera.store["dot1x.mode"] == "enable":
        raise Refused("802.1X is on")
