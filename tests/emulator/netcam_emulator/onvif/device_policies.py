# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: rules for passwords, warnings about failed logins, and the hash of HTTP Digest."""

from __future__ import annotations

from .fault import bad_value, prohibited
from .registry import Access, Call, device
from .xml import el, leaf

_COMPLEXITY, _HISTORY, _FAILURES = "password_complexity", "password_history", "auth_failure_warnings"
_MOST = {"MinLen": 32, "Uppercase": 8, "Number": 8, "SpecialChars": 8}
_LONGEST_HISTORY = 10
_PERIOD, _ATTEMPTS = (1, 3600), (1, 20)


def _range(tag: str, lowest: int, highest: int) -> str:
    return el(tag, leaf("tt:Min", lowest), leaf("tt:Max", highest))


@device("GetPasswordComplexityOptions", Access.READ_SYSTEM, _COMPLEXITY)
def get_password_complexity_options(call: Call) -> str:
    """What can be asked of passwords."""
    call.body.end()
    ranges = [_range(f"tds:{name}Range", 0, most) for name, most in _MOST.items()]
    return "".join(
        [
            *ranges,
            leaf("tds:BlockUsernameOccurrenceSupported", True),
            leaf("tds:PolicyConfigurationLockSupported", True),
        ]
    )


@device("GetPasswordComplexityConfiguration", Access.READ_SYSTEM, _COMPLEXITY)
def get_password_complexity_configuration(call: Call) -> str:
    """What is asked of passwords."""
    call.body.end()
    policy = call.service.state.complexity
    numbers = [leaf(f"tds:{name}", policy.get(name, 0)) for name in _MOST]
    flags = [leaf(f"tds:{name}", bool(policy.get(name))) for name in _FLAGS]
    return "".join([*numbers, *flags])


_FLAGS = ("BlockUsernameOccurrence", "PolicyConfigurationLocked")


@device("SetPasswordComplexityConfiguration", Access.WRITE_SYSTEM, _COMPLEXITY)
def set_password_complexity_configuration(call: Call) -> str:
    """Ask more or less of passwords; what is not given is not asked. A lock holds until a hard factory default."""
    wanted: dict[str, int] = {}
    for name, most in _MOST.items():
        given = call.body.maybe(name)
        if given is not None:
            if not 0 <= given.integer <= most:
                raise bad_value("ter:InvalidArgVal", f"{name} is 0 to {most}")
            wanted[name] = given.integer
    for name in _FLAGS:
        given = call.body.maybe(name)
        wanted[name] = int(given is not None and given.boolean)
    call.body.end()
    if call.service.state.complexity.get("PolicyConfigurationLocked"):
        raise prohibited("ter:PolicyConfigurationLocked", "Locked until a hard factory default")
    call.service.state.complexity = wanted
    return ""


@device("GetPasswordHistoryConfiguration", Access.READ_SYSTEM, _HISTORY)
def get_password_history_configuration(call: Call) -> str:
    """How many old passwords cannot be used again."""
    call.body.end()
    history = call.service.state.history
    return leaf("tds:Enabled", bool(history.get("Enabled"))) + leaf("tds:Length", history.get("Length", 0))


@device("SetPasswordHistoryConfiguration", Access.WRITE_SYSTEM, _HISTORY)
def set_password_history_configuration(call: Call) -> str:
    """Set how many old passwords cannot be used again."""
    enabled, length = call.body.one("Enabled").boolean, call.body.one("Length").integer
    call.body.end()
    if not 0 <= length <= _LONGEST_HISTORY:
        raise bad_value("ter:InvalidArgVal", f"Length is 0 to {_LONGEST_HISTORY}")
    call.service.state.history = {"Enabled": int(enabled), "Length": length}
    return ""


@device("GetAuthFailureWarningOptions", Access.READ_SYSTEM, _FAILURES)
def get_auth_failure_warning_options(call: Call) -> str:
    """Limits of the warning about failed logins."""
    call.body.end()
    return _range("tds:MonitorPeriodRange", *_PERIOD) + _range("tds:AuthFailureRange", *_ATTEMPTS)


@device("GetAuthFailureWarningConfiguration", Access.READ_SYSTEM, _FAILURES)
def get_auth_failure_warning_configuration(call: Call) -> str:
    """After how many failed logins the camera warns."""
    call.body.end()
    warning = call.service.state.failure_warning
    return "".join(
        (
            leaf("tds:Enabled", bool(warning.get("Enabled"))),
            leaf("tds:MonitorPeriod", warning.get("MonitorPeriod", 60)),
            leaf("tds:MaxAuthFailures", warning.get("MaxAuthFailures", 5)),
        )
    )


@device("SetAuthFailureWarningConfiguration", Access.WRITE_SYSTEM, _FAILURES)
def set_auth_failure_warning_configuration(call: Call) -> str:
    """Set after how many failed logins the camera warns."""
    enabled = call.body.one("Enabled").boolean
    period, attempts = call.body.one("MonitorPeriod").integer, call.body.one("MaxAuthFailures").integer
    call.body.end()
    if not (_PERIOD[0] <= period <= _PERIOD[1] and _ATTEMPTS[0] <= attempts <= _ATTEMPTS[1]):
        raise bad_value("ter:InvalidArgVal", "Out of range")
    call.service.state.failure_warning = {
        "Enabled": int(enabled), "MonitorPeriod": period, "MaxAuthFailures": attempts,
    }  # fmt: skip
    return ""


@device("SetHashingAlgorithm", Access.WRITE_SYSTEM, "hashing")
def set_hashing_algorithm(call: Call) -> str:
    """Choose the algorithms of HTTP Digest; there is no operation to read them."""
    algorithms = call.body.text("Algorithm").split()  # a list in one element
    call.body.end()
    if not algorithms or any(name not in ("MD5", "SHA-256") for name in algorithms):
        raise bad_value("ter:InvalidArgVal", "MD5, SHA-256 or both")
    call.service.state.hashing = algorithms
    return ""
