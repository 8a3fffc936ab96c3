# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Certificates in a few words, for people."""

from __future__ import annotations

from .crypto import x509
from .facts import fingerprint, key_of, time_text
from .names import names_in
from .store import Held


def short(certificate: x509.Certificate) -> str:
    """Whom it is for, until when, which key, which one exactly."""
    kind, size, _curve = key_of(certificate)
    names = names_in(certificate.extensions)
    who = ", ".join(names[:3]) or certificate.subject.rfc4514_string()
    end = time_text(certificate.not_valid_after_utc)
    return f"{who}, until {end}, {kind} {size}, SHA-256 {fingerprint(certificate)[:16]}..."


def held_text(held: Held | None) -> str | None:
    """What a store tells of one; None where there is none."""
    if held is None:
        return None
    end = f", until {time_text(held.not_after)}" if held.not_after else ""
    return f"{held.common_name or held.id}{end}"
