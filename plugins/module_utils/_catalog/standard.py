# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Settings that a public standard has and the guide has not: rules for accounts, being found by WS-Discovery, TLS versions, 802.1X.

They are of no family: any camera whose ONVIF service advertises them has them. Each stands with the chapter of the guide
that is about the same thing. The standard prints no limits for the numbers; the ones here only keep out nonsense, because
each camera states its own, which are read and kept to.
"""

from __future__ import annotations

from .model import FAMILY_ONVIF, Limit, Setting
from .words import choice, integer, switch, text

_DEVICE, _SECURITY = "ONVIF Device Management", "ONVIF Security"
#: Longest password, and longest history, that are taken for a sensible rule.
_CHARACTERS, _OLD_PASSWORDS = (0, 128), (0, 255)
#: A day in seconds.
_PERIOD, _FAILURES = (1, 86400), (1, 1000)


def _policy(name: str, label: str, operation: str, kind: str, limit: Limit, readonly: bool = False,
            note: str = "") -> Setting:
    return Setting(
        id=f"account_policy.{name}", area="account_policy", label=label, chapter="1", menu={}, page={},
        limits={FAMILY_ONVIF: limit}, kind=kind, option="" if readonly else name, readonly=readonly, note=note,
        standard=f"{_DEVICE}, {operation}",
    )


_COMPLEXITY, _HISTORY, _WARNING = (
    f"Set{name}Configuration" for name in ("PasswordComplexity", "PasswordHistory", "AuthFailureWarning")
)

SETTINGS = (
    _policy("complexity.min_length", "Password complexity: minimum length", _COMPLEXITY, "integer",
            integer(_CHARACTERS)),
    _policy("complexity.uppercase", "Password complexity: upper case letters", _COMPLEXITY, "integer",
            integer(_CHARACTERS)),
    _policy("complexity.number", "Password complexity: digits", _COMPLEXITY, "integer", integer(_CHARACTERS)),
    _policy("complexity.special_chars", "Password complexity: special characters", _COMPLEXITY, "integer",
            integer(_CHARACTERS)),
    _policy("complexity.block_username_occurrence", "Password complexity: user name not in the password", _COMPLEXITY,
            "switch", switch()),
    _policy("complexity.locked", "Password complexity: locked", _COMPLEXITY, "switch", switch(), readonly=True,
            note="Never set by this collection: only a hard reset to factory defaults takes the lock away again."),
    _policy("history.enable", "Password history", _HISTORY, "switch", switch()),
    _policy("history.length", "Password history: old passwords that are kept", _HISTORY, "integer",
            integer(_OLD_PASSWORDS)),
    _policy("failed_logins.enable", "Warning about failed logins", _WARNING, "switch", switch(),
            note="The camera sends an event (`tns1:Device/SecurityPolicy/AuthFailed`). It does not lock anybody out."),
    _policy("failed_logins.monitor_period", "Warning about failed logins: period in seconds", _WARNING, "integer",
            integer(_PERIOD)),
    _policy("failed_logins.max_failures", "Warning about failed logins: failures within the period", _WARNING, "integer",
            integer(_FAILURES)),
    Setting(
        id="network.ws_discovery", area="network", label="WS-Discovery", chapter="2", menu={}, page={},
        limits={FAMILY_ONVIF: switch()}, kind="switch", option="ws_discovery",
        standard=f"{_DEVICE}, SetDiscoveryMode",
        note="Announces address, model and name to everybody on the network who asks; switch it off when the recorder knows "
             "the camera.",
    ),
    Setting(
        id="ssl_tls.minimum_tls_version", area="ssl_tls", label="Oldest TLS version", chapter="2", menu={}, page={},
        limits={FAMILY_ONVIF: choice("1.0", "1.1", "1.2", "1.3")}, kind="choice", option="minimum_tls_version",
        standard=f"{_SECURITY}, SetEnabledTLSVersions", risk="connection",
        note="All versions that the camera has from there on are spoken, no older ones. The ONVIF Security Baseline asks for 1.2.",
    ),
    Setting(
        id="dot1x.password", area="dot1x", label="802.1X password", chapter="2", menu={}, page={},
        limits={FAMILY_ONVIF: text(128, 1)}, kind="secret", option="password", standard=f"{_SECURITY}, UploadPassphrase",
        note="For methods with a user name and a password, such as EAP-PEAP/MSCHAPv2; EAP-TLS has a certificate instead.",
    ),
)
