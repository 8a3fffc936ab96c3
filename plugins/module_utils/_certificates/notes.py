# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the guide notes about encryption and protected networks, as data: shown as warnings where it applies."""

from __future__ import annotations

from dataclasses import dataclass

#: What a note is about.
HTTPS, SELF_SIGNED, CRL, DOT1X = "https", "self_signed", "crl", "dot1x"


@dataclass(frozen=True)
class Note:
    """One note of the guide, in our words, with its pages."""

    about: str
    says: str
    pages: str


NOTES = (
    Note(
        HTTPS, "video over RTP/RTSP, and data that the camera uploads, stay in clear text under HTTPS", "A-17 and B-17"
    ),
    Note(
        SELF_SIGNED,
        "a self-signed certificate does not protect against impersonation; it is for tests",
        "A-17 and B-17",
    ),
    Note(CRL, "a revocation list is used for uploads only", "A-17"),
    Note(DOT1X, "802.1X does not check any revocation list", "A-19"),
    Note(DOT1X, "802.1X needs a network environment that was set up before", "A-19 and B-18"),
)


def notes(*about: str) -> list[str]:
    """The notes about these things, with their pages, in the order of the guide."""
    return [f"{note.says} (guide, p. {note.pages})" for note in NOTES if note.about in about]
