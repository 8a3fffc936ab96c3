# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The variables of a discovered host."""

from __future__ import annotations

from typing import Any

from .._endpoint import DEFAULT_PORTS
from .cameras import Camera

CONNECTION = "netcam.hardening.camera"


def host_variables(camera: Camera, connection: bool) -> dict[str, Any]:
    """What the camera said, under names of our own, and how to connect to it.

    The port it has now is the initial one: C(ansible_port) is left to the group where it is the usual port, since that
    is where a site says to which port the cameras shall move.
    """
    found: dict[str, Any] = {
        "netcam_endpoint": camera.endpoint,
        "netcam_types": camera.types,
        "netcam_scopes": camera.scopes,
        "netcam_xaddrs": camera.xaddrs,
        "netcam_addresses": camera.addresses,
        "netcam_name": camera.name,
        "netcam_hardware": camera.hardware,
        "netcam_location": camera.location,
        "netcam_profiles": camera.profiles,
        "netcam_manufacturer": camera.manufacturer,
        "netcam_model": camera.model,
        "netcam_firmware": camera.firmware,
        "netcam_serial_number": camera.serial_number,
        "netcam_clock_offset": camera.clock_offset,
        "netcam_family": camera.family,
        "ansible_host": camera.address,
        "ansible_netcam_scheme": camera.scheme,
        "ansible_netcam_initial_port": camera.port,
    }
    if camera.port != DEFAULT_PORTS[camera.scheme]:
        found["ansible_port"] = camera.port
    if connection:
        found["ansible_connection"] = CONNECTION
    return found
