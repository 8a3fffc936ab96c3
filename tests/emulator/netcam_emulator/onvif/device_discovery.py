# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: whether the camera answers WS-Discovery, and with which scopes."""

from __future__ import annotations

from urllib.parse import quote

from .fault import bad_value, prohibited
from .registry import Access, Call, device
from .state import DEFAULT_SCOPES
from .xml import el, leaf

_MOST = 20


def fixed_scopes(model: str, manufacturer: str) -> list[str]:
    """Scopes nobody can change."""
    return [*DEFAULT_SCOPES, f"onvif://www.onvif.org/name/{quote(f'{manufacturer} {model}')}",
            f"onvif://www.onvif.org/hardware/{quote(model)}"]  # fmt: skip


def _fixed(call: Call) -> list[str]:
    return fixed_scopes(call.camera.entry.model, call.service.maker)


@device("GetDiscoveryMode", Access.READ_SYSTEM, "discovery")
def get_discovery_mode(call: Call) -> str:
    """Whether the camera can be found."""
    call.body.end()
    return leaf("tds:DiscoveryMode", "Discoverable" if call.service.state.discoverable else "NonDiscoverable")


@device("SetDiscoveryMode", Access.WRITE_SYSTEM, "discovery")
def set_discovery_mode(call: Call) -> str:
    """Let the camera be found, or fall silent."""
    mode = call.body.one("DiscoveryMode").word("Discoverable", "NonDiscoverable")
    call.body.end()
    call.service.state.discoverable = mode == "Discoverable"
    return ""


@device("GetScopes", Access.READ_SYSTEM)
def get_scopes(call: Call) -> str:
    """All scopes, with who may change them."""
    call.body.end()
    scopes = [("Fixed", item) for item in _fixed(call)] + [("Configurable", item) for item in call.service.state.scopes]
    return "".join(el("tds:Scopes", leaf("tt:ScopeDef", kind), leaf("tt:ScopeItem", item)) for kind, item in scopes)


@device("SetScopes", Access.WRITE_SYSTEM)
def set_scopes(call: Call) -> str:
    """Replace the configurable scopes."""
    items = call.body.texts("Scopes")
    call.body.end()
    if any(item in _fixed(call) for item in items):
        raise prohibited("ter:ScopeOverwrite", "A fixed scope")
    call.service.state.scopes = _checked(items)
    return ""


@device("AddScopes", Access.WRITE_SYSTEM)
def add_scopes(call: Call) -> str:
    """Add configurable scopes."""
    items = call.body.texts("ScopeItem")
    call.body.end()
    scopes = call.service.state.scopes
    call.service.state.scopes = _checked([*scopes, *(item for item in items if item not in scopes)])
    return ""


@device("RemoveScopes", Access.WRITE_SYSTEM)
def remove_scopes(call: Call) -> str:
    """Remove configurable scopes; the answer repeats them."""
    items = call.body.texts("ScopeItem")
    call.body.end()
    scopes = call.service.state.scopes
    if any(item in _fixed(call) for item in items):
        raise prohibited("ter:FixedScope")
    if not all(item in scopes for item in items):
        raise bad_value("ter:NoScope")
    call.service.state.scopes = [item for item in scopes if item not in items]
    return "".join(leaf("tds:ScopeItem", item) for item in items)


def _checked(items: list[str]) -> list[str]:
    if len(items) > _MOST:
        raise bad_value("ter:TooManyScopes")
    if not all(item.startswith("onvif://") and " " not in item for item in items):
        raise bad_value("ter:InvalidArgVal", "Scopes begin with onvif:// and have no blanks")
    return items
