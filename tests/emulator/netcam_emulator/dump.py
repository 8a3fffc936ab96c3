# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""State of a camera as plain data, and back: to look at it, and to put a fleet back between tests."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from .camera import Camera
from .store import Values, outward


def state(camera: Camera) -> dict[str, Any]:
    """Return what a test wants to see of a camera, secrets included."""
    store = camera.store
    effective = store.effective_values()
    return {
        "name": camera.name,
        "model": camera.entry.model,
        "family": camera.entry.family,
        "up": camera.up,
        "firmware": camera.firmware,
        "uptime": time.monotonic() - camera.started,
        "clock": camera.now().timestamp(),
        "listeners": [list(service) for service in camera.services.open],
        "settings": outward(_open(camera), effective),
        "written": outward(_open(camera), store.written),
        "saved": outward(_open(camera), store.saved),
        "secrets": _secrets(camera, effective),
        "counters": dict(camera.counters),
        "faults": camera.faults.as_dict(),
        "log": camera.log.lines,
        "requests": list(camera.requests),
        "certificates": camera.certificates.data if camera.certificates is not None else None,
        "onvif": camera.onvif.show() if camera.onvif is not None else None,
        "ipro": camera.ipro.show() if camera.ipro is not None else None,
        "acme": camera.acme.truth() if camera.acme is not None else None,
    }


def dump(camera: Camera) -> dict[str, Any]:
    """Return everything `restore` needs."""
    layers = camera.store.layers()
    return {
        "layers": {name: [[id_, row, value] for (id_, row), value in cells.items()] for name, cells in layers.items()},
        "firmware": camera.firmware,
        "clock_offset": camera.clock.offset,
        "faults": camera.faults.as_dict(),
        "log": camera.log.lines,
        "counters": dict(camera.counters),
        "certificates": camera.certificates.dump() if camera.certificates is not None else None,
        "onvif": camera.onvif.dump() if camera.onvif is not None else None,
        "ipro": camera.ipro.dump() if camera.ipro is not None else None,
    }


def restore(camera: Camera, dumped: Mapping[str, Any]) -> None:
    """Put a camera back; locked addresses are unlocked, listeners follow."""
    layers: dict[str, Values] = {
        name: {(str(id_), int(row)): str(value) for id_, row, value in cells}
        for name, cells in dumped["layers"].items()
    }
    camera.store.load_layers(layers)
    camera.firmware = dumped["firmware"]
    camera.clock.offset = dumped["clock_offset"]
    camera.log.load(dumped["log"])
    camera.counters.clear()
    camera.counters.update(dumped["counters"])
    camera.requests.clear()
    camera.lockout.forget()
    camera.last_administrator = None
    if camera.certificates is not None and dumped.get("certificates") is not None:
        camera.certificates.restore(dumped["certificates"])
    if camera.onvif is not None and dumped.get("onvif") is not None:
        camera.onvif.restore(dumped["onvif"])
    if camera.ipro is not None and dumped.get("ipro") is not None:
        camera.ipro.restore(dumped["ipro"])
    camera.set_faults({**dict.fromkeys(camera.faults.as_dict()), **dumped["faults"]})


def _open(camera: Camera) -> dict[str, Any]:
    """Items with a value of their own that is no secret."""
    return {id_: item for id_, item in camera.codes.items.items() if not item.secret and not item.status}


def _secrets(camera: Camera, effective: Values) -> dict[str, str]:
    """Secrets in plain text (this is a test tool); those of users by user name."""
    found = {}
    for (id_, row), value in effective.items():
        if not camera.codes.items[id_].secret or not value:
            continue
        is_user = id_ == "users.accounts.password"
        found[f"users.accounts.{effective[('users.accounts.name', row)]}" if is_user else id_] = value
    return found
