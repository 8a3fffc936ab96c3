# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What little a page tells of a certificate, and whether it can be the one that is meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from .crypto import x509
from .facts import common_name, fingerprint
from .reading import read_certificates
from .store import Held


def day(text: str | None, form: str) -> datetime | None:
    """A date as a page prints it, taken as UTC; None when it is not one. Pages print no time of day."""
    try:
        return datetime.strptime((text or "").strip(), form).replace(tzinfo=UTC)
    except ValueError:
        return None


def same_day(wanted: datetime, shown: datetime | None) -> bool:
    """Whether a page's date can mean this moment, in whatever time zone it prints it."""
    return shown is None or abs(wanted - shown) < timedelta(days=2)


def shows(held: Held, certificate: x509.Certificate) -> bool:
    """Whether the camera's words, as few as they may be, fit this certificate."""
    if held.pem is not None:
        return fingerprint(read_certificates(held.pem, "the camera's certificate")[0]) == fingerprint(certificate)
    return held.common_name in (None, common_name(certificate.subject)) and (
        same_day(certificate.not_valid_before_utc, held.not_before)
        and same_day(certificate.not_valid_after_utc, held.not_after)
    )
