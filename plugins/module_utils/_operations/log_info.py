# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The camera's log, parsed by the guide's table [Log Contents] (p. A-9 and B-9).

The code's hundreds digit tells level and category: 4xx and 3xx are errors, 2xx and 1xx warnings, 0xx information.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from .._errors import InvalidValue
from .._result import Result
from .._session import Session
from .base import Params, lacking, require_driver

#: hundreds digit of the code: level, fault level, category, as the guide prints them
TABLE = {
    "4": ("error", "Software-level failure (Task operations will stop)", "crit"),
    "3": ("error", "Operational error (Operations will continue)", "err"),
    "2": ("warning", "Non-operational error", "warning"),
    "1": ("warning", "Error external to the system", "notice"),
    "0": ("information", "Information on normal operation", "info"),
}
#: H144 (guide: password specification error); R103 RTSP authentication failure (VB-H651V manual, p. 229)
AUTHENTICATION_CODES = ("H144", "R103")
_CODE = re.compile(r"\b([A-Z])(\d)(\d{2})\b")
_WORD = re.compile(r"[0-9A-Fa-f:.]{3,}")
_TIMES = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_TIME = re.compile(r"\d{4}[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}:\d{2}")


@dataclass(frozen=True)
class LogEntry:
    """One line of the log. C(time) is the camera's local time, ISO 8601 without a zone, or None."""

    time: str | None
    code: str
    level: str
    fault_level: str
    category: str
    message: str
    address: str | None


def _time_of(line: str, formats: Sequence[str]) -> datetime | None:
    """The time at the start of a line, which may be several words long."""
    found = _TIME.search(line)
    words = line.split()[:5]
    candidates = [" ".join(words[: count + 1]) for count in range(len(words))]
    if found:
        candidates.insert(0, found.group(0))
    for pattern in formats:
        for candidate in candidates:
            try:
                return datetime.strptime(candidate, pattern)
            except ValueError:
                continue
    return None


def _address_in(text: str) -> str | None:
    """The first IP address in a message."""
    for found in _WORD.finditer(text):
        word = found.group(0).rstrip(".")
        # an IPv4 address may carry a port
        for candidate in (word, word.rpartition(":")[0]):
            try:
                return str(ipaddress.ip_address(candidate))
            except ValueError:
                continue
    return None


def parse_line(line: str, formats: Sequence[str] = _TIMES) -> LogEntry | None:
    """One entry; None for a line without a code of the guide's form."""
    for found in _CODE.finditer(line):
        row = TABLE.get(found.group(2))
        if row is None:
            continue
        time = _time_of(line, formats)
        return LogEntry(
            time=time.isoformat() if time else None,
            code=found.group(0),
            level=row[0],
            fault_level=row[1],
            category=row[2],
            message=line[found.end() :].strip(" :"),
            address=_address_in(line[found.end() :]),
        )
    return None


def _moment(text: str | None, option: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            raise ValueError("the log has the camera's local time")
        return moment
    except ValueError:
        raise InvalidValue(
            f"{option}: {text!r} is not a time like 2026-11-22T03:00:00, without a zone", setting="log_info"
        ) from None


def repeated_failures(entries: Sequence[LogEntry], threshold: int) -> list[dict[str, Any]]:
    """Addresses with at least C(threshold) authentication failures: the sign of an attack that the guide names (p. A-9)."""
    failures = [entry for entry in entries if entry.code in AUTHENTICATION_CODES]
    counts = Counter(entry.address or "unknown" for entry in failures)
    found = []
    for address, count in counts.most_common():
        if count < threshold:
            break
        times = [entry.time for entry in failures if (entry.address or "unknown") == address and entry.time]
        found.append(
            {"address": address, "count": count, "first": min(times, default=None), "last": max(times, default=None)}
        )
    return found


class LogInfo:
    """Module log_info."""

    name = "log_info"
    needs_account = "always"
    spec: dict[str, dict[str, Any]] = {
        "levels": {"type": "list", "elements": "str", "choices": ["error", "warning", "information"]},
        "codes": {"type": "list", "elements": "str"},
        "since": {"type": "str"},
        "until": {"type": "str"},
        "failure_threshold": {"type": "int", "default": 3},
    }

    def static(self, params: Params) -> None:
        """Times must be times."""
        _moment(params.get("since"), "since")
        _moment(params.get("until"), "until")
        if params["failure_threshold"] < 1:
            raise InvalidValue("failure_threshold must be at least 1", setting="log_info")

    def secrets(self, params: Params) -> list[str]:
        """None."""
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """The request is part of the profile."""
        return lacking(session, "log", "log.view")

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Read, parse, filter, point out repeated authentication failures."""
        driver = require_driver(session, "log", "log.view")
        own_format = driver.log_time_format()
        formats = (own_format, *_TIMES) if own_format else _TIMES
        lines = [line for line in driver.download_log().splitlines() if line.strip()]
        parsed = [parse_line(line, formats) for line in lines]
        entries = [entry for entry in parsed if entry is not None]
        wanted = [entry for entry in entries if self._wanted(entry, params)]
        # a filter on levels or codes must not hide an attack
        everything = {**params, "levels": None, "codes": None}
        within = [entry for entry in entries if self._wanted(entry, everything)]
        failures = repeated_failures(within, params["failure_threshold"])
        for failure in failures:
            result.warnings.append(
                f"{failure['count']} authentication failures from {failure['address']} "
                f"between {failure['first']} and {failure['last']} (camera time)"
            )
        result.extra["entries"] = [asdict(entry) for entry in wanted]
        result.extra["summary"] = dict(Counter(entry.level for entry in wanted))
        result.extra["authentication_failures"] = failures
        result.extra["unparsed"] = len(parsed) - len(entries)

    @staticmethod
    def _wanted(entry: LogEntry, params: Params) -> bool:
        if params.get("levels") and entry.level not in params["levels"]:
            return False
        if params.get("codes") and entry.code not in params["codes"]:
            return False
        since, until = _moment(params.get("since"), "since"), _moment(params.get("until"), "until")
        if since is None and until is None:
            return True
        if entry.time is None:
            # a line that cannot be dated is shown rather than hidden
            return True
        time = datetime.fromisoformat(entry.time)
        return (since is None or time >= since) and (until is None or time <= until)
