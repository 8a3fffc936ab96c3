# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, who may have access: accounts, authority, viewer authentication, hosts."""

from __future__ import annotations

from .model import Column, Limit, Setting
from .words import NAME, NAME_SAYS, both, choice, per, switch, text

_MENU = "[User Management] > "
_ACCOUNTS = per("[Security] > " + _MENU + "[Authorized User Account]",
                "[Basic] or [Security] > " + _MENU + "[Authorized User Account]")
_AUTHORITY = per("[Security] > " + _MENU + "[User Authority]", "[Basic] or [Security] > " + _MENU + "[User Authority]")
_PAGE_12 = per("A-12", "B-12")
_PAGE_14 = per("A-14", "B-14")
_HOST_ROWS = 20


def _authority(who: str, privilege: str, label: str, recommended: bool | None) -> Setting:
    return Setting(
        id=f"user_authority.{who}.{privilege}", area="user_authority", option=f"{who}.{privilege}",
        label=f"User Authority, {who} user{'s' if who == 'authorized' else ''}: {label}", chapter="2", page=_PAGE_12,
        menu=_AUTHORITY, kind="switch", limits=both(switch(default=True)), recommended=recommended,
    )


def _host(version: str, bits: int, zero: str) -> tuple[Setting, ...]:
    menu = both(f"[Security] > [Host Access Restrictions] > [IPv{version} Host Access Restrictions]")
    prefix = f"host_access.ipv{version}"
    return (
        Setting(
            id=f"{prefix}.rows", area="host_access", option=f"ipv{version}.rows",
            label=f"IPv{version} host list", chapter="2", page=_PAGE_14, menu=menu, kind="table",
            limits=both(Limit(rows=_HOST_ROWS, default=())), risk="lockout",
            columns=(
                Column("address", f"IPv{version} Address" if version == "6" else "IP Address", f"ipv{version}"),
                Column("prefix_length", "Prefix Length", "integer", Limit(ranges=((0, bits),), default=bits)),
                Column("action", "Action", "choice", choice("authorize", "prohibit", default="authorize")),
            ),
            note=f"{_HOST_ROWS} rows; a row such as {zero}/0 matches everybody.",
        ),
        Setting(
            id=f"{prefix}.default_policy", area="host_access", option=f"ipv{version}.default_policy",
            label=f"IPv{version} Default Policy", chapter="2", page=_PAGE_14, menu=menu, kind="choice",
            limits=both(choice("authorize", "prohibit", default="authorize")), risk="lockout", recommended="prohibit",
        ),
        Setting(
            id=f"{prefix}.apply", area="host_access", option=f"ipv{version}.apply",
            label=f"Apply IPv{version} Host Access Restrictions", chapter="2", page=_PAGE_14, menu=menu, kind="switch",
            limits=both(switch(default=False)), risk="lockout", recommended=True,
        ),
    )


SETTINGS = (
    Setting(
        id="users.accounts", area="users", option="accounts", label="Authorized User Account", chapter="2",
        page=_PAGE_12, menu=_ACCOUNTS, kind="table", limits=both(Limit(rows=50, default=())),
        columns=(
            Column("name", "User Name", "text", text(15, 1, pattern=NAME, says=NAME_SAYS)),
            Column("password", "Password", "secret", text(31, 8), optional=True),
        ),
        note="50 accounts on the models whose manual is public.",
    ),
    _authority("authorized", "privileged_camera_control", "Privileged Camera Control", None),
    _authority("authorized", "camera_control", "Camera Control", None),
    _authority("authorized", "video", "Video Distribution", None),
    _authority("authorized", "audio", "Audio Distribution", None),
    _authority("guest", "camera_control", "Camera Control", False),
    _authority("guest", "video", "Video Distribution", False),
    _authority("guest", "audio", "Audio Distribution", False),
    Setting(
        id="viewer.user_authentication", area="user_authority", option="viewer_authentication",
        label="User Authentication", chapter="2", page=_PAGE_12,
        menu=per("[System] > [Viewer] > [Viewer Settings] > [User Authentication]",
                 "[Basic] > [Viewer] > [Viewer Settings] > [User Authentication]"),
        kind="switch", words=("authenticate", "do_not_authenticate"), limits=both(switch()), recommended=True,
        note="Valid in the camera viewer only; the guests' authority covers every other kind of access.",
    ),
    *_host("4", 32, "0.0.0.0"),
    *_host("6", 128, "::"),
)
