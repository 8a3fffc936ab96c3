# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Commands that certainly exist on i-PRO cameras but whose names are not public: here they get names made up per run.

Nothing can be tuned to them: whoever uses them reads the names from a profile, as for a real camera whose owner found
them out. The file is in the collection's profile format.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import yaml

from .models import FAMILY_IPRO

KEY, SELF_SIGNED, CSR, FETCH, PREVIOUS = (
    "crt_key_generate", "self_signed_generate", "csr_generate", "csr_fetch", "crt_key_previous",
)  # fmt: skip
ROLES = (KEY, SELF_SIGNED, CSR, FETCH, PREVIOUS)
#: Form field -> placeholder of the profile.
SUBJECT = {
    "cn": "common_name",
    "c": "country",
    "st": "state",
    "l": "locality",
    "o": "organization",
    "ou": "organizational_unit",
}
PROFILE_NAME = "ipro.yml"


class BadCommands(ValueError):
    """`ipro_commands` names something else than the commands that have no public name."""


def names(given: Mapping[str, Any]) -> dict[str, str]:
    """Return role -> path below /cgi-bin/; what is not given is made up. Raises BadCommands."""
    unknown = set(given) - set(ROLES)
    if unknown:
        raise BadCommands(f"ipro_commands has no {', '.join(sorted(unknown))}; known: {', '.join(ROLES)}")
    return {role: str(given.get(role) or f"x{secrets.token_hex(5)}") for role in ROLES}


def profile(commands: Mapping[str, str]) -> dict[str, Any]:
    """Return the user's profile for these names; the collection has no use for the way back to the previous key."""
    form = {name: f"{{{placeholder}}}" for name, placeholder in SUBJECT.items()}
    path = {role: f"/cgi-bin/{name}" for role, name in commands.items()}
    return {
        "profile_version": 1,
        "name": "emulator-ipro",
        "family": FAMILY_IPRO,
        "driver": "ipro",
        "commands": {
            KEY: {"method": "GET", "path": path[KEY], "params": {"size": "{key_size}"}},
            SELF_SIGNED: {"method": "POST", "path": path[SELF_SIGNED], "form": dict(form)},
            CSR: {"method": "POST", "path": path[CSR], "form": dict(form)},
            FETCH: {"method": "GET", "path": path[FETCH]},
        },
    }


def profile_yaml(commands: Mapping[str, str]) -> str:
    """Return the profile as YAML."""
    return yaml.safe_dump(profile(commands), sort_keys=False, default_flow_style=False, width=120)
