# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The shortest session that proves a login: connect, recognise, log in, read one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ._administrator import PASSWORD
from ._endpoint import Endpoint
from ._result import Result
from ._session import Session


def prove(endpoint: Endpoint, progress: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Log in with the endpoint's credentials; the result says in C(camera) what it is, and whether there is an account.

    Raises AuthenticationFailed, CameraUnreachable, and what else C(Session.open) raises.
    """
    session = Session(endpoint, progress)
    try:
        session.open()
        if session.driver is None:
            session.add_onvif((PASSWORD,))
        result = Result()
        result.describe(session.facts, session.driver.name if session.driver else None, None)
        return result.as_dict()
    finally:
        session.close()
