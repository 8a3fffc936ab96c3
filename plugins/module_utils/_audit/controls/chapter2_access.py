# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, who may have access: accounts, guests, hosts."""

from __future__ import annotations

from .. import inside, outside
from ..control import Control

_AUTHORIZED = tuple(f"user_authority.authorized.{what}" for what in (
    "privileged_camera_control", "camera_control", "video", "audio"))
_GUEST = tuple(f"user_authority.guest.{what}" for what in ("camera_control", "video", "audio"))

CONTROLS = (
    Control(
        id="NC-2.1", title="Guests have no authority", chapter="2", severity="critical", level="entry", topic="accounts",
        settings=_GUEST, outside=outside.no_strangers, one_way=True, variable="harden_guest_video",
        value="false  # and harden_guest_camera_control, harden_guest_audio",
    ),
    Control(
        id="NC-2.2", title="The viewer asks for a login", chapter="2", severity="high", level="entry", topic="accounts",
        settings=("viewer.user_authentication",), variable="harden_viewer_authentication", value="true",
    ),
    Control(
        id="NC-2.3", title="Authorized users have the least authority, and are reviewed regularly", chapter="2",
        severity="medium", level="standard", topic="accounts", settings=_AUTHORIZED, inside=inside.authority, by_person=True,
        do="Review who the authorized users are and what they may do: harden_authorized_camera_control and the like.",
    ),
    Control(
        id="NC-2.4", title="Only the users that are needed have an account", chapter="2", severity="medium",
        level="standard", topic="accounts", settings=("users.accounts",), inside=inside.accounts,
        variable="harden_users", value="<the site's authorized users>",
    ),
    Control(
        id="NC-2.5", title="Only listed hosts reach the camera by IPv4", chapter="2", severity="high", level="standard",
        topic="hosts", settings=("host_access.ipv4.apply", "host_access.ipv4.default_policy"), inside=inside.hosts(4),
        outside=outside.hosts(4), variable="harden_host_access_apply", value="true  # with harden_allowed_hosts",
    ),
    Control(
        id="NC-2.6", title="Only listed hosts reach the camera by IPv6", chapter="2", severity="high", level="standard",
        topic="hosts", settings=("host_access.ipv6.apply", "host_access.ipv6.default_policy"), inside=inside.hosts(6),
        outside=outside.hosts(6), variable="harden_host_access_apply", value="true  # with harden_allowed_hosts",
    ),
    Control(
        id="NC-2.7", title="The host lists let in nobody else than the site has listed", chapter="2", severity="medium",
        level="standard", topic="hosts", settings=("host_access.ipv4.rows", "host_access.ipv6.rows"),
        inside=inside.host_rows, variable="harden_allowed_hosts", value="<addresses and networks that need the camera>",
    ),
)
