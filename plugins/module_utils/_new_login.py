# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""From one administrator account to another within a session, and back where the camera does not let the new one in."""

from __future__ import annotations

from collections.abc import Callable

from ._client import Client
from ._errors import AuthenticationFailed, NotEffective, Refused


def log_in_as(
    client: Client, old: tuple[str, str], new: tuple[str, str], prove: Callable[[], object], hint: str
) -> None:
    """Go on with C(new), which C(prove) logs in with. Raises NotEffective; then the session has its old account."""
    client.close()
    client.login_as(*new)
    try:
        prove()
    except (AuthenticationFailed, Refused):
        client.close()
        client.login_as(*old)
        raise NotEffective(
            "the camera accepted the new administrator account but does not let it log in",
            setting="administrator.password",
            hint=hint,
        ) from None
