# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Python libraries that the actions need where Ansible runs."""

from __future__ import annotations

import shlex
import sys

from ansible.errors import AnsibleActionFail

from ..module_utils import _wire


def need_requests() -> None:
    """Raises AnsibleActionFail where the library requests is missing: with the command that installs it, and for which interpreter."""
    if _wire.HAS_REQUESTS:
        return
    raise AnsibleActionFail(
        "The Python library requests is missing on the controller, for the interpreter that runs Ansible. "
        f"Install it with: {shlex.quote(sys.executable)} -m pip install requests"
    )
