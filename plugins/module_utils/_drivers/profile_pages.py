# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What the certificate pages of a profile have in common, whatever its version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._errors import Unsupported
from .._guards import check_clear_text
from .._web.requests import WebRequests
from .canon_requests import CanonRequests


class ProfilePages:
    """The part of L(CertificatePages) that only asks the profile. C(requests) are those of the driver."""

    def __init__(self, requests: CanonRequests | WebRequests) -> None:
        self._profile_requests = requests
        self.family = requests.profile.family

    def progress(self, text: str) -> None:
        """Tell the person who waits."""
        self._profile_requests.progress(text)

    def described(self, part: str, key: str) -> Any:
        """What the profile says of a request or an option."""
        return self._profile_requests.interface.get(part, {}).get(key)

    def missing(self, name: str) -> Unsupported:
        """The error for a request that is not described."""
        return self._profile_requests.missing(name)

    def _item(self, part: str, key: str) -> Mapping[str, Any]:
        """A described request. Raises Unsupported."""
        found: Mapping[str, Any] | None = self.described(part, key)
        if found is None:
            raise self.missing(f"{part}.{key}")
        return found

    def check_secret(self, what: str) -> None:
        """Refuse to send a private key over plain HTTP without consent. Raises Refused."""
        client = self._profile_requests.client
        check_clear_text([what], client.clear_text, client.endpoint.allow_clear_text)
