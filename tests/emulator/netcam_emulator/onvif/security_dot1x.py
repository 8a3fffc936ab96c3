# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Security service: 802.1X configurations and which one the interface uses, from the next reboot on."""

from __future__ import annotations

from typing import Any

from . import names
from .device_network import TOKEN
from .fault import bad_value, receiver
from .keystore import PASSPHRASES, PATHS, POLICIES
from .registry import Access, Call
from .security_keys import security
from .xml import Reader, el, leaf, optional

_FEATURE = "dot1x"
# Outer method -> inner methods it takes; the empty one stands for none.
_METHODS = {"EAP-PEAP": ("MSCHAPv2", "EAP-MSCHAPv2"), "EAP-TTLS": ("MSCHAPv2", "EAP-MSCHAPv2"), "EAP-TLS": ("",)}
_MOST = 4


def _configurations(call: Call) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = call.service.state.dot1x.setdefault("configurations", {})
    return found


def _configuration(call: Call, id_: str) -> dict[str, Any]:
    if id_ not in _configurations(call):
        raise bad_value("ter:Dot1XID", f"No {id_!r}")
    return _configurations(call)[id_]


@security("AddDot1XConfiguration", Access.WRITE_SYSTEM, _FEATURE)
def add_dot1x_configuration(call: Call) -> str:
    """Store a configuration; the camera makes its id."""
    given = call.body.one("Dot1XConfiguration", names.TAS)
    call.body.end()
    given.maybe("Dot1XID")
    alias = given.maybe_text("Alias") or ""
    outer = _stage(call, given.one("Outer", names.TAS))
    given.end()
    inner = outer["inner"]["method"] if outer["inner"] else ""
    if outer["method"] not in _METHODS:
        raise bad_value("ter:Dot1XMethod", f"No method {outer['method']!r}")
    if inner not in _METHODS[outer["method"]]:
        raise bad_value("ter:Dot1XMethodCombination", f"{outer['method']} with {inner or 'nothing'}")
    found = _configurations(call)
    if len(found) >= _MOST:
        raise receiver("ter:Action", "ter:MaximumNumberOfDot1XConfigurationsReached")
    id_ = next(f"DOT1X_{n}" for n in range(1, _MOST + 1) if f"DOT1X_{n}" not in found)
    found[id_] = {"alias": alias, "outer": outer}
    return leaf("tas:Dot1XID", id_)


def _stage(call: Call, given: Reader) -> dict[str, Any]:
    keystore, attributes = call.service.keystore, given.element.attrib
    stage: dict[str, Any] = {
        "method": attributes.get("Method", ""),
        "policy": attributes.get("CertPathValidationPolicyID", ""),
        "identity": given.maybe_text("Identity") or "",
        "path": given.maybe_text("CertificationPathID") or "",
        "passphrase": given.maybe_text("PassphraseID") or "",
    }
    inner = given.maybe("Inner", names.TAS)
    given.maybe("Extension")
    given.end()
    for kind, id_ in ((POLICIES, stage["policy"]), (PATHS, stage["path"]), (PASSPHRASES, stage["passphrase"])):
        if id_:
            keystore.get(kind, id_)
    stage["inner"] = _stage(call, inner) if inner is not None else None
    return stage


def _shown_stage(tag: str, stage: dict[str, Any]) -> str:
    attributes = {"Method": stage["method"]}
    if stage["policy"]:
        attributes["CertPathValidationPolicyID"] = stage["policy"]
    return el(
        tag,
        optional("tas:Identity", stage["identity"]),
        optional("tas:CertificationPathID", stage["path"]),
        optional("tas:PassphraseID", stage["passphrase"]),
        _shown_stage("tas:Inner", stage["inner"]) if stage["inner"] else "",
        attributes={**attributes},
    )


def _shown(call: Call, tag: str, id_: str) -> str:
    configuration = _configuration(call, id_)
    return el(
        tag,
        leaf("tas:Dot1XID", id_),
        optional("tas:Alias", configuration["alias"]),
        _shown_stage("tas:Outer", configuration["outer"]),
    )


@security("GetDot1XConfiguration", Access.READ_SYSTEM_SECRET, _FEATURE)
def get_dot1x_configuration(call: Call) -> str:
    """One configuration; passphrases only by their ids."""
    id_ = call.body.text("Dot1XID")
    call.body.end()
    return _shown(call, "tas:Dot1XConfiguration", id_)


@security("GetAllDot1XConfigurations", Access.READ_SYSTEM_SECRET, _FEATURE)
def get_all_dot1x_configurations(call: Call) -> str:
    """All configurations."""
    call.body.end()
    return "".join(_shown(call, "tas:Configuration", id_) for id_ in _configurations(call))


@security("DeleteDot1XConfiguration", Access.UNRECOVERABLE, _FEATURE)
def delete_dot1x_configuration(call: Call) -> str:
    """Delete a configuration that no interface uses."""
    id_ = call.body.text("Dot1XID")
    call.body.end()
    _configuration(call, id_)
    if call.service.state.dot1x.get("bound") == id_:
        raise bad_value("ter:ReferenceExists", f"{id_} is in use")
    del _configurations(call)[id_]
    return ""


def _check_token(call: Call) -> None:
    if call.body.text("token") != TOKEN:
        raise bad_value("ter:InvalidNetworkInterface")


@security("SetNetworkInterfaceDot1XConfiguration", Access.WRITE_SYSTEM, _FEATURE)
def set_network_interface_dot1x_configuration(call: Call) -> str:
    """Use a configuration on the interface, from the next reboot on."""
    _check_token(call)
    id_ = call.body.text("Dot1XID")
    call.body.end()
    _configuration(call, id_)
    call.service.state.dot1x["bound"] = id_
    return leaf("tas:RebootNeeded", True)


@security("GetNetworkInterfaceDot1XConfiguration", Access.READ_SYSTEM_SECRET, _FEATURE)
def get_network_interface_dot1x_configuration(call: Call) -> str:
    """What the interface uses."""
    _check_token(call)
    call.body.end()
    return optional("tas:Dot1XID", call.service.state.dot1x.get("bound"))


@security("DeleteNetworkInterfaceDot1XConfiguration", Access.WRITE_SYSTEM, _FEATURE)
def delete_network_interface_dot1x_configuration(call: Call) -> str:
    """Use none."""
    _check_token(call)
    call.body.end()
    call.service.state.dot1x.pop("bound", None)
    return leaf("tas:RebootNeeded", True)
