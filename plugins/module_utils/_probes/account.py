# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The account that a manual prints: one login with it, only when asked for, and never a second one.

A refused login counts on the camera's own budget of failed logins, as anybody's does. So it is tried only where the
camera asks for a login and is known to be of a make that has such an account.
"""

from __future__ import annotations

from .._client import Client
from .._endpoint import Endpoint
from .._errors import NetcamError
from .._wire import HAS_REQUESTS
from .crawl import Walk
from .finding import Finding, not_seen, seen, unknown
from .paths import CALL, FACTORY_ACCOUNTS
from .visit import Visit

FACTORY_ACCOUNT = "factory_account"


def judge_account(visit: Visit, walks: list[Walk]) -> Finding:
    """Seen: the camera takes the account of the manual."""
    if not visit.target.try_factory_account:
        return unknown(FACTORY_ACCOUNT, "not asked for (option try_factory_account)")
    if not HAS_REQUESTS:
        return unknown(FACTORY_ACCOUNT, "the Python library requests is missing")
    for walk in walks:
        for one in walk.answered:
            pair = FACTORY_ACCOUNTS.get(one.wanted.maker)
            if pair and one.page is not None and one.page.status == 401 and one.wanted.kind != CALL:
                return _try(visit, walk, one.wanted.path, pair)
    return unknown(FACTORY_ACCOUNT, "no page of a make with such an account asks for a login", attempts=0)


def _try(visit: Visit, walk: Walk, path: str, pair: tuple[str, str]) -> Finding:
    target = visit.target
    endpoint = Endpoint(
        visit.address,
        port=walk.web.port,
        scheme=walk.web.scheme,
        timeout=max(visit.deadline.left(), 0.001),
        # the pair is printed in manuals: there is no secret to keep
        validate_certs=False,
        allow_clear_text=True,
        port_map=target.port_map,
        source_address=target.source_address,
    )
    client = Client(endpoint)
    client.login_as(*pair)
    facts = {"attempts": 1, "user": pair[0], "path": path}
    try:
        status = client.request("GET", path, resend=False, judge=False).status
    except NetcamError as error:
        return unknown(FACTORY_ACCOUNT, error.message, **facts)
    finally:
        client.close()
    if status == 401:
        return not_seen(FACTORY_ACCOUNT, f"{pair[0]} with the password of the manual is refused", **facts)
    if status < 400:
        return seen(FACTORY_ACCOUNT, f"{pair[0]} with the password of the manual is let in", **facts)
    return unknown(FACTORY_ACCOUNT, f"the camera answers the login with {status}", **facts)
