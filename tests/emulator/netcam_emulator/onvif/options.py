# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a fleet file says about ONVIF on a camera, and what holds where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..ipro.models import FAMILY_IPRO
from ..models import FAMILY_2022, FAMILY_ONVIF, ROOT_FIXED
from .quirks import Quirks

DIGEST, TOKEN = "digest", "usernametoken"
# Feature -> what a camera without it does not have; see features.py for the capabilities that say so.
FEATURES = (
    "ip_filter", "zero_configuration", "ntp", "discovery", "hostname_dhcp", "http_backup", "system_backup",
    "http_firmware", "http_logging", "system_logging", "password_complexity", "password_history",
    "auth_failure_warnings", "hashing", "security", "dot1x", "media", "media2",
)  # fmt: skip
# Whether Canon's cameras have these is not public; the product database shows no TLS add-on on any.
_NOT_ON_CANON = ("hashing", "password_complexity", "password_history", "auth_failure_warnings", "security", "dot1x")
# No keystore, no zero configuration since 2013; whether there is a filter, a backup or a log over ONVIF is not public.
_NOT_ON_IPRO = (
    *_NOT_ON_CANON, "ip_filter", "zero_configuration", "http_backup", "system_backup", "http_firmware", "http_logging",
)  # fmt: skip


class BadOptions(ValueError):
    """An unknown word, with the words that are known."""


@dataclass
class OnvifOptions:
    """ONVIF side of a camera entry; `enabled` tells whether the camera speaks ONVIF at all."""

    enabled: bool = False
    users: str = "shared"
    auth: tuple[str, ...] = (DIGEST, TOKEN)
    digest_algorithms: tuple[str, ...] = ("MD5",)
    clock_window: float = 300.0
    without: frozenset[str] = frozenset()
    account: dict[str, str] = field(default_factory=dict)
    quirks: dict[str, Any] = field(default_factory=dict)


def options(family: str, factory: str, given: Mapping[str, Any]) -> OnvifOptions:
    """Complete the `onvif...` keys of a camera entry; raises BadOptions, quirks.BadQuirk."""
    is_2022, is_onvif, is_ipro = (family == known for known in (FAMILY_2022, FAMILY_ONVIF, FAMILY_IPRO))
    enabled = given["onvif"]
    if enabled is None:
        enabled = factory != ROOT_FIXED
    without = given["onvif_without"]
    if without is None:
        without = (
            () if is_onvif else _NOT_ON_IPRO if is_ipro else _NOT_ON_CANON if is_2022 else (*_NOT_ON_CANON, "media2")
        )
    # Before Profile T only the UsernameToken is sure to be there.
    auth = given["onvif_auth"] or ([DIGEST, TOKEN] if is_onvif or is_2022 or is_ipro else [TOKEN])
    found = OnvifOptions(
        bool(enabled) or is_onvif,
        str(given["onvif_users"]),
        tuple(auth),
        tuple(given["onvif_digest_algorithms"]),
        float(given["onvif_clock_window"]),
        frozenset(without),
        dict(given["onvif_account"]),
        dict(given["onvif_quirks"]),
    )
    _known("onvif_users", [found.users], ("shared", "separate"))
    _known("onvif_auth", found.auth, (DIGEST, TOKEN))
    _known("onvif_digest_algorithms", found.digest_algorithms, ("MD5", "SHA-256"))
    _known("onvif_without", found.without, FEATURES)
    Quirks(found.quirks)
    return found


def _known(key: str, words: Any, known: tuple[str, ...]) -> None:
    for word in words:
        if word not in known:
            raise BadOptions(f"{key}: {word!r} is none of {', '.join(known)}")
