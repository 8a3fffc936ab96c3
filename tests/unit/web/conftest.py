# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sessions with the camera of vault.py, and certificates for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from ..certificates.material import Signed, authority, server
from .vault import describing

Open = Callable[..., Session]


@pytest.fixture(name="opened")
def _opened(endpoint: Endpoint) -> Iterator[Open]:
    """An open session with a camera whose profile describes these requests; keywords change the connection."""
    with ExitStack() as stack:

        def opened(
            certificates: dict[str, Any], parts: dict[str, Any] | None = None, settings: Any = None, **options: Any
        ) -> Session:
            made = describing(certificates, **(parts or {}))
            made["settings"].update(settings or {})
            session = Session(replace(endpoint, profiles=(made,), **options))
            session.open()
            stack.callback(session.close)
            return session

        yield opened


@pytest.fixture(name="site", scope="module")
def _site() -> Signed:
    return authority()


@pytest.fixture(name="signed", scope="module")
def _signed(site: Signed) -> Signed:
    return server(site)
