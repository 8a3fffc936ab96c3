# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Certificates and 802.1X files of cameras whose pages a profile describes: the same steps, whatever the requests look like."""

from __future__ import annotations

from .dot1x import dot1x_store_of
from .listed import ListStore
from .pages import CERTIFICATES, CertificatePages, Look, Upload
from .shared import PageStore
from .single import SingleStore

__all__ = ["CertificatePages", "Look", "PageStore", "Upload", "dot1x_store_of", "store_of"]

_OPTIONS = {"restart", "request_keeps_key"}


def store_of(pages: CertificatePages, described: set[str]) -> PageStore | None:
    """The store for the certificate requests of a profile, whose keys C(described) are; None where it describes none."""
    if not described - _OPTIONS:
        return None
    return SingleStore(pages) if pages.described(CERTIFICATES, "list") is None else ListStore(pages)
